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
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    // The page's own thread by the processor's clock: rounds are not longer for other work on the machine.
    const clock = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN);
    };
    /** @param {number} side */
    const round = async (side) => {
      const began = await clock();
      const batches = Number(await page.evaluate(`round(${side})`));
      return ((await clock()) - began) / batches;
    };
    for (const batch of [20, 128]) {
      /** @type {import('../../bench/browser/duel.ts').Losses} */
      const losses = await page.evaluate(`open(${batch})`);
      /** @type {number[][]} */
      const taken = losses.map(() => []);
      for (let i = 0; i < (quick ? 3 : 7); i++)
        for (const [side, times] of taken.entries()) times.push(await round(side));
      const [theirs = 0, ...ours] = taken.map(median);
      ours.forEach((time, i) => {
        const near = losses[0]?.every(
          (loss, k) => Math.abs(loss - (losses[i + 1]?.[k] ?? NaN)) < 1e-3 * loss,
        );
        agree &&= near === true;
        rows.push([
          `batch ${batch}${i === 1 ? ', fused multiply-add' : ''}`,
          `${theirs.toFixed(1)} ms`,
          `${time.toFixed(2)} ms`,
          `${(theirs / time).toFixed(1)}x`,
          theirs / time >= bar ? 'met' : 'missed',
          near ? 'agree' : 'DIFFER',
        ]);
      });
    }
    console.log(
      `\nConvNetJS's trainer and ours in Chromium ${browser.version()}, milliseconds of its thread\n\n${table(rows)}`,
    );
  } finally {
    await browser.close();
  }
  return agree;
};
