// Which outputs lie where donated inputs do: each where it comes from, if that can be.
import { expect, test } from 'vitest';
import { add, flip, mul, tensor, type Tensor } from '@cotangent/tensor';
import { compile } from '../compile.ts';
import { record } from '../graph/record.ts';
import { jit } from '../jit.ts';
import { aliasesOf } from './alias.ts';

type Vector = Tensor<[3]>;
const vectors = [tensor([1, 2, 3]), tensor([4, 5, 6]), tensor([7, 8, 9])] as const;

/** By output, the number of the argument whose place it takes; all are donated. */
function places(f: (x: Vector, y: Vector, z: Vector) => readonly Tensor[]): readonly number[] {
  const graph = record(vectors, ([x, y, z]) => f(x as Tensor as Vector, y as Vector, z as Vector));
  const { kernels, inputs, outputs } = compile(graph, { relaxed: false, donated: [] }).lowered;
  const aliases = aliasesOf(kernels, outputs, inputs);
  return outputs.map((output) => inputs.findIndex((input) => input === aliases.get(output)));
}

test('what is passed through stays where it is', () => {
  expect(places((x, y, z) => [mul(z, 2), x, y])).toEqual([2, 0, 1]);
  expect(places((x, y, z) => [add(x, y), x, mul(z, 2)])).toEqual([1, 0, 2]);
  expect(places((_x, y, z) => [add(y, z), z, y])).toEqual([0, 2, 1]);
});

test('what is computed takes the place of what it is made of', () => {
  expect(places((x, y, z) => [mul(z, 2), add(y, 1), mul(x, 3)])).toEqual([2, 1, 0]);
  expect(places((x, y, z) => [add(add(x, y), z), mul(y, 2), mul(x, 2)])).toEqual([2, 1, 0]);
});

test('what is read in another order has to lie elsewhere', () => {
  expect(places((x) => [flip(x, 0)])).not.toContain(0);
  expect(places((x, y) => [y, x])).toEqual([1, 0]);
});

test('the values are right, call after call, whatever is passed through', () => {
  const step = jit((x: Vector, y: Vector, z: Vector) => [add(x, y), x, mul(z, 2)] as const, { donate: [0, 1, 2] }); // prettier-ignore
  const wide = (value: number): Vector => tensor(new Array<number>(40).fill(value)) as Tensor as Vector;
  let state = step(wide(1), wide(2), wide(3));
  for (let k = 0; k < 4; k++) state = step(state[1], state[0], state[2]);
  expect(state.map((one) => one.data()[39])).toEqual([7, 1, 96]);
});
