// Kernels in place of others: who is asked when, and that what ends is over.
import { expect, test } from 'vitest';
import { neg } from '../primitives/arithmetic.ts';
import { tensor } from '../ops/creation.ts';
import { apply } from './bind.ts';
import { compute, substituteKernel, type Substitute } from './compute.ts';
import { dense, type DenseTensor } from './dense.ts';
import { primitive, type Primitive } from './primitive.ts';
import type { Tensor } from './tensor.ts';

const double: Primitive = primitive({
  name: 'double',
  shape: ([x]) => [x],
  kernel: ([x]) => [
    dense(x.data().map((value) => 2 * value) as Float32Array<ArrayBuffer>, 'float32', x.shape),
  ],
  rule: { kind: 'none' },
});
const x = tensor([1, 2]);
const filled =
  (value: number): Substitute =>
  ([{ size, shape }]) => [dense(new Float32Array(size).fill(value), 'float32', shape) as DenseTensor];
const result = (): readonly number[] => Array.from(apply(double, x).data());

test('the last one is asked first, and what it leaves goes to those before it', () => {
  const endFirst = substituteKernel(double, filled(10));
  expect(result()).toEqual([10, 10]);
  const endSecond = substituteKernel(double, ([{ size }]) => (size > 2 ? filled(20)([], {}, []) : undefined));
  expect(result()).toEqual([10, 10]);
  const endThird = substituteKernel(double, filled(30));
  expect(result()).toEqual([30, 30]);
  endFirst();
  endFirst();
  expect(result()).toEqual([30, 30]);
  endThird();
  expect(result()).toEqual([2, 4]);
  endSecond();
  expect(result()).toEqual([2, 4]);
});

test('one kernel given twice ends once for each', () => {
  const kernel = filled(7);
  const [endFirst, endSecond] = [substituteKernel(double, kernel), substituteKernel(double, kernel)];
  endFirst();
  expect(result()).toEqual([7, 7]);
  endSecond();
  expect(result()).toEqual([2, 4]);
});

test('other primitives, and the reference kernel itself, stay as they were', () => {
  const end = substituteKernel(double, filled(1));
  expect(Array.from(neg(x).data())).toEqual([-1, -2]);
  expect(double.kernel([x as Tensor as DenseTensor], {}, [x])[0].toArray()).toEqual([2, 4]);
  expect(compute(double, [x as Tensor as DenseTensor], {})[0].toArray()).toEqual([1, 1]);
  end();
});
