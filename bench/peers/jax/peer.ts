// jax-js on its WebAssembly device, which is single-threaded where there are no web workers, as in Node.
import { load } from '../load.ts';
import type { Peer } from '../peer.ts';
import type { Jax } from './api.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';
import { passes } from './passes.ts';
import { recurrent } from './recurrent.ts';

export async function openJax(): Promise<Peer> {
  // It asks which browser it runs in, and Node 20 has no answer.
  const scope = globalThis as { navigator?: { readonly userAgent: string } };
  scope.navigator ??= { userAgent: '' };
  const { library: jax, version } = await load<Jax>('@jax-js/jax');
  await jax.init();
  jax.defaultDevice('wasm');
  return { version, work: { ...ops(jax), ...networks(jax), ...passes(jax), ...recurrent(jax) } };
}
