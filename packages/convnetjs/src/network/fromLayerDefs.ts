// From layer_defs to a model with fresh weights: what ConvNetJS's makeLayers does.
import { random, type FloatDType, type Key } from '@cotangent/tensor';
import { isFloat, requireOptions } from '@cotangent/tensor/extend';
import { atLayer, refuse } from '../base/errors.ts';
import type { Mode } from '../base/mode.ts';
import { desugar } from '../definitions/desugar.ts';
import type { LayerDef } from '../definitions/layerDef.ts';
import type { LayerSpec } from '../definitions/layerSpec.ts';
import { sized } from '../definitions/sized.ts';
import { modelOf, type Model, type Params } from './network.ts';

/** How a network is made. */
export interface NetworkOptions {
  /** `'corrected'` unless given. */
  readonly mode?: Mode | undefined;
  /** The dtype of parameters: float64 in `'compat'` mode, as ConvNetJS computes, else float32, unless given. */
  readonly dtype?: FloatDType | undefined;
}

/** How a network is made and where its weights come from. */
export interface FreshOptions extends NetworkOptions {
  /** What weights are drawn from; `random.key(0)` unless given. */
  readonly key?: Key | undefined;
}

/** A model and its parameters. */
export interface ModelAndParams {
  readonly model: Model;
  readonly params: Params;
}

/**
 * A model and fresh parameters from ConvNetJS's `layer_defs`. `[depth, sy, sx] → [classes]`.
 *
 * The model is an nn layer: `predict(model, params, x)` gives probabilities, scores or numbers for a batch of images,
 * `[batch, depth, sy, sx]`. Layers have the indices they have in ConvNetJS, activations counted. Throws for types that
 * are none, and for sizes that are missing or do not fit, naming the definition: `layer_defs[2].conv`.
 *
 * Source: ConvNetJS 0.3.0, `Net.makeLayers`.
 * @example
 * const { model, params } = fromLayerDefs([
 *   { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
 *   { type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu' },
 *   { type: 'pool', sx: 2, stride: 2 },
 *   { type: 'softmax', num_classes: 10 },
 * ]);
 * tree.paths(params); // ['conv1.b', 'conv1.w', 'fc4.b', 'fc4.w']
 * predict(model, params, ones([20, 1, 24, 24])).shape; // [20, 10]
 */
export function fromLayerDefs(defs: readonly LayerDef[], options: FreshOptions = {}): ModelAndParams {
  const op = 'fromLayerDefs';
  requireOptions<FreshOptions>(op, options, { mode: 'any', dtype: 'any', key: 'any' });
  const { mode, dtype } = settled(op, options);
  const { key = random.key(0) } = options;
  const model = modelOf(specsOf(defs), mode);
  return { model, params: model.init(key, { dtype }).params };
}

/** The options of both readers, defaults filled in. */
export function settled(
  op: string,
  { mode = 'corrected', dtype }: NetworkOptions,
): Required<NetworkOptions> & {
  readonly mode: Mode;
  readonly dtype: FloatDType;
} {
  if (mode !== 'corrected' && mode !== 'compat') {
    refuse(op, 'there is no such mode', 'mode', mode, "'corrected' or 'compat'");
  }
  if (dtype !== undefined && !isFloat(dtype)) {
    refuse(op, 'parameters are floats', 'dtype', dtype, "'float32' or 'float64'");
  }
  return { mode, dtype: dtype ?? (mode === 'compat' ? 'float64' : 'float32') };
}

function specsOf(defs: readonly LayerDef[]): readonly LayerSpec[] {
  const op = 'fromLayerDefs';
  if (!Array.isArray(defs) || defs.length < 2) {
    refuse(
      op,
      'a network has an input and further layers',
      'layer_defs',
      defs,
      'a list of at least two definitions',
    );
  }
  const specs: LayerSpec[] = [];
  Array.from(defs).forEach((def: LayerDef, index) => {
    const type: unknown = typeof def === 'object' && def !== null ? def.type : undefined;
    if (typeof type !== 'string') {
      refuse(
        op,
        'each definition has a type',
        `layer_defs[${index}]`,
        def,
        "an object such as { type: 'relu' }",
      );
    }
    atLayer('layer_defs', index, type as string, () => {
      for (const plain of desugar(def)) {
        specs.push(sized(plain, { before: specs.at(-1), multipliers: { l1: 0, l2: 1 } }));
      }
    });
  });
  return Object.freeze(specs);
}
