// ConvNetJS works one example at a time, in float64, and has layers rather than operations.
import { load } from '../load.ts';
import type { Peer } from '../peer.ts';
import type { Convnetjs } from './api.ts';
import { networks } from './networks.ts';
import { ops } from './ops.ts';

export async function openConvnetjs(): Promise<Peer> {
  const { library, version } = await load<{ readonly default: Convnetjs }>('convnetjs');
  return { version, work: { ...ops(library.default), ...networks(library.default) } };
}
