// A certain mistake inside generic code: other sizes are type parameters, the sentence is the same.
import {
  add,
  concat,
  einsum,
  gather,
  matmul,
  mean,
  oneHot,
  pad,
  reshape,
  softmax,
  squeeze,
  stack,
  sum,
  take,
  transpose,
  windows,
  type Dim,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';

export const dense = <B extends Dim, H extends Dim>(x: Tensor<[B, 784]>, w: Tensor<[783, H]>) =>
  // error: matmul: inner dimensions must match. a: [?, 784], b: [783, ?]
  matmul(x, w);

export const biased = <B extends Dim>(x: Tensor<[B, 10]>, b: Tensor<[9]>) =>
  // error: add: shapes must broadcast. x: [?, 10], y: [9]
  add(x, b);

export const deeper = <B extends Dim, I extends Dim>(
  x: Tensor<[B, I]>,
  w: Tensor<[I, 64]>,
  v: Tensor<[32, 10]>,
) => {
  const h = softmax(matmul(x, w));
  // error: matmul: inner dimensions must match. a: [?, 64], b: [32, 10]
  return matmul(h, v);
};

export const conv = <B extends Dim, C extends Dim, O extends Dim>(
  x: Tensor<[B, C, 3, 3]>,
  w: Tensor<[O, C, 5, 5]>,
) => {
  // error: windows: the window must fit into the axis. x: [?, ?, 3, 3], axes: [2, 3], size: 5
  const small = windows(x, { axes: [2, 3], size: 5 });
  const patches = windows(
    pad(x, [
      [0, 0],
      [0, 0],
      [2, 2],
      [2, 2],
    ]),
    { axes: [2, 3], size: 3 },
  );
  // error: einsum: axes of one label must have one size. equation: 'bcxyij,ocij->boxy', operands: [?, ?, 5, 5, 3, 3], [?, ?, 5, 5]
  return [small, einsum('bcxyij,ocij->boxy', patches, w)];
};

export const pooled = <B extends Dim, T extends Dim>(x: Tensor<[B, T, 64]>) => [
  // error: mean: axes must be in range. x: [?, ?, 64], axes: 3
  mean(x, 3),
  // error: sum: axes must not repeat. x: [?, ?, 64], axes: [1, -2]
  sum(x, [1, -2]),
  // error: squeeze: squeezed axes must have size 1. x: [?, ?, 64], axes: 2
  squeeze(x, 2),
];

export const moved = <B extends Dim>(x: Tensor<[B, 6]>, y: Tensor<[B, 7]>, labels: Tensor<[B]>) => [
  // error: reshape: the other sizes must divide
  reshape(x as Tensor<[2, 6]>, [5, -1]),
  // error: concat: sizes must be equal except along axis. xs[0]: [?, 6], xs[1]: [?, 7]
  concat([x, y]),
  // error: stack: shapes must be equal. xs[0]: [?, 6], xs[1]: [?, 7]
  stack([x, y]),
  // error: transpose: x must have at least two axes. x: [?]
  transpose(labels),
  // error: oneHot: indices must be integers. indices: float32[?]
  oneHot(labels, 10),
];

export const picked = <B extends Dim, C extends Dim>(x: Tensor<[B, C]>, labels: Tensor<[B], 'int32'>) => [
  // error: gather: the indices must have the rank of x, and no larger sizes along the other axes. x: [?, ?], indices: [?]
  gather(x, labels),
  // error: take: axes must be in range. x: [?, ?], axis: 2
  take(x, labels, 2),
];

// What is not certain is no mistake: two sizes that may be equal, ranks that may fit.
export const perhaps = <B extends Dim, H extends Dim, K extends Dim, S extends Shape>(
  x: Tensor<[B, H]>,
  y: Tensor<[H, K]>,
  z: Tensor<S, 'float32'>,
) => [add(x, 1), matmul(x, y), add(z, z), concat([x, x])];
// error: is not assignable to type 'Tensor<[B, 10], "float32">'
export const loose = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): Tensor<[B, 10]> => softmax(x);
