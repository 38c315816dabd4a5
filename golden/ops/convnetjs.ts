// The layers of @cotangent/convnetjs that PyTorch has, in corrected mode, each as a network of its own.
import { fromJSON, fromLayerDefs, layerValues, type LayerDef, type Model } from '@cotangent/convnetjs';
import { div, mean, reshape, sum, type Tensor } from '@cotangent/tensor';
import type { Op, Ops } from '../lib/op.ts';
import type { OpCase } from '../lib/load.ts';
import type { Params } from '../lib/params.ts';

/** What a network makes of `x`, whose parameters are those of its first layer. */
function through(layer: LayerDef, x: Tensor, weights?: { readonly w: Tensor; readonly b: Tensor }): Tensor {
  const [out_depth, out_sy, out_sx] = x.shape.slice(1);
  const { model } = fromLayerDefs([{ type: 'input', out_sx, out_sy, out_depth }, layer]);
  const params = weights === undefined ? {} : { [`${layer.type}1`]: weights };
  return model.apply(params, {}, x as Tensor<[number, number, number, number]>)[0] as Tensor;
}

/** A word for both sides of an image; `undefined` where a case does not say it. */
const both = (value: Params['size'] | 'same' | 'valid'): readonly number[] =>
  typeof value === 'object' ? value : [value, value].map(Number);

const conv: Op = ({ x, w, b }, params) => {
  const [filters, , sy, sx] = w.shape;
  const [stride, pad] = [both(params.stride)[0], both(params.padding)[0]];
  return through({ type: 'conv', sx, sy, filters, stride, pad }, x, { w, b });
};

const maxPool: Op = ({ x }, params) => {
  const [sy, sx] = both(params.size);
  return through({ type: 'pool', sx, sy, stride: both(params.stride)[0], pad: both(params.padding)[0] }, x);
};

const lrn: Op = ({ x }, { size, alpha = 1e-4, beta = 0.75, k = 1 }) =>
  through({ type: 'lrn', n: Number(size), alpha, beta: Number(beta), k }, x);

/** Activations, of rows as deep as they are long. */
const activation =
  (type: 'relu' | 'sigmoid' | 'tanh'): Op =>
  ({ x }) =>
    reshape(through({ type }, reshape(x, [...x.shape, 1, 1]) as Tensor), x.shape) as Tensor;

/** The losses of scores, by a network of nothing else. */
function lossesOf(type: 'softmax' | 'svm', scores: Tensor, labels: Tensor): Tensor {
  const [batch, depth] = scores.shape;
  const sizes = { out_sx: 1, out_sy: 1, out_depth: depth };
  const { model }: { model: Model } = fromJSON({
    layers: [
      { layer_type: 'input', ...sizes },
      { layer_type: type, ...sizes, num_inputs: depth },
    ],
  });
  const x = reshape(scores, [batch, depth, 1, 1]) as Tensor;
  return layerValues(model, {}, x, labels as Tensor as Tensor<[number], 'int32'>).losses;
}

export const convnetjs: Ops = {
  conv2d: conv,
  maxPool2d: maxPool,
  localResponseNorm: lrn,
  relu: activation('relu'),
  sigmoid: activation('sigmoid'),
  tanh: activation('tanh'),
  crossEntropy: ({ logits, labels }) => mean(lossesOf('softmax', logits, labels)) as Tensor,
  hinge: ({ scores, labels }) => div(sum(lossesOf('svm', scores, labels)), scores.shape[1]) as Tensor,
};

/** Whether ConvNetJS has what a case asks of its op: one stride and padding for both sides, no groups, classes alone. */
export function has({ op, params = {} }: OpCase): boolean {
  const alike = (value: Parameters<typeof both>[0]): boolean => Object.is(both(value)[0], both(value)[1]);
  const plain = (params.groups ?? 1) === 1 && both(params.dilation ?? 1).every((d) => d === 1);
  const sliding = alike(params.stride) && alike(params.padding) && plain;
  return Object.hasOwn(convnetjs, op) && sliding && params.labelSmoothing === undefined;
}
