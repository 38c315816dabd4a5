// ConvNetJS's cases: a network with every activation, its loss and its gradients.
// In compat mode and float64, because the numbers are those of a release with its defects.
import {
  fromJSON,
  fromLayerDefs,
  fromTensor,
  layerValues,
  networkOf,
  toJSON,
  toTensor,
  type LayerDef,
  type LayerValues,
  type Model,
  type NetworkJSON,
  type Params,
  type Target,
  type Vol,
  type VolJSON,
} from '@cotangent/convnetjs';
import { expandDims, reshape, tensor, type Tensor } from '@cotangent/tensor';
import { expect } from 'vitest';
import { through } from './through.ts';

/** What an example should become, as ConvNetJS takes it. */
export type GoldenTarget = number | readonly number[] | { readonly dim: number; readonly val: number };

/** A network with its values for one input. Gradients are there where ConvNetJS's loss was asked for. */
export interface NetCase {
  readonly name: string;
  readonly defs: readonly LayerDef[];
  readonly json: NetworkJSON;
  readonly input: VolJSON;
  readonly target: GoldenTarget;
  readonly activations: readonly { readonly type: string; readonly w: VolJSON['w'] }[];
  readonly loss?: number;
  readonly parameterGradients?: readonly (readonly number[])[];
  readonly inputGradient?: readonly number[];
}

const exact = { mode: 'compat', dtype: 'float64' } as const;

/** Asserts `|got − want| ≤ tolerance · (1 + max |want|)`. */
export function expectNumbers(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(`${what}: ${got.length} numbers`).toBe(`${what}: ${want.length} numbers`);
  const limit = tolerance * (1 + Array.from(want).reduce((most, x) => Math.max(most, Math.abs(x)), 0));
  const off = Array.from(want, (_, k) => k).filter((k) => !(Math.abs(got[k] - want[k]) <= limit));
  if (off.length === 0) return;
  const shown = off.slice(0, 5).map((k) => `\n  at ${k}: got ${got[k]}, want ${want[k]}`);
  expect.fail(`${what}: ${off.length} of ${want.length} are off by more than ${limit}${shown.join('')}`);
}

/** The numbers of a Vol in JSON, in order, however `w` is written. */
function numbersOf({ w }: Pick<VolJSON, 'w'>): readonly number[] {
  return Array.isArray(w) ? w : Object.values(w);
}

/** All weights of a network in the order of ConvNetJS's `getParamsAndGrads`: filter by filter, then biases. */
export function listsOf({ layers }: NetworkJSON): readonly (readonly number[])[] {
  return layers.flatMap((layer) =>
    'filters' in layer ? [...layer.filters, layer.biases].map(numbersOf) : [],
  );
}

/** The networks that `layer_defs` make and that JSON makes have the same layers. */
export function checkLayers({ defs, json }: NetCase): void {
  const made = networkOf(fromLayerDefs(defs, exact).model).layers;
  expect(made.map(described)).toEqual(json.layers.map(described));
}

/** What a layer says of itself, without what it trains and how that begins. */
function described(layer: object): object {
  const besides = ['bias_pref', 'filters', 'biases'];
  return Object.fromEntries(Object.entries(layer).filter(([key]) => !besides.includes(key)));
}

/** JSON that is read and written is what it was, and what was written is read as the same. */
export function checkRoundTrip({ json }: { readonly json: NetworkJSON }): void {
  const { model, params } = fromJSON(json, exact);
  const written = toJSON(model, params);
  expect(JSON.parse(JSON.stringify(written))).toEqual(plain(json));
  const again = fromJSON(JSON.stringify(written), exact);
  expect(toJSON(again.model, again.params)).toEqual(written);
}

/** JSON whose Vols have lists. */
function plain(json: NetworkJSON): unknown {
  const vol = (v: VolJSON): VolJSON => ({ ...v, w: numbersOf(v) });
  const layers = json.layers.map((layer) =>
    'filters' in layer ? { ...layer, filters: layer.filters.map(vol), biases: vol(layer.biases) } : layer,
  );
  return { layers };
}

/** The values of every layer for the case's input. */
function valuesOf(one: NetCase, { model, params }: { model: Model; params: Params }): LayerValues {
  const x = expandDims(toTensor({ ...one.input, w: numbersOf(one.input) }, 'float64'), 0) as Tensor;
  const compute = through((p: Params, input: Tensor, target: Target) => layerValues(model, p, input, target));
  return compute(params, x, targetOf(one.target));
}

function targetOf(target: GoldenTarget): Target {
  if (typeof target === 'number') return tensor([target], 'int32');
  if ('dim' in target) {
    return {
      dim: tensor([target.dim], 'int32'),
      val: tensor([target.val], 'float64') as Tensor as Tensor<[number]>,
    };
  }
  return tensor([target as number[]], 'float64') as Tensor as Tensor<[number, number]>;
}

/** Asserts every activation, the loss and all gradients. */
export function checkValues(one: NetCase): void {
  const { model, params } = fromJSON(one.json, exact);
  const { activations, activationGradients, gradients, losses } = valuesOf(one, { model, params });
  const { layers } = networkOf(model);
  expect(layers.map(({ layer_type: type }) => type)).toEqual(one.activations.map(({ type }) => type));
  one.activations.forEach(({ type, w }, k) =>
    expectNumbers(first(activations[k]).w, numbersOf({ w }), 1e-10, `activation ${k}, ${type}`),
  );
  if (one.loss !== undefined) expectNumbers(losses.data(), [one.loss], 1e-10, 'loss');
  if (one.inputGradient !== undefined) {
    expectNumbers(first(activationGradients[0]).w, one.inputGradient, 1e-10, 'input gradient');
  }
  const own = listsOf(toJSON(model, gradients));
  one.parameterGradients?.forEach((want, k) => expectNumbers(own[k], want, 1e-10, `parameter gradient ${k}`));
  if (one.parameterGradients !== undefined) expect(own.length).toBe(one.parameterGradients.length);
}

/** The only example of a batch, as a Vol. */
function first(batch: Tensor): Vol {
  return fromTensor(reshape(batch, batch.shape.slice(1)) as Tensor);
}
