// Extrema and sums of many: NaN, infinities and zeros of both signs anywhere among them, along each axis.
import { add, argmax, argmin, max, min, sum, tensor, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';

const [rows, columns] = [37, 41];
const pools: Readonly<Record<string, readonly number[]>> = {
  zeros: [0, -0],
  'negative numbers and zeros': [-1, -2, 0, -0],
  'positive numbers and zeros': [1, 2, 0, -0],
  infinities: [1, Infinity, -Infinity],
  'negative zeros': [-0],
  'infinities below': [-Infinity],
  NaN: [NaN, 3, -0, 0, -Infinity],
};

/** A matrix of numbers of `pool`; of those that are not the last one, few. */
function drawn(pool: readonly number[], few: number): Tensor<[number, number]> {
  let state = few;
  const next = (): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 8;
  const value = (): number => (next() % few === 0 ? pool[next() % pool.length] : (pool.at(-1) ?? 0));
  return tensor(Array.from({ length: rows }, () => Array.from({ length: columns }, value)));
}

type Op = (x: Tensor, axis: number) => Tensor;
const both: Op = (x, axis) => add((max as Op)(x, axis), (argmax as Op)(x, axis)) as Tensor;
const ops = { max, min, sum, argmax, argmin, both } as Readonly<Record<string, unknown>>;

for (const [name, pool] of Object.entries(pools)) {
  for (const [op, f] of Object.entries(ops)) {
    test(`${op} of ${name}`, () => {
      for (const few of [1, 2, 60, 900]) {
        const x = drawn(pool, few);
        for (const axes of [0, 1]) {
          const of = (v: Tensor<[number, number]>): Tensor => (f as Op)(v, axes);
          expect([...jit(of)(x).data()]).toEqual([...of(x).data()]);
        }
      }
    });
  }
}
