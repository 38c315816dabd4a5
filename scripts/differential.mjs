// `npm run test:differential [count] [seed]`: random programs through jit against the eager interpreter.
import { runBundled } from './lib/bundle.mjs';

process.exitCode = await runBundled(
  'packages/compiler/test/proofs/differential.ts',
  '.cache/proofs/differential.mjs',
  {
    args: process.argv.slice(2),
    peers: 'inside',
  },
);
