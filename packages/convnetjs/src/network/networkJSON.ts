// Network JSON as ConvNetJS writes it, as types: what `toJSON` returns and `fromJSON` takes.
import type { LayerSpec } from '../definitions/layerSpec.ts';

/** A Vol in JSON: `w` is a list, or as ConvNetJS writes it, an object of numbers by index. */
export interface VolJSON {
  readonly sx: number;
  readonly sy: number;
  readonly depth: number;
  readonly w: readonly number[] | Readonly<Record<string, number>>;
}

type Written<L> = L extends LayerSpec
  ? L extends { readonly layer_type: 'conv' | 'fc' }
    ? Omit<L, 'bias_pref'> & { readonly filters: readonly VolJSON[]; readonly biases: VolJSON }
    : L
  : never;

/** A layer in JSON: what describes it, and its weights. */
export type LayerJSON = Written<LayerSpec>;

/** A whole network in JSON. */
export interface NetworkJSON {
  readonly layers: readonly LayerJSON[];
}
