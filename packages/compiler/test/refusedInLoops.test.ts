// What loops refuse while they run, though work has left them: no more than their steps would have met one by one.
import { expect, test } from 'vitest';
import {
  add,
  less,
  ones,
  pow,
  scatterAdd,
  take,
  tensor,
  updateAt,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { jit } from '../src/index.ts';
import { agree, scanned } from './agree.ts';

type Pair = readonly [Tensor, Tensor];
const indices = (values: number[][]): Tensor => tensor(values, 'int32') as Tensor;

test('a loop of no rounds refuses nothing', () => {
  const f = jit(
    (k: Tensor, n: Tensor<[], 'int32'>) =>
      whileLoop(
        ([i]: Pair) => less(i, n) as Tensor<[], 'bool'>,
        ([i, c]: Pair): Pair => [
          add(i, 1) as Tensor,
          add(c, add(pow(k, k), take(k, k as Tensor<[1], 'int32'>, 0))) as Tensor,
        ],
        [tensor(0, 'int32') as Tensor, k] as Pair,
      )[1],
  );
  const bad = tensor([-1], 'int32') as Tensor;
  expect(f(bad, tensor(0, 'int32')).toArray()).toEqual([-1]);
  expect(() => f(bad, tensor(1, 'int32'))).toThrow('to a negative power');
});

test('indices that must differ within a step may come again in another', () => {
  const f = (at: Tensor): Tensor =>
    scanned(
      (c: Tensor, k: Tensor) => [add(c, updateAt(zeros([3]), k as Tensor<[2], 'int32'>, ones([2]))), null],
      zeros([3]) as Tensor,
      at,
    )[0];
  agree(f, indices([[0, 1], [1, 2]])); // prettier-ignore
  expect(() => jit(f)(indices([[0, 0], [1, 2]]))).toThrow('must differ'); // prettier-ignore
});

test('what is added at indices in each step is added up once, and checked', () => {
  const f = (at: Tensor): Tensor =>
    scanned(
      (c: Tensor<[3]>, k: Tensor) => [scatterAdd(c, k as Tensor<[2], 'int32'>, ones([2])), null],
      ones([3]),
      at,
    )[0] as Tensor;
  agree(f, indices([[0, 1], [1, 2], [1, 1]])); // prettier-ignore
  expect(() => jit(f)(indices([[0, 1], [3, 2]]))).toThrow('must lie inside the axis'); // prettier-ignore
});
