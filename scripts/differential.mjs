// `npm run test:differential [count] [seed] [-- --relaxed]`: random programs through jit against the eager interpreter; with
// `--relaxed` they use relaxed SIMD.
import { join } from 'node:path';
import { bundleSources } from './lib/bundle.mjs';
import { relaxedFlags } from './lib/engines.mjs';
import { root } from './lib/packages.mjs';
import { node } from './lib/run.mjs';

const relaxed = process.argv.includes('--relaxed');
const args = process.argv.slice(2).filter((word) => word !== '--relaxed');
const bundle = join(root, '.cache/proofs/differential.mjs');
await bundleSources(join(root, 'packages/compiler/test/proofs/differential.ts'), bundle, 'inside');
const flags = relaxed ? relaxedFlags : [];
const { code } = await node([...flags, '--expose-gc', bundle, ...args], {
  live: true,
  env: relaxed ? { RELAXED: '1' } : {},
});
process.exitCode = code;
