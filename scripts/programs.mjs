// `npm run test:programs [count] [seed]`: checks the gradients of random correct programs and counts false alarms.
import { runBundled } from './lib/bundle.mjs';

process.exitCode = await runBundled(
  'packages/testing/test/proofs/programs.ts',
  '.cache/proofs/programs.mjs',
  {
    args: process.argv.slice(2),
    peers: 'inside',
  },
);
