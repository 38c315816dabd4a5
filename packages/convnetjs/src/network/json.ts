// Network JSON, read and written: what ConvNetJS saves is loaded here, and the other way round.
// Everything is checked before anything is made, so that what fits in part is refused as a whole.
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import { atLayer, refuse } from '../base/errors.ts';
import type { Options } from '../definitions/desugar.ts';
import type { LayerSpec } from '../definitions/layerSpec.ts';
import { sized } from '../definitions/sized.ts';
import { keyOf } from '../layers/build.ts';
import { settled, type ModelAndParams, type NetworkOptions } from './fromLayerDefs.ts';
import { modelOf, networkOf, type Model, type Params } from './network.ts';
import type { LayerJSON, NetworkJSON } from './networkJSON.ts';
import { readWeights, writeWeights } from './weights.ts';
import type { Weights } from '../layers/weighted.ts';

/**
 * A model and its parameters from the JSON of a network, as ConvNetJS or `toJSON` writes it: an object, or its text.
 *
 * Numbers are kept as they are in float64, and rounded in float32. Files without `pad` are read as the release that
 * wrote them meant it. Throws for text that is cut off, unknown layers, weights that are missing and sizes that do not
 * fit, naming the layer: `layers[3].conv`.
 *
 * Source: ConvNetJS 0.3.0, `Net.fromJSON`.
 * @example
 * const { model, params } = fromJSON({
 *   layers: [
 *     { layer_type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
 *     { layer_type: 'tanh', out_sx: 1, out_sy: 1, out_depth: 2 },
 *   ],
 * });
 * predict(model, params, zeros([1, 2, 1, 1])).shape; // [1, 2, 1, 1]
 */
export function fromJSON(json: string | object, options: NetworkOptions = {}): ModelAndParams {
  const op = 'fromJSON';
  requireOptions<NetworkOptions>(op, options, { mode: 'any', dtype: 'any' });
  const { mode, dtype } = settled(op, options);
  const given = layersOf(typeof json === 'string' ? parsed(json) : json);
  const specs: LayerSpec[] = [];
  const params: Record<string, Weights> = {};
  given.forEach((layer, index) => {
    const type = (layer as Options | null)?.['layer_type'];
    if (typeof type !== 'string') {
      refuse(
        op,
        'each layer has a type',
        `layers[${index}]`,
        layer,
        "an object such as { layer_type: 'relu', … }",
      );
    }
    atLayer('layers', index, type as string, () => {
      const before = specs.at(-1);
      const spec = specOf(type as string, layer as Options, before);
      if (spec.layer_type === 'conv' || spec.layer_type === 'fc') {
        params[keyOf(spec, index)] = readWeights(spec, before as LayerSpec, layer as Options, dtype);
      }
      specs.push(spec);
    });
  });
  return { model: modelOf(Object.freeze(specs), mode), params };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const end = text.length > 24 ? `… ${text.slice(-24)}` : text;
    return complain({
      op: 'fromJSON',
      rule: 'the text must be whole JSON',
      got: { json: `${text.length} characters, that end with ${show(end)}`, error: (error as Error).message },
      argument: 'json',
      expected: 'the text of one network, not cut off',
    });
  }
}

function layersOf(json: unknown): readonly unknown[] {
  const layers: unknown = typeof json === 'object' && json !== null ? (json as Options)['layers'] : undefined;
  if (Array.isArray(layers) && layers.length > 0) return Array.from(layers);
  return refuse(
    'fromJSON',
    'a network has layers',
    'layers',
    layers,
    'an object { layers: [{ layer_type: … }, …] }',
  );
}

/** What a layer in JSON is, if what it says of its sizes is true. */
function specOf(type: string, json: Options, before: LayerSpec | undefined): LayerSpec {
  const { filters, out_depth } = json;
  const counted = out_depth ?? (Array.isArray(filters) ? filters.length : undefined);
  const options =
    'out_depth' in json || 'filters' in json ? { ...json, filters: counted, num_neurons: undefined } : json;
  const spec = paddedAs(json, (more) =>
    sized({ type, options: { ...options, ...more } }, { before, multipliers: { l1: 1, l2: 1 } }),
  );
  const known: Options = { ...spec };
  for (const name of ['out_sx', 'out_sy', 'out_depth', 'in_depth', 'num_inputs']) {
    if (json[name] === undefined || known[name] === undefined || json[name] === known[name]) continue;
    complain({
      op: type,
      rule: `${name} must be what follows from the layer before and the options`,
      got: { [name]: show(json[name]) },
      argument: name,
      expected: show(known[name]),
    });
  }
  return spec;
}

/** Files without `pad` mean 0, or half the window where only that gives the size they say. */
function paddedAs(json: Options, make: (more: Options) => LayerSpec): LayerSpec {
  const { layer_type: type, pad, sx } = json;
  if ((type !== 'conv' && type !== 'pool') || pad !== undefined || typeof sx !== 'number') return make({});
  const said = (spec: LayerSpec | undefined): boolean =>
    (['out_sx', 'out_sy'] as const).every((side) => json[side] === undefined || spec?.[side] === json[side]);
  const half = make({ pad: Math.floor(sx / 2) });
  return said(half) && !said(fits(() => make({ pad: 0 }))) ? half : make({ pad: 0 });
}

function fits<R>(f: () => R): R | undefined {
  try {
    return f();
  } catch {
    return undefined;
  }
}

/**
 * The JSON of a network, as ConvNetJS reads it, weights included.
 *
 * `JSON.stringify(toJSON(model, params))` is a file for `new convnetjs.Net().fromJSON(JSON.parse(file))`. Throws for models
 * that are not of this package, and for parameters of other shapes.
 *
 * Source: ConvNetJS 0.3.0, `Net.toJSON`.
 * @example
 * const made = fromLayerDefs([
 *   { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
 *   { type: 'fc', num_neurons: 3, activation: 'relu' },
 * ]);
 * toJSON(made.model, made.params).layers.map((layer) => layer.layer_type); // ['input', 'fc', 'relu']
 */
export function toJSON(model: Model, params: Params): NetworkJSON {
  const { layers } = networkOf(model);
  const written = layers.map((spec, index): LayerJSON => {
    if (spec.layer_type !== 'conv' && spec.layer_type !== 'fc') return spec;
    const { bias_pref: _, ...rest } = spec;
    return atLayer('layers', index, spec.layer_type, () => {
      const weights = writeWeights(
        spec,
        layers[index - 1],
        (params as Params | undefined)?.[keyOf(spec, index)],
      );
      return { ...rest, ...weights } as LayerJSON;
    });
  });
  return { layers: written };
}
