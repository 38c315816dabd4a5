// Cotangent takes part four times: eagerly, with compiled kernels for contractions, and with each function made a program
// by `jit`, with fused multiply-add and without.
import { jit, useCompiledKernels } from '@cotangent/compiler';
import type { Peer } from '../peer.ts';
import { eager, type Compile } from './compile.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';
import { passes } from './passes.ts';
import { recurrent } from './recurrent.ts';
import { relaxedTrainerStep, trainerStep } from './trainer.ts';

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

/** With fused multiply-add, in what contracts. */
export async function openRelaxed(): Promise<Peer> {
  const relaxed = ((f: (...args: unknown[]) => unknown, options: object) =>
    jit(f, { ...options, relaxed: true })) as Compile;
  const { version, work } = peer(relaxed, relaxedTrainerStep);
  const same = 'nothing in it is contracted: see the jit column';
  const others = ['add', 'tanh', 'exp', 'sigmoid', 'sum', 'softmax', 'layerNorm', 'call', 'copy'] as const;
  return { version, work: { ...work, ...Object.fromEntries(others.map((name) => [name, same])) } };
}
