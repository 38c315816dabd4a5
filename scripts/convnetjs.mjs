// `npm run test:convnetjs [count] [seed]`: random networks and trainers by ConvNetJS itself and by ours in compat mode.
// ConvNetJS is installed with the bench's other peers on the first run.
import { install } from './lib/install.mjs';

await install();
const { runBundled } = await import('./lib/bundle.mjs');
const { installPeers } = await import('./lib/peers.mjs');
const problem = await installPeers();
if (problem !== undefined) {
  console.error(`ConvNetJS could not be installed: ${problem}`);
  process.exit(1);
}
process.exitCode = await runBundled(
  'packages/convnetjs/test/proofs/random.ts',
  '.cache/peers/convnetjs.random.mjs',
  { args: process.argv.slice(2) },
);
