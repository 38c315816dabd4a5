// `npm run bench -- browser`: ConvNetJS's trainer and ours in Chromium, in one page, round after round in turn.
// The page is made of the very programs that run in Node (bench/peers), and loads nothing.
import { build } from 'esbuild';
import { join } from 'node:path';
import { chromium as browsers } from 'playwright-core';
import { alias } from './bundle.mjs';
import { chromium, missing } from './chromium.mjs';
import { root } from './packages.mjs';
import { installPeers, peers } from './peers.mjs';
import { table } from './report.mjs';

/** How many times as fast we mean to be. */
const bar = 60;

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** @param {{ quick: boolean }} options @returns {Promise<boolean>} whether the answers agree */
export const duel = async ({ quick }) => {
  const executablePath = chromium();
  if (executablePath === undefined) {
    console.log(missing);
    return false;
  }
  const problem = await installPeers();
  if (problem !== undefined) throw new Error(`ConvNetJS is not installed: ${problem}`);
  const { outputFiles } = await build({
    entryPoints: [join(root, 'bench/browser/duel.ts')],
    alias,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  });
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await browsers.launch({ executablePath, args: ['--disable-gpu', ...sandbox] });
  const rows = [['network step', 'ConvNetJS', 'Cotangent', 'times as fast', `at least ${bar}x`, 'losses']];
  let agree = true;
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: join(peers, 'node_modules/convnetjs/build/convnet.js') });
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    for (const batch of [20, 128]) {
      /** @type {import('../../bench/browser/duel.ts').Outcome} */
      const { theirs, ours } = await page.evaluate(`duel(${batch}, ${quick ? 3 : 7})`);
      const near = theirs.losses.every((loss, i) => Math.abs(loss - (ours.losses[i] ?? NaN)) < 1e-3 * loss);
      agree &&= near;
      const [slow, fast] = [median(theirs.rounds), median(ours.rounds)];
      rows.push([
        `batch ${batch}`,
        `${slow.toFixed(1)} ms`,
        `${fast.toFixed(2)} ms`,
        `${(slow / fast).toFixed(1)}x`,
        slow / fast >= bar ? 'met' : 'missed',
        near ? 'agree' : 'DIFFER',
      ]);
    }
    console.log(`\nConvNetJS's trainer and ours in Chromium ${browser.version()}\n\n${table(rows)}`);
  } finally {
    await browser.close();
  }
  return agree;
};
