// Layers with given weights, losses and cells. PyTorch's matrices of weights are transposed here; where it divides a loss
// otherwise than ours, the row says so.
import { functional as F } from '@cotangent/nn';
import * as nn from '@cotangent/nn';
import * as ct from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';
import { indicesOf, unary, type Inputs, type Op, type Ops } from '../lib/op.ts';
import { given, type Params } from '../lib/params.ts';

/** The words of `Params` that our options have too, under our names; what a case leaves out is left out. */
function words<K extends keyof Params>(
  params: Params,
  ...names: readonly K[]
): { readonly [N in K]?: Params[N] } {
  return Object.fromEntries(names.filter((name) => name in params).map((name) => [name, params[name]])) as {
    [N in K]?: Params[N];
  };
}

const conv: Op = ({ x, w, b }, params) =>
  F.conv(x, w, { ...words(params, 'stride', 'padding', 'dilation', 'groups'), bias: b });

const convTranspose: Op = ({ x, w, b }, params) => {
  const { padding } = params;
  if (padding === 'same' || padding === 'valid') throw new Error(`There is no padding '${padding}' here.`);
  const own = words(params, 'stride', 'outputPadding', 'dilation', 'groups');
  return F.convTranspose(x, w, { ...own, padding, bias: b });
};

const maxPool = unary((x, params) =>
  F.maxPool(x, given('size', params.size), words(params, 'stride', 'padding')),
);
const averagePool = unary((x, params) =>
  F.averagePool(x, given('size', params.size), {
    ...words(params, 'stride', 'padding'),
    countPadding: params.countIncludePad,
  }),
);

/** The tensors of a case under whichever of these names it has them. */
function named(inputs: Inputs, ...names: readonly string[]): Tensor | undefined {
  return names.map((name) => inputs[name]).find((tensor) => tensor !== undefined);
}
const gainOf = (inputs: Inputs): Tensor | undefined => named(inputs, 'gain', 'weight', 'gamma');
const biasOf = (inputs: Inputs): Tensor | undefined => named(inputs, 'bias', 'beta');

/** Gains say over how many of the last axes PyTorch normalizes. */
function lastAxes(gain: Tensor | undefined): readonly number[] {
  return Array.from({ length: gain?.rank ?? 1 }, (_, k) => -1 - k);
}

const norms: Ops = {
  layerNorm: (inputs, { eps }) => {
    const gain = gainOf(inputs);
    return F.layerNorm(inputs['x'], { gain, bias: biasOf(inputs), axes: lastAxes(gain), epsilon: eps });
  },
  rmsNorm: (inputs, { eps }) => {
    const gain = gainOf(inputs);
    return F.rmsNorm(inputs['x'], { gain, axes: lastAxes(gain), epsilon: eps });
  },
  groupNorm: (inputs, { groups, eps }) =>
    F.groupNorm(inputs['x'], given('groups', groups), {
      gain: gainOf(inputs),
      bias: biasOf(inputs),
      epsilon: eps,
    }),
  batchNorm: (inputs, { eps, training }) => {
    const mean = named(inputs, 'mean', 'runningMean', 'running_mean');
    const variance = named(inputs, 'variance', 'var', 'runningVar', 'running_var');
    const affine = { gain: gainOf(inputs), bias: biasOf(inputs), epsilon: eps };
    return F.batchNorm(inputs['x'], training === true ? affine : { ...affine, mean, variance });
  },
  localResponseNorm: unary((x, params) => {
    const { size } = params;
    if (typeof size !== 'number') throw new Error('The case gives no one size.');
    return F.localResponseNorm(x, { ...words(params, 'alpha', 'beta', 'k'), size });
  }),
};

/** PyTorch's mean over a batch is our mean over examples. */
function reductionOf({ reduction }: Params): { readonly reduction: 'mean' | 'sum' | 'none' } {
  return { reduction: reduction === 'batchmean' ? 'mean' : (reduction ?? 'mean') };
}

const softmaxCrossEntropy: Op = (inputs, params) => {
  const [logits, labels] = Object.values(inputs);
  return nn.softmaxCrossEntropy(logits, labels, {
    ...reductionOf(params),
    labelSmoothing: params.labelSmoothing,
  });
};
const hinge: Op = (inputs, params) => {
  const [scores, labels] = Object.values(inputs);
  const classes = scores.shape[scores.rank - 1];
  const loss = nn.hinge(scores, labels, {
    reduction: params.reduction === 'mean' ? 'mean' : 'sum',
    margin: params.margin,
  });
  return ct.div(loss, classes);
};
const pairwise =
  (loss: (x: Tensor, y: Tensor, params: Params) => Tensor): Op =>
  (inputs, params) => {
    const [x, y] = Object.values(inputs);
    return loss(x, y, params);
  };
const huber = pairwise((x, y, params) => nn.huber(x, y, { ...reductionOf(params), delta: params.delta }));
const binaryCrossEntropy = pairwise((x, y, params) => nn.binaryCrossEntropy(x, y, reductionOf(params)));

const losses: Ops = {
  crossEntropy: softmaxCrossEntropy,
  softmaxCrossEntropy,
  hinge,
  multiMargin: hinge,
  mse: pairwise((x, y, params) => nn.mse(x, y, reductionOf(params))),
  l1: pairwise((x, y, params) => nn.l1(x, y, reductionOf(params))),
  huber,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits: binaryCrossEntropy,
  klDivergence: pairwise((x, y, params) => {
    if (params.reduction !== 'mean') return nn.klDivergence(x, y, reductionOf(params));
    return ct.mean(ct.mul(y, ct.sub(ct.log(y), x)));
  }),
};

/** PyTorch's weights of a cell as ours. */
function cellOf({ wi, wh, b, bi, bh }: Inputs): {
  wi: Tensor;
  wh: Tensor;
  b: Tensor;
  bh: Tensor | undefined;
} {
  return { wi: ct.transpose(wi), wh: ct.transpose(wh), b: b ?? bi, bh };
}

const cells: Ops = {
  lstmCell: (inputs) => {
    const { wi, wh, b, bh } = cellOf(inputs);
    const bias = bh === undefined ? b : ct.add(b, bh);
    const state = { h: inputs['h'], c: inputs['c'] };
    const { h, c } = F.lstmCell(inputs['x'], state, { wi, wh, b: bias });
    return ct.concat([h, c], -1);
  },
  gruCell: (inputs) => {
    const { wi, wh, b, bh } = cellOf(inputs);
    return F.gruCell(inputs['x'], inputs['h'], { wi, wh, b, bh: given('bh', bh) });
  },
  rnnCell: (inputs) => {
    const { wi, wh, b, bh } = cellOf(inputs);
    return F.rnnCell(inputs['x'], inputs['h'], { wi, wh, b: bh === undefined ? b : ct.add(b, bh) });
  },
};

const attention: Op = (inputs, params) => {
  const [q, k, v] = Object.values(inputs);
  return F.attention(q, k, v, words(params, 'causal', 'scale'));
};
const embedding: Op = (inputs) => {
  const [table, indices] = Object.values(inputs);
  return ct.take(table, indicesOf(indices), 0);
};

export const nnOps: Ops = {
  conv1d: conv,
  conv2d: conv,
  conv3d: conv,
  convTranspose1d: convTranspose,
  convTranspose2d: convTranspose,
  convTranspose3d: convTranspose,
  maxPool1d: maxPool,
  maxPool2d: maxPool,
  maxPool3d: maxPool,
  avgPool1d: averagePool,
  avgPool2d: averagePool,
  avgPool3d: averagePool,
  ...norms,
  ...losses,
  ...cells,
  attention,
  embedding,
};
