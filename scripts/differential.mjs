// `npm run test:differential [count] [seed] [-- --relaxed]`: random programs through jit against the eager interpreter; with
// `--relaxed` in a Node that has relaxed SIMD, which programs use then.
import { join } from 'node:path';
import { bundleSources, runBundled } from './lib/bundle.mjs';
import { newest, nodeOf } from './lib/engines.mjs';
import { root } from './lib/packages.mjs';
import { node } from './lib/run.mjs';

const args = process.argv.slice(2).filter((word) => word !== '--relaxed');
const [script, bundle] = ['packages/compiler/test/proofs/differential.ts', '.cache/proofs/differential.mjs'];
if (process.argv.includes('--relaxed')) {
  await bundleSources(join(root, script), join(root, bundle), 'inside');
  const program = await nodeOf(newest);
  const { code } = await node([join(root, bundle), ...args], { live: true, program, env: { RELAXED: '1' } });
  process.exitCode = code;
} else process.exitCode = await runBundled(script, bundle, { args, peers: 'inside' });
