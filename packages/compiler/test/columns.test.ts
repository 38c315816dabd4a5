// Reductions over leading axes, several vectors of columns at a time, in every width that leaves another rest.
import { add, argmax, cast, max, min, mul, random, sum, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';

type Matrix = Tensor<[number, number]>;
const widths = Array.from({ length: 41 }, (_, k) => k + 1);

for (const dtype of ['float32', 'float64', 'int32'] as const) {
  test(`columns of ${dtype}`, () => {
    for (const width of widths) {
      const rows = 17 + (width % 23);
      const whole = cast(
        random.integers(random.key(width), [rows, width], -9, 10),
        dtype,
      ) as Tensor as Matrix;
      const row = cast(random.integers(random.key(-width), [width], -9, 10), dtype) as Tensor;
      const f = (x: Matrix, b: Tensor): readonly Tensor[] => [
        sum(x, 0),
        max(mul(x, x), 0),
        add(min(x, 0), b) as Tensor,
        sum(mul(x, b) as Matrix, 0),
        argmax(x, 0),
        max(add(x, cast(sum(x, 1, { keepDims: true }), dtype)) as Matrix, 0),
      ];
      const eager = f(whole, row).map((y) => y.toArray());
      expect(jit(f)(whole, row).map((y) => y.toArray())).toEqual(eager);
    }
  });
}
