// The part of ConvNetJS 0.3.0 that it is compared by, and the way to its Vols.
import type { LayerDef, NetworkJSON, TrainerOptions, Vol } from '../src/index.ts';

/** Its Vol, gradients included. */
export interface PeerVol {
  readonly w: Float64Array;
  readonly dw: Float64Array;
}

interface PeerLayer {
  readonly layer_type: string;
  readonly out_sx: number;
  readonly out_sy: number;
  readonly out_depth: number;
  readonly out_act: PeerVol;
  readonly filters?: readonly PeerVol[];
  readonly biases: PeerVol;
}

/** What an example should become. */
export type PeerTarget = number | readonly number[] | { readonly dim: number; readonly val: number };

export interface PeerNet {
  readonly layers: readonly PeerLayer[];
  makeLayers(defs: readonly LayerDef[]): void;
  forward(x: PeerVol, training: boolean): PeerVol;
  backward(y: PeerTarget): number;
  toJSON(): NetworkJSON;
}

interface PeerLosses {
  readonly cost_loss: number;
  readonly l1_decay_loss: number;
  readonly l2_decay_loss: number;
  readonly loss: number;
}

export interface Peer {
  readonly Net: new () => PeerNet;
  readonly Vol: new (sx: number, sy: number, depth: number, fill: number) => PeerVol;
  readonly Trainer: new (
    net: PeerNet,
    options: TrainerOptions,
  ) => { train(x: PeerVol, y: PeerTarget): PeerLosses };
}

/** A network of these definitions; `undefined` where ConvNetJS cannot make it, or makes layers of no size. */
export function peerNet({ Net }: Peer, defs: readonly LayerDef[]): PeerNet | undefined {
  const net = new Net();
  try {
    net.makeLayers(structuredClone(defs)); // it writes into them
  } catch {
    return undefined;
  }
  return net.layers.every((layer) => layer.out_sx > 0 && layer.out_sy > 0 && layer.out_depth > 0)
    ? net
    : undefined;
}

export function peerVol({ Vol: Theirs }: Peer, { sx, sy, depth, w }: Vol): PeerVol {
  const vol = new Theirs(sx, sy, depth, 0);
  vol.w.set(w);
  return vol;
}

/** The weights of a network in another one of the same layers. */
export function copyWeights(from: PeerNet, to: PeerNet): void {
  to.layers.forEach(({ filters, biases }, k) => {
    const { filters: other = [], biases: own } = from.layers[k];
    filters?.forEach((filter, f) => filter.w.set(other[f].w));
    if (filters) biases.w.set(own.w);
  });
}
