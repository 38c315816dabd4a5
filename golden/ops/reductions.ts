// Ops along axes: reductions, cumulative ones, sorting and softmax.
// PyTorch's variance is divided by the count here, as the fixtures have it, unless a case says otherwise.
import * as ct from '@cotangent/tensor';
import { bools, unary, type Ops } from '../lib/op.ts';
import { axesOf, axisOf, given, keepDimsOf, listOf, type Params } from '../lib/params.ts';

const max = unary((x, params) => ct.max(x, axesOf(params), keepDimsOf(params)));
const min = unary((x, params) => ct.min(x, axesOf(params), keepDimsOf(params)));
const logSumExp = unary((x, params) => ct.logSumExp(x, axesOf(params), keepDimsOf(params)));

/** How the spread is measured. */
function spread(params: Params): { readonly keepDims: boolean; readonly correction: number } {
  const correction = params.correction ?? (params.unbiased === true ? 1 : 0);
  return { ...keepDimsOf(params), correction };
}
const variance = unary((x, params) => ct.variance(x, axesOf(params), spread(params)));
const standardDeviation = unary((x, params) => ct.standardDeviation(x, axesOf(params), spread(params)));

const norm = unary((x, params) => {
  if (![undefined, 2, 'fro'].includes(params.ord)) throw new Error(`norm of order ${params.ord} is missing.`);
  return ct.norm(x, axesOf(params), keepDimsOf(params));
});

export const reductions: Ops = {
  sum: unary((x, params) => ct.sum(x, axesOf(params), keepDimsOf(params))),
  mean: unary((x, params) => ct.mean(x, axesOf(params), keepDimsOf(params))),
  prod: unary((x, params) => ct.prod(x, axesOf(params), keepDimsOf(params))),
  max,
  amax: max,
  min,
  amin: min,
  logSumExp,
  logsumexp: logSumExp,
  variance,
  var: variance,
  standardDeviation,
  std: standardDeviation,
  norm,
  any: unary((x, params) => ct.any(bools(x), axesOf(params), keepDimsOf(params))),
  all: unary((x, params) => ct.all(bools(x), axesOf(params), keepDimsOf(params))),
  argmax: unary((x, params) => ct.argmax(x, axesOf(params), keepDimsOf(params))),
  argmin: unary((x, params) => ct.argmin(x, axesOf(params), keepDimsOf(params))),
  cumsum: unary((x, params) => ct.cumsum(x, axisOf(params, 0))),
  cumprod: unary((x, params) => ct.cumprod(x, axisOf(params, 0))),
  sort: unary((x, params) => ct.sort(x, axisOf(params, -1), { descending: params.descending ?? false })),
  argsort: unary((x, params) =>
    ct.argsort(x, axisOf(params, -1), { descending: params.descending ?? false }),
  ),
  topK: unary((x, params) => ct.topK(x, given('k', params.k), axisOf(params, -1)).values),
  softmax: unary((x, params) => ct.softmax(x, listOf(axesOf(params) ?? -1))),
  logSoftmax: unary((x, params) => ct.logSoftmax(x, listOf(axesOf(params) ?? -1))),
};
