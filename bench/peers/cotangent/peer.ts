// Cotangent takes part three times: eagerly, with compiled kernels for contractions, and with each function made a program
// by `jit`.
import { jit, useCompiledKernels } from '@cotangent/compiler';
import type { Peer } from '../peer.ts';
import { eager, type Compile } from './compile.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';
import { passes } from './passes.ts';
import { recurrent } from './recurrent.ts';
import { trainerStep } from './trainer.ts';

type Trained = Peer['work']['trainerStep'];
const compiled = 'a trainer compiles its steps: see the jit column';

const peer = (compile: Compile, trained: Trained): Peer => ({
  version: 'sources',
  work: {
    ...ops(compile),
    ...networks(compile),
    ...passes(compile),
    ...recurrent(compile),
    trainerStep: trained,
  },
});

export async function openEager(): Promise<Peer> {
  return peer(eager, compiled);
}

export async function openKernels(): Promise<Peer> {
  useCompiledKernels();
  return peer(eager, compiled);
}

export async function openJit(): Promise<Peer> {
  return peer(jit as Compile, trainerStep);
}
