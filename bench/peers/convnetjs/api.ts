// The part of ConvNetJS 0.3.0 that the bench uses, and the way from rows of channels to its Vols.
import type { Input } from '../../lib/draw.ts';

/** A volume of pixels with channels fastest. */
export interface Vol {
  readonly sx: number;
  readonly sy: number;
  readonly depth: number;
  w: Float64Array;
  dw: Float64Array;
  addFrom(other: Vol): void;
}

export interface Layer {
  readonly layer_type: string;
  readonly filters: Vol[];
  readonly biases: Vol;
  forward(x: Vol, training: boolean): Vol;
  backward(label?: number): number | undefined;
}

interface Net {
  readonly layers: Layer[];
  makeLayers(definitions: readonly object[]): void;
}

interface Trainer {
  train(x: Vol, label: number): { readonly cost_loss: number };
}

export interface Convnetjs {
  readonly Vol: new (sx: number, sy: number, depth: number, fill: number) => Vol;
  readonly Net: new () => Net;
  readonly Trainer: new (net: Net, options: object) => Trainer;
  readonly ConvLayer: new (options: object) => Layer;
  readonly SoftmaxLayer: new (options: object) => Layer;
  readonly TanhLayer: new (options: object) => Layer;
  readonly SigmoidLayer: new (options: object) => Layer;
}

/** One Vol for each entry along the first axis of `[n, channels, height, width]`. */
export function vols({ Vol }: Convnetjs, { data, shape }: Input): Vol[] {
  const [count, depth, sy, sx] = shape;
  return Array.from({ length: count }, (_, n) => {
    const vol = new Vol(sx, sy, depth, 0);
    for (let d = 0; d < depth; d++)
      for (let at = 0; at < sx * sy; at++) vol.w[at * depth + d] = data[(n * depth + d) * sx * sy + at];
    return vol;
  });
}

/** Vols back in the order of `[n, channels, height, width]`; `field` says values or gradients. */
export function flat(all: readonly Vol[], field: 'w' | 'dw' = 'w'): Float64Array {
  const [{ sx, sy, depth }] = all;
  const out = new Float64Array(all.length * sx * sy * depth);
  all.forEach((vol, n) => {
    for (let d = 0; d < depth; d++)
      for (let at = 0; at < sx * sy; at++) out[(n * depth + d) * sx * sy + at] = vol[field][at * depth + d];
  });
  return out;
}
