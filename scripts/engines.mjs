// `npm run test:engines`: the same programs in this Node, in newer ones and in Chromium, where a page may compile
// WebAssembly but evaluate no text. Prints a hash for each engine, and what differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { bundleSources } from './lib/bundle.mjs';
import { chromium, missing } from './lib/chromium.mjs';
import { inPage, nodeOf, printed, versions } from './lib/engines.mjs';
import { install } from './lib/install.mjs';
import { root } from './lib/packages.mjs';

await install();
const sources = 'packages/compiler/test/engines';
/** @param {string} name @returns {Promise<string>} */
const bundled = async (name) => {
  const outfile = join(root, `.cache/engines/${name}.mjs`);
  await bundleSources(join(root, sources, `${name}.ts`), outfile, 'inside');
  return outfile;
};
const [print, page] = [await bundled('print'), await bundled('page')];

/** @type {{ engine: string, hashes: Record<string, string> }[]} */
const found = [];
let failed = false;
/** @param {string} engine @param {() => Promise<Record<string, string>>} run */
const measure = async (engine, run) => {
  try {
    const hashes = await run();
    found.push({ engine, hashes });
    const whole = createHash('sha256').update(JSON.stringify(hashes)).digest('hex').slice(0, 16);
    console.log(`${engine.padEnd(40)} ${whole}   ${Object.keys(hashes).length} programs`);
  } catch (error) {
    failed = true;
    console.log(`${engine.padEnd(40)} ${error instanceof Error ? error.message : String(error)}`);
  }
};

await measure(`Node ${process.version}, V8 ${process.versions.v8}`, async () =>
  JSON.parse(await printed(process.execPath, [print])),
);
for (const version of versions) {
  await measure(`Node v${version}`, async () => JSON.parse(await printed(await nodeOf(version), [print])));
}
const browser = chromium();
if (browser === undefined) console.log(missing);
else {
  const script = readFileSync(page, 'utf8');
  await measure('Chromium, by wasm-unsafe-eval alone', async () => {
    const { result, evaluates } = await inPage(browser, script, "'self' 'wasm-unsafe-eval'");
    if (evaluates) throw new Error('the page evaluates text');
    const { error, hashes = {} } = /** @type {{ error?: string, hashes?: Record<string, string> }} */ (
      result
    );
    if (error) throw new Error(error);
    return hashes;
  });
}

const [first, ...others] = found;
for (const { engine, hashes } of others) {
  for (const [name, hash] of Object.entries(hashes)) {
    if (hash === first?.hashes[name]) continue;
    failed = true;
    console.log(`${engine}: '${name}' gives ${hash}, not ${first?.hashes[name]}`);
  }
}
console.log(failed ? 'FAILED' : 'The same bits in all of them.');
process.exitCode = failed ? 1 : 0;
