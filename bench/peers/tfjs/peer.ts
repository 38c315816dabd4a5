// TensorFlow.js with one of its back ends that need neither a GPU nor a native build.
import { load } from '../load.ts';
import type { Peer } from '../peer.ts';
import type { Tfjs } from './api.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';
import { passes } from './passes.ts';
import { recurrent } from './recurrent.ts';

interface Wasm {
  setThreadsCount(count: number): void;
}

export async function openTfjs(backend: 'cpu' | 'wasm'): Promise<Peer> {
  const { library: tf, version } = await load<Tfjs>('@tensorflow/tfjs');
  if (backend === 'wasm') {
    const { library } = await load<Wasm>('@tensorflow/tfjs-backend-wasm');
    library.setThreadsCount(1);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} back end does not start`);
  await tf.ready();
  return { version, work: { ...ops(tf), ...networks(tf), ...passes(tf), ...recurrent(tf) } };
}
