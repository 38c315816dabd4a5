// A network: its layers, the nn model made of them, and the model without its loss layer, which training starts from.
// Models are plain nn layers; what else ConvNetJS wants to know of them is kept beside them.
import { sequential, type Context, type Layer } from '@cotangent/nn';
import { random, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import { atLayer, refuse } from '../base/errors.ts';
import type { Mode } from '../base/mode.ts';
import { isLoss, type LayerSpec, type LossSpec } from '../definitions/layerSpec.ts';
import { keyOf, stepOf } from '../layers/build.ts';
import type { Weights } from '../layers/weighted.ts';

/** Weights by layer: `{ conv1: { w, b }, fc4: { w, b } }`, keys being type and index, the input at 0. */
export type Params = Readonly<Record<string, Weights>>;

/** An nn model of a network: `[depth, sy, sx] → [out_depth]`, or what its last layer returns. */
export type Model = Layer<[number, number, number], Shape, Params>;

/** What is known of a model besides what nn knows of it. */
export interface Network {
  readonly mode: Mode;
  readonly layers: readonly LayerSpec[];
  /** The loss at the end; `undefined` for a network that cannot be trained. */
  readonly loss: LossSpec | undefined;
}

const networks = new WeakMap<object, Network>();

/** The model of `layers`. Throws for layers that do not follow each other, naming index and type. */
export function modelOf(layers: readonly LayerSpec[], mode: Mode): Model {
  const early = layers.findIndex((layer, index) => isLoss(layer) && index < layers.length - 1);
  if (early >= 0) {
    const { layer_type: type } = layers[early];
    atLayer('layers', early, type, () =>
      complain({
        op: type,
        rule: 'a loss is the last layer',
        got: { layer: `${early} of ${layers.length}` },
        argument: 'layer',
        expected: 'no layer behind it',
      }),
    );
  }
  const steps = layers.map((spec, index) =>
    atLayer('layers', index, spec.layer_type, () => stepOf(spec, index, mode)),
  );
  const [{ out_sx, out_sy, out_depth }] = layers;
  const build = sequential as (input: readonly number[], ...steps: readonly unknown[]) => unknown;
  const model = build([out_depth, out_sy, out_sx], ...steps) as Model;
  const last = layers[layers.length - 1];
  networks.set(model, Object.freeze({ mode, layers, loss: isLoss(last) ? last : undefined }));
  return model;
}

/**
 * What a model of this package consists of: its mode and its layers with their sizes, as network JSON names them.
 *
 * Throws for other models.
 * @example
 * const { model } = fromLayerDefs([
 *   { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
 *   { type: 'softmax', num_classes: 10 },
 * ]);
 * networkOf(model).layers.map((layer) => layer.layer_type); // ['input', 'fc', 'softmax']
 */
export function networkOf(model: Model): Network {
  const known = typeof model === 'function' ? networks.get(model) : undefined;
  if (known !== undefined) return known;
  return complain({
    op: 'networkOf',
    rule: 'the model must be one of this package',
    got: { model: show(model) },
    argument: 'model',
    expected: 'what fromLayerDefs or fromJSON returns as model',
  });
}

/** The loss with which a network ends. Throws for networks that do not. */
export function requireLoss(op: string, { layers, loss }: Network): LossSpec {
  if (loss !== undefined) return loss;
  const last = layers[layers.length - 1].layer_type;
  const rule = 'a network that learns ends with a loss';
  return refuse(op, rule, 'last layer', last, 'softmax, svm or regression');
}

/** What each layer returns for a batch, the input first; `seen` may put another tensor in the place of each. */
export function activationsOf(
  model: Model,
  params: Params,
  x: Tensor,
  context: Context = {},
  seen: (activation: Tensor, index: number) => Tensor = (activation) => activation,
): readonly Tensor[] {
  const { layers } = networkOf(model);
  const activations: Tensor[] = [];
  let y = x;
  model.parts.forEach((part, index) => {
    const key = keyOf(layers[index], index);
    const own = { training: context.training, key: context.key && random.fold(context.key, key) };
    y = seen(part.run(params[key] ?? {}, {}, y, own)[0], index);
    activations.push(y);
  });
  return activations;
}
