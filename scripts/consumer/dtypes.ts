// Dtypes meet in the later one of the chain; a number takes the other operand's; sums and quotients widen.
import {
  abs,
  add,
  arange,
  argmax,
  cast,
  clamp,
  concat,
  div,
  einsum,
  exp,
  full,
  greater,
  lerp,
  matmul,
  maximum,
  mean,
  mul,
  ones,
  oneHot,
  pow,
  prod,
  scatterAdd,
  sqrt,
  sub,
  sum,
  tensor,
  topK,
  where,
  zeros,
  type DType,
  type Promote,
  type Tensor,
  type ToFloat,
  type ToSum,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

const f = tensor([1, 2]);
const d = tensor([1, 2], 'float64');
const i = tensor([1, 2], 'int32');
const b = tensor([true, false]);
same<Tensor<[2], 'float64'>>()(add(f, d), true);
same<Tensor<[2], 'float32'>>()(mul(b, f), true);
same<Tensor<[2], 'int32'>>()(add(i, 1), true);
same<Tensor<[2], 'float64'>>()(sub(1, d), true);
same<Tensor<[]>>()(add(1, 2), true);
same<Tensor<[2], 'float32'>>()(div(i, i), true);
same<Tensor<[2], 'float32'>>()(exp(i), true);
same<Tensor<[2], 'int32'>>()(abs(i), true);
same<Tensor<[], 'int32'>>()(sum(b), true);
same<Tensor<[], 'int32'>>()(prod(cast(i, 'uint8')), true);
same<Tensor<[], 'float32'>>()(mean(i), true);
same<Tensor<[2], 'bool'>>()(greater(i, f), true);
same<Tensor<[2], 'float64'>>()(where(b, i, d), true);
same<Tensor<[2], 'float64'>>()(lerp(0, 1, d), true);
same<Tensor<[], 'int32'>>()(argmax(d), true);
same<Tensor<[4], 'float64'>>()(concat([i, d]), true);
same<Tensor<[3, 2], 'float64'>>()(einsum('i,j,k->ij', ones([3]), d, i), true);
same<Tensor<[], 'int32'>>()(einsum('i->', cast(i, 'uint8')), true);
same<Tensor<[2], 'float64'>>()(matmul(ones([2, 2]), d), true);
same<Tensor<[3], 'int32'>>()(arange(3, 'int32'), true);
same<Tensor<[2], 'bool'>>()(full([2], true, 'bool'), true);
same<Tensor<[2, 3], 'uint8'>>()(oneHot(i, 3, 'uint8'), true);
same<Tensor<[1], 'float64'>>()(topK(d, 1).values, true);
same<Tensor<[2], 'float64'>>()(scatterAdd(d, tensor([0], 'int32'), ones([1], 'float64')), true);
same<Tensor<[]>>()(sqrt(2), true);
equal(pow(2, tensor([1, 2, 3])).toArray(), [2, 4, 8]);
equal(maximum(tensor([-1, 1]), 0).toArray(), [0, 1]);
equal(clamp(i, 0, 1).toArray(), [1, 1]);
equal(zeros([1], 'bool').toArray(), [false]);

// The table itself, unknown dtypes included.
same<'float64'>()({} as { x: Promote<'float32', 'float64'> }['x'], true);
same<'float32' | 'float64'>()({} as { x: Promote<'float32', DType> }['x'], true);
same<'int32' | 'float32' | 'float64'>()({} as { x: ToSum<DType> }['x'], true);
same<'float32' | 'float64'>()({} as { x: ToFloat<DType> }['x'], true);
