// Functions that are generic over the whole shape: whatever is not known where they are written is checked when they run.
import {
  add,
  concat,
  div,
  exp,
  flip,
  matmul,
  mean,
  mul,
  ones,
  pad,
  reshape,
  slice,
  softmax,
  split,
  stack,
  standardDeviation,
  sub,
  sum,
  take,
  tensor,
  topK,
  transpose,
  tril,
  windows,
  zeros,
  type Dim,
  type DType,
  type FloatDType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

const standardize = <S extends Shape>(x: Tensor<S, 'float32'>): Tensor<S, 'float32'> =>
  div(sub(x, mean(x)), add(standardDeviation(x), 1e-5));
const decay = <S extends Shape, D extends FloatDType>(x: Tensor<S, D>, by: number): Tensor<S, D> =>
  sub(x, mul(x, by));
const twice = <S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> => add(x, x);
const rows = <S extends Shape, H extends Dim>(x: Tensor<[...S, H], 'float32'>) => {
  const total = sum(x, -1, { keepDims: true });
  same<Tensor<[...S, 1], 'float32'>>()(total, true);
  return div(x, total);
};

/** Every op takes a tensor of a shape that is a type parameter. */
const everything = <S extends Shape>(x: Tensor<S, 'float32'>): readonly Tensor<Shape, 'float32'>[] => [
  sum(x, 1),
  sum(x, [0, 1]),
  softmax(x, 0),
  reshape(x, [-1]),
  reshape(x, x.shape),
  zeros(x.shape),
  transpose(x),
  matmul(x, transpose(x)),
  matmul(x, ones([2, 4])),
  add(x, ones([2])),
  concat([x, x]),
  stack([x, x]),
  slice(x, [1]),
  flip(x, 0),
  pad(x, [
    [1, 1],
    [0, 0],
  ]),
  take(x, tensor([0], 'int32')),
  topK(x, 1).values,
  tril(x),
  windows(x, { axes: [0], size: 2 }),
  ...split(x, 2),
];

const x = tensor([
  [1, 2],
  [3, 4],
]);
same<Tensor<[2, 2], 'float32'>>()(standardize(x), true);
equal(
  standardize(x)
    .toArray()
    .flat()
    .map((v) => v.toFixed(2)),
  ['-1.34', '-0.45', '0.45', '1.34'],
);
same<Tensor<[], 'float64'>>()(decay(tensor(2, 'float64'), 0.5), true);
same<Tensor<['batch'], 'int32'>>()({} as { x: ReturnType<typeof twice<['batch'], 'int32'>> }['x'], true);
equal(rows<[2], 2>(exp(zeros([2, 2]))).toArray(), [
  [0.5, 0.5],
  [0.5, 0.5],
]);
equal(
  everything(x).map(({ shape }) => shape.join()),
  [
    '2',
    '',
    '2,2',
    '4',
    '2,2',
    '2,2',
    '2,2',
    '2,2',
    '2,4',
    '2,2',
    '4,2',
    '2,2,2',
    '1,2',
    '2,2',
    '4,2',
    '1,2',
    '2,1',
    '2,2',
    '1,2,2',
    '1,2',
    '1,2',
  ],
);
