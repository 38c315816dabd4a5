// Cotangent takes part three times: eagerly, with compiled kernels for contractions, and with each function made a program
// by `jit`.
import { jit, useCompiledKernels } from '@cotangent/compiler';
import type { Peer } from '../peer.ts';
import { eager, type Compile } from './compile.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';
import { passes } from './passes.ts';

const peer = (compile: Compile): Peer => ({
  version: 'sources',
  work: { ...ops(compile), ...networks(compile), ...passes(compile) },
});

export async function openEager(): Promise<Peer> {
  return peer(eager);
}

export async function openKernels(): Promise<Peer> {
  useCompiledKernels();
  return peer(eager);
}

export async function openJit(): Promise<Peer> {
  return peer(jit as Compile);
}
