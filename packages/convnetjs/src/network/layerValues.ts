// What every layer returns, and how the loss changes with it: what a page shows of a network, and what tests compare.
// Zeros are added to each activation; the gradients with respect to them are those of the activations.
import { valueAndGrad } from '@cotangent/autograd';
import type { Context } from '@cotangent/nn';
import { add, cast, isTensor, sum, zeros, type FloatDType, type Tensor } from '@cotangent/tensor';
import { isFloat } from '@cotangent/tensor/extend';
import { refuse } from '../base/errors.ts';
import { isVol } from '../base/vol.ts';
import { lossesOf, type Target } from './losses.ts';
import { activationsOf, networkOf, type Model, type Params } from './network.ts';

/** All values of a network for one batch. */
export interface LayerValues {
  /** What each layer returns, the input first: `[b, depth, sy, sx]`, or `[b, n]` behind an fc layer. */
  readonly activations: readonly Tensor[];
  /** The gradients of the losses with respect to these; zeros for probabilities, which no loss is computed from. */
  readonly activationGradients: readonly Tensor[];
  /** The gradients with respect to the parameters, summed over the batch. */
  readonly gradients: Params;
  /** The loss of each example, `[b]`. */
  readonly losses: Tensor;
}

/**
 * The activations of every layer for a batch, and the gradients of its losses with respect to activations and parameters.
 *
 * `x` is `[b, depth, sy, sx]`, and `target` as its type says. A pure function, which `jit` compiles. Throws for batches and
 * targets that do not fit, and for networks that do not end with a loss.
 * @example
 * const { model, params } = fromLayerDefs([
 *   { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
 *   { type: 'softmax', num_classes: 3 },
 * ]);
 * const values = layerValues(model, params, ones([5, 2, 1, 1]), zeros([5], 'int32'));
 * values.activations.map((x) => x.shape); // [[5, 2, 1, 1], [5, 3], [5, 3]]
 * values.activationGradients[1].shape; // [5, 3]
 */
export function layerValues(
  model: Model,
  params: Params,
  x: Tensor,
  target: Target,
  context: Context = {},
): LayerValues {
  const network = networkOf(model);
  requireBatch(x);
  const dtype = dtypeOf(params, isFloat(x.dtype) ? x.dtype : 'float32');
  const [batch = 0] = x.shape;
  const probes = model.parts.map(({ output }) => zeros([batch, ...output], dtype) as Tensor);
  const lossAt = (at: { readonly params: Params; readonly probes: readonly Tensor[] }) => {
    const activations = activationsOf(model, at.params, cast(x, dtype) as Tensor, context, (y, index) =>
      add(y, at.probes[index]),
    );
    const losses = lossesOf(network, activations, target);
    return [sum(losses), { activations, losses }] as const;
  };
  const [[, { activations, losses }], gradients] = valueAndGrad(lossAt, { hasAux: true })({ params, probes });
  return { activations, losses, activationGradients: gradients.probes, gradients: gradients.params };
}

function requireBatch(x: unknown): void {
  if (isTensor(x)) return;
  const hint = isVol(x) ? `Write reshape(toTensor(x), [1, ${x.depth}, ${x.sy}, ${x.sx}]).` : undefined;
  refuse('layerValues', 'x must be a tensor', 'x', x, 'a batch, [b, depth, sy, sx]', hint);
}

/** The dtype that a network computes in: that of its first weights, if it has any. */
export function dtypeOf(params: Params, otherwise: FloatDType = 'float32'): FloatDType {
  const [first] = Object.values(params);
  return (first?.w.dtype ?? otherwise) as FloatDType;
}
