// Cotangent takes part twice: eagerly, and with each function made a program by `jit`.
import * as compiler from '@cotangent/compiler';
import type { Peer } from '../peer.ts';
import { eager, type Compile } from './compile.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';

const work = (compile: Compile): Peer['work'] => ({ ...ops(compile), ...networks(compile) });

export async function openEager(): Promise<Peer> {
  return { version: 'sources', work: work(eager) };
}

export async function openJit(): Promise<Peer> {
  const { jit } = compiler as { readonly jit?: Compile };
  if (jit === undefined) throw new Error('@cotangent/compiler has no jit');
  return { version: 'sources', work: work(jit) };
}
