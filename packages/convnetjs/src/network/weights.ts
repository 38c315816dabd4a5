// Weights between ConvNetJS's order and ours. Its filters are Vols, channels fastest; ours are `[out, in, h, w]` for conv,
// and `[in, out]` for fc, where `in` has channels first, as `flatten` has them.
import { fromTypedArray, isTensor, type FloatDType, type Tensor } from '@cotangent/tensor';
import { complain, isFloat, show, showSpec } from '@cotangent/tensor/extend';
import { atLayer, refuse, refuseAs } from '../base/errors.ts';
import type { ConvSpec, FcSpec, LayerSpec } from '../definitions/layerSpec.ts';
import { keyOf } from '../layers/build.ts';
import type { Weights } from '../layers/weighted.ts';
import type { Network, Params } from './network.ts';
import type { VolJSON } from './networkJSON.ts';

/** How the filters of a layer lie: their Vols' sizes, and where the number at `i` of a Vol stands in our `w`. */
interface Layout {
  readonly sx: number;
  readonly sy: number;
  readonly depth: number;
  readonly filters: number;
  readonly shape: readonly number[];
  readonly at: (filter: number, i: number) => number;
}

function layoutOf(spec: ConvSpec | FcSpec, before: LayerSpec): Layout {
  const filters = spec.out_depth;
  if (spec.layer_type === 'conv') {
    const { sx, sy, in_depth: depth } = spec;
    const area = sx * sy;
    const at = (filter: number, i: number): number =>
      (filter * depth + (i % depth)) * area + Math.floor(i / depth);
    return { sx, sy, depth, filters, shape: [filters, depth, sy, sx], at };
  }
  const { out_depth: depth, out_sx, out_sy } = before;
  const area = out_sx * out_sy;
  const at = (filter: number, i: number): number =>
    ((i % depth) * area + Math.floor(i / depth)) * filters + filter;
  return { sx: 1, sy: 1, depth: spec.num_inputs, filters, shape: [spec.num_inputs, filters], at };
}

/** The weights that the JSON of a layer holds. Throws for what is missing, is no number, or has other sizes. */
export function readWeights(
  spec: ConvSpec | FcSpec,
  before: LayerSpec,
  json: Readonly<Record<string, unknown>>,
  dtype: FloatDType,
): Weights {
  const { layer_type: op, out_depth } = spec;
  const { sx, sy, depth, shape, at } = layoutOf(spec, before);
  const filters = json['filters'];
  if (!Array.isArray(filters))
    refuse(op, 'weights are missing', 'filters', filters, `a list of ${out_depth} Vols`);
  const given = filters as readonly unknown[];
  if (given.length !== out_depth) {
    refuseAs(
      op,
      'there is a filter for each output',
      'filters',
      `${given.length} filters`,
      `${out_depth} of them`,
    );
  }
  const size = sx * sy * depth;
  const w = new Float64Array(size * out_depth);
  Array.from(given).forEach((filter, k) => {
    const values = numbersOf(op, `filters[${k}]`, filter, [sx, sy, depth]);
    for (let i = 0; i < size; i++) w[at(k, i)] = values[i];
  });
  const b = numbersOf(op, 'biases', json['biases'], [1, 1, out_depth]);
  return { w: made(w, shape, dtype), b: made(b, [out_depth], dtype) };
}

function made(values: Float64Array, shape: readonly number[], dtype: FloatDType): Tensor {
  return fromTypedArray(dtype === 'float64' ? values : Float32Array.from(values), shape) as Tensor;
}

/** The numbers of a Vol in JSON. */
function numbersOf(op: string, argument: string, given: unknown, sizes: readonly number[]): Float64Array {
  const size = sizes.reduce((n, side) => n * side, 1);
  const expected = `a Vol of sx, sy and depth ${sizes.join(', ')}, with ${size} numbers in w`;
  const { sx, sy, depth, w } = (typeof given === 'object' && given !== null ? given : {}) as Partial<VolJSON>;
  if (typeof w !== 'object' || w === null)
    return refuse(op, 'weights are missing', argument, given, expected);
  if (sx !== sizes[0] || sy !== sizes[1] || depth !== sizes[2]) {
    refuse(op, 'weights have the sizes of their layer', argument, [sx, sy, depth], expected);
  }
  const listed: readonly unknown[] = Array.isArray(w) ? w : Object.values(w);
  if (listed.length !== size) {
    refuseAs(
      op,
      'weights have the sizes of their layer',
      `${argument}.w`,
      `${listed.length} numbers`,
      expected,
    );
  }
  const values = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const value: unknown = (w as Readonly<Record<number, unknown>>)[i];
    if (typeof value !== 'number')
      refuse(op, 'weights are numbers', `${argument}.w[${i}]`, value, 'a number');
    values[i] = value as number;
  }
  return values;
}

/** Throws unless `params` are those of the layers of a network, naming the layer. */
export function requireParams({ layers }: Network, params: Params): void {
  layers.forEach((spec, index) => {
    const { layer_type: type } = spec;
    if (type !== 'conv' && type !== 'fc') return;
    const weights = (params as Params | undefined)?.[keyOf(spec, index)];
    atLayer('layers', index, type, () => requireWeights(type, weights, layoutOf(spec, layers[index - 1])));
  });
}

function requireWeights(
  op: string,
  weights: Weights | undefined,
  { shape, filters }: Layout,
): asserts weights is Weights {
  for (const [name, sizes] of [
    ['w', shape],
    ['b', [filters]],
  ] as const) {
    const x: unknown = weights?.[name];
    if (isTensor(x) && isFloat(x.dtype) && String(x.shape) === String(sizes)) continue;
    complain({
      op,
      rule: 'parameters have the shapes of their layer',
      got: { [name]: isTensor(x) ? showSpec(x) : show(x) },
      argument: name,
      expected: `a tensor of floats of shape [${sizes.join(', ')}]`,
    });
  }
}

/** The filters and biases of a layer as Vols. Throws for weights of other shapes. */
export function writeWeights(
  spec: ConvSpec | FcSpec,
  before: LayerSpec,
  weights: Weights | undefined,
): { readonly filters: readonly VolJSON[]; readonly biases: VolJSON } {
  const { layer_type: op, out_depth } = spec;
  const layout = layoutOf(spec, before);
  const { sx, sy, depth, at } = layout;
  requireWeights(op, weights, layout);
  const [w, b] = [weights.w.data(), weights.b.data()];
  const size = sx * sy * depth;
  const filters = Array.from({ length: out_depth }, (_, k) => {
    return { sx, sy, depth, w: Array.from({ length: size }, (_value, i) => w[at(k, i)]) };
  });
  return { filters, biases: { sx: 1, sy: 1, depth: out_depth, w: Array.from(b) } };
}
