// The process of one peer: `node child.mjs NAME`.
import { openEager, openJit, openKernels, openRelaxed } from './peers/cotangent/peer.ts';
import { openConvnetjs } from './peers/convnetjs/peer.ts';
import { openJax } from './peers/jax/peer.ts';
import { openTfjs } from './peers/tfjs/peer.ts';
import type { InNode } from './lib/columns.ts';
import { serve } from './lib/serve.ts';
import type { Peer } from './peers/peer.ts';

const open: Readonly<Record<InNode, () => Promise<Peer>>> = {
  jit: openJit,
  relaxed: openRelaxed,
  eager: openEager,
  kernels: openKernels,
  convnetjs: openConvnetjs,
  'tfjs-cpu': () => openTfjs('cpu'),
  'tfjs-wasm': () => openTfjs('wasm'),
  'jax-js': openJax,
};

await serve(open[process.argv[2] as InNode]);
process.exit(0);
