// `npm run test:differential [count] [seed] [-- --relaxed]`: random programs through jit against the eager interpreter; with
// `--relaxed` they use relaxed SIMD.
import { runBundled } from './lib/bundle.mjs';
import { relaxedFlags } from './lib/engines.mjs';

const relaxed = process.argv.includes('--relaxed');
process.exitCode = await runBundled(
  'packages/compiler/test/proofs/differential.ts',
  '.cache/proofs/differential.mjs',
  {
    args: process.argv.slice(2).filter((word) => word !== '--relaxed'),
    peers: 'inside',
    ...(relaxed ? { flags: relaxedFlags, env: { RELAXED: '1' } } : {}),
  },
);
