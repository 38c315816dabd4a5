// @cotangent/tensor: immutable tensors whose shapes are types, and every op on them.
export type { DType, FloatDType, Promote, Scalar, ToFloat, ToSum, TypedArray } from './base/dtype.ts';
export { CotangentError } from './base/error.ts';
export type { DTypeOf, Nested, ShapeOf, Tensor, TensorLike } from './core/tensor.ts';
export type { Dim, Problem, Shape } from './shape/dim.ts';
export { isTensor } from './core/bind.ts';

export { fromTypedArray, full, fullLike, ones, onesLike, tensor, zeros, zerosLike } from './ops/creation.ts';
export { arange, eye, linspace, oneHot } from './ops/ranges.ts';

export { add, div, mul, neg, reciprocal, rem, square, sub } from './primitives/arithmetic.ts';
export { exp, expm1, log, log10, log1p, log2 } from './primitives/exponential.ts';
export { exp2, pow, rsqrt, sqrt } from './primitives/power.ts';
export { acos, asin, atan, atan2, cos, sin, tan } from './primitives/trigonometric.ts';
export { acosh, asinh, atanh, cosh, sinh, tanh } from './primitives/hyperbolic.ts';
export { erf, sigmoid, softplus } from './primitives/special.ts';
export { abs, ceil, floor, round, sign } from './primitives/rounding.ts';
export { maximum, minimum } from './primitives/extrema.ts';
export {
  elu,
  gelu,
  hardSigmoid,
  leakyRelu,
  logSigmoid,
  mish,
  relu,
  selu,
  silu,
  type GeluOptions,
} from './ops/activations.ts';
export { cast, clamp, lerp, withShape } from './ops/cast.ts';
export { equal, greater, greaterEqual, isNaN, less, lessEqual, notEqual } from './primitives/comparison.ts';
export { logicalAnd, logicalNot, logicalOr, logicalXor } from './primitives/logic.ts';
export { allClose, isFinite, type Closeness } from './ops/predicates.ts';
export { where } from './primitives/select.ts';

export { sum, type KeepDims } from './primitives/broadcast.ts';
export { all, any, argmax, argmin, max, mean, min } from './ops/reductions.ts';
export { norm, standardDeviation, variance, type VarianceOptions } from './ops/statistics.ts';
export { logSoftmax, logSumExp, softmax } from './ops/softmax.ts';
export { cumprod, cumsum, prod } from './ops/products.ts';
export { argsort, sort, topK, type SortOptions } from './ops/sorting.ts';

export { expandDims, reshape, squeeze } from './primitives/reshape.ts';
export { flip, permute, transpose } from './primitives/permute.ts';
export { broadcastTo } from './primitives/broadcast.ts';
export { pad, slice } from './ops/slicing.ts';
export { concat, roll, split, stack, tile } from './ops/joining.ts';
export { diagonal, tril, triu } from './ops/diagonal.ts';
export { fold, windows } from './ops/windows.ts';
export { gather, scatterAdd, take, type Index } from './ops/indexing.ts';
export { updateAt, updateSlice } from './ops/updates.ts';

export { dot, matmul, outer } from './ops/contraction.ts';
export { einsum } from './ops/einsum.ts';

export { stopGradient } from './primitives/stopGradient.ts';
export { pipe } from './ops/pipe.ts';
// Namespaces hold functions alone: bundled declarations cannot carry types in them.
export * as random from './random.ts';
export type { Keys } from './random/derive.ts';
export type { Key } from './random/key.ts';
export type { NormalOptions } from './random/normal.ts';
export type { Parameter } from './random/parameters.ts';
export type { TruncatedNormalOptions } from './random/truncatedNormal.ts';
export type { UniformOptions } from './random/uniform.ts';
export * as tree from './tree.ts';
export type { Flat, Structure } from './tree/structure.ts';
export type { At, Entry, Leaves, MapLeaves, Mapped, Path, Tree, TreeLike, TreeOf } from './tree/types.ts';
export { cond, scan, whileLoop, type Predicate, type ScanOptions } from './control/index.ts';
