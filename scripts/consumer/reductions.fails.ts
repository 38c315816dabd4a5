// Mistakes in reducing, sorting and picking.
import {
  all,
  any,
  argmax,
  argsort,
  cumprod,
  cumsum,
  gather,
  less,
  logSoftmax,
  logSumExp,
  max,
  mean,
  min,
  norm,
  ones,
  prod,
  scatterAdd,
  softmax,
  sort,
  standardDeviation,
  sum,
  take,
  tensor,
  topK,
  updateAt,
  updateSlice,
  variance,
} from '@cotangent/tensor';

const x = ones([2, 3]);
const mask = less(x, 1);
const indices = tensor([[0], [1]], 'int32');

// error: sum: axes must be in range. x: [2, 3], axes: 2
sum(x, 2);
// error: sum: axes must not repeat. x: [2, 3], axes: [0, -2]
sum(x, [0, -2]);
// error: mean: axes must be in range. x: [2, 3], axes: [0, 2]
mean(x, [0, 2], { keepDims: true });
// error: prod: axes must be in range
prod(x, 2);
// error: max: axes must be in range
max(x, -3);
// error: min: axes must be in range
min(x, 2);
// error: argmax: axes must be in range
argmax(x, 2);
// error: any: axes must be in range
any(mask, 2);
// error: all: the elements must be bools. x: float32[2, 3]
all(x);
// error: variance: axes must be in range
variance(x, 2);
// error: standardDeviation: axes must be in range
standardDeviation(x, 2);
// error: norm: axes must be in range
norm(x, 2);
// error: softmax: axes must be in range
softmax(x, 2);
// error: logSoftmax: axes must be in range
logSoftmax(x, 2);
// error: logSumExp: axes must be in range
logSumExp(x, 2);
// error: cumsum: axes must be in range
cumsum(x, 2);
// error: cumprod: axes must be in range
cumprod(x, 2);
// error: sort: axes must be in range
sort(x, 2);
// error: argsort: axes must be in range
argsort(x, 2);
// error: topK: there must be k elements along the axis. x: [2, 3], k: 4
topK(x, 4);
// error: topK: there must be k elements along the axis. x: [2, 3], k: 3
topK(x, 3, 0);
// error: take: axes must be in range. x: [2, 3], axis: 2
take(x, indices, 2);
// error: take: indices must be integers. indices: float32[2, 3]
take(x, x);
// error: gather: the indices must have the rank of x, and no larger sizes along the other axes. x: [2, 3], indices: [1]
gather(x, tensor([0], 'int32'));
// error: gather: axes must be in range. x: [2, 3], axis: 2
gather(x, indices, 2);
// error: scatterAdd: the new values must fit their places. updates: [1, 1], places: [2, 1]
scatterAdd(x, indices, ones([1, 1]));
// error: scatterAdd: the new values must have the dtype of x. updates: float64[2, 1]
scatterAdd(x, indices, ones([2, 1], 'float64'));
// error: updateSlice: the new values must lie inside x. x: [2, 3], start: [1, 2], values: [1, 2]
updateSlice(x, [1, 2], ones([1, 2]));
// error: updateAt: the new values must fit their places. values: [1, 4], places: [1, 3]
updateAt(x, tensor([0], 'int32'), ones([1, 4]));
