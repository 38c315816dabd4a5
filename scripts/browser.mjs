// `npm run test:browser`: builds the page and drives it with Chromium. Words after `--` choose tests, as vitest does.
// `--screenshots` writes docs/images anew.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, missing } from './lib/chromium.mjs';
import { install } from './lib/install.mjs';
import { cache, root } from './lib/packages.mjs';
import { node, tool } from './lib/run.mjs';

const browser = chromium();
if (browser === undefined) {
  console.log(`${missing}\n0 passed, 1 failed`);
  process.exit(1);
}
await install();
const { build, serve } = await import('./lib/site.mjs');
process.chdir(root);
mkdirSync(cache, { recursive: true });
console.log('Building the page ...');
await build();
const { address, close } = await serve(4300);
const rest = process.argv.slice(2).filter((word) => word !== '--screenshots');
const report = join(cache, 'browser.json');
rmSync(report, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { code } = await node([tool('vitest'), 'run', '--project', 'browser', ...reporters, ...rest], {
  live: true,
  env: {
    PAGE: address,
    CHROMIUM: browser,
    ...(process.argv.includes('--screenshots') && { SCREENSHOTS: join(root, 'docs/images') }),
  },
});
await close();
/** @returns {{ numPassedTests: number, numFailedTests: number }} */
const counted = () => {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 };
  }
};
const { numPassedTests, numFailedTests } = counted();
const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
