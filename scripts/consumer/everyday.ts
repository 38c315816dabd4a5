// What people write without thinking of types: shapes from elsewhere, lists of tensors, loops, ops as values, classes.
import {
  add,
  broadcastTo,
  concat,
  einsum,
  exp,
  eye,
  matmul,
  mul,
  neg,
  ones,
  permute,
  relu,
  reshape,
  sigmoid,
  slice,
  split,
  squeeze,
  stack,
  sum,
  take,
  tanh,
  tensor,
  transpose,
  zeros,
  type Dim,
  type DTypeOf,
  type Shape,
  type ShapeOf,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

// Literals need no annotation.
same<Tensor<[2, 3]>>()(
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  true,
);
same<Tensor<[]>>()(tensor(Math.PI), true);
const rows: number[][] = [
  [1, 2],
  [3, 4],
];
same<Tensor<[number, number]>>()(tensor(rows), true);
const pair: [number, number] = [1, 2];
same<Tensor<[2, 2]>>()(tensor([pair, pair]), true);

// Shapes: readonly, spread, read off a tensor, of unknown length, a choice of two.
const shape = [2, 3] as const;
const x = ones(shape);
same<Tensor<[2, 3]>>()(x, true);
same<Tensor<[2, 3, 4]>>()(zeros([...shape, 4]), true);
same<Tensor<[2, 3]>>()(zeros(x.shape), true);
same<Tensor<[2, 3]>>()(reshape(ones([6]), x.shape), true);
same<Tensor<[3, 3]>>()(eye(x.shape[1]), true);
same<Tensor<[3, 2]>>()(reshape(x, [3, -1] as const), true);
const count = Number('2');
same<Tensor<[number, 3]>>()(zeros([count, 3]), true);
const list: number[] = [2, 3];
same<Tensor<Shape, 'float32'>>()(reshape(x, list), true);
same<Tensor<number[], 'float32'>>()(broadcastTo(x, list), true);
const two = Math.random() < 2 ? 2 : 3;
same<Tensor<[2 | 3, 4]>>()(matmul(zeros([two, 5]), zeros([5, 4])), true);
const axis: number = 1;
same<Tensor<[number]>>()(sum(x, axis), true);
same<Tensor<[1, 1]>>()(sum(x, undefined, { keepDims: true }), true);
same<Tensor<[number, 2]>>()(permute(x, [axis, 0]), true);
same<Tensor<[2]>>()(squeeze(slice(x, [0, 1], [null, 2]), 1), true);

// Lists of tensors.
const many = [x, x, x];
same<Tensor<[number, 3]>>()(concat(many), true);
same<Tensor<[number, 2, 3]>>()(stack(many), true);
same<Tensor<[6, 3]>>()(concat([x, x, x] as const), true);
same<Tensor<[2, 3]>>()(stack([sum(x, 0), ...([sum(x, 0)] as const)]), true);
same<Tensor<[2, 2]>>()(einsum('ij,kj->ik', ...([x, x] as const)), true);
const equation: string = 'ij->j';
same<Tensor<Shape, 'float32'>>()(einsum(equation, x), true);
const [first, second] = split(x, [1, 2], 1);
same<Tensor<[2, 1]>>()(first, true);
same<Tensor<[2, 2]>>()(second, true);
same<Tensor<[2, 3]>[]>()(many.map(relu), true);
equal(many.reduce((total, y) => add(total, sum(y)), tensor(0)).item(), 18);

// A variable that keeps its type round a loop.
let state = zeros([2, 3]);
for (let step = 0; step < 3; step++) state = tanh(add(mul(state, 0.5), x));
same<Tensor<[2, 3]>>()(state, true);

// Ops as values.
const activations = { relu, tanh, sigmoid };
same<Tensor<[2, 3]>>()(activations['tanh'](x), true);
const one: (y: Tensor) => Tensor = relu;
const some: <S extends Shape>(y: Tensor<S, 'float32'>) => Tensor<S, 'float32'> = exp;
same<Tensor<[2, 3]>>()(some(x), true);
equal(one(neg(x)).toArray(), [
  [0, 0, 0],
  [0, 0, 0],
]);
const call = (...operands: Parameters<typeof matmul>): ReturnType<typeof matmul> => matmul(...operands);
equal(call(x, transpose(x)).shape, [2, 2]);
same<[2, 3]>()({} as { x: ShapeOf<typeof x> }['x'], true);
same<'float32'>()({} as { x: DTypeOf<typeof x> }['x'], true);

// Classes and closures.
class Linear<I extends number, O extends number> {
  readonly w: Tensor<[I, O]>;
  readonly b: Tensor<[O]>;
  constructor(inputs: I, outputs: O) {
    this.w = ones([inputs, outputs]);
    this.b = zeros([outputs]);
  }
  forward<B extends Dim>(input: Tensor<[B, I]>): Tensor<[B, O]> {
    return add(matmul(input, this.w), this.b);
  }
}
const y = new Linear(3, 4).forward(x);
same<Tensor<[2, 4]>>()(y, true);
equal(y.toArray()[0], [3, 3, 3, 3]);
const square = <N extends number>(n: N) => matmul(zeros([n, n]), ones([n, n]));
same<Tensor<[5, 5]>>()(square(5), true);
const maybe: Tensor<[2, 3]> | number = list.length > 5 ? 1 : x;
same<Tensor<[2, 3]>>()(add(x, maybe), true);

// Values.
const nested: number[][] = x.toArray();
const [height, width] = x.shape;
equal(
  [nested.length, height, width, x.rank, x.size, take(x, tensor([1], 'int32')).item.length],
  [2, 2, 3, 2, 6, 0],
);
same<2>()(x.rank, true);
same<Float32Array<ArrayBuffer>>()(await x.read(), true);
same<boolean>()(tensor(true).item(), true);
