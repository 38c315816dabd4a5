import { expect, test } from 'vitest';
import { add, exp, mul, permute, softmax, sum, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { record } from '../graph/record.ts';
import { fuse } from './fuse.ts';
import { lower } from './lower.ts';
import { printKernel } from './print.ts';
import { recomputed } from './recompute.ts';
import { rowwise } from './rowwise.ts';

type Matrix = Tensor<[number, number]>;
const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });

function text(specs: readonly Spec[], f: (...x: Matrix[]) => readonly Tensor[]): string {
  const { kernels, outputs } = lower(record(specs, (inputs) => f(...(inputs as readonly Matrix[]))));
  const keep = new Set(outputs);
  return rowwise(recomputed(fuse(kernels, keep), keep), keep)
    .map(printKernel)
    .join('\n');
}

test('the softmax of a large matrix goes row by row, and what passes between its loops is a few rows', () => {
  expect(text([spec(4000, 1000)], (x) => [softmax(x, 1)])).toMatchInlineSnapshot(`
    "rows 4000, 2 at a time
      max [2] over [1000]
        of %0:float32×4000000[1000 1] a row 1000
        %2:float32×2[1] = where(less(abs(value), Infinity), value, 0)
      map [2 1000]
        %6:float32×4000000[1000 1] a row 1000 = exp(sub(%0:float32×4000000[1000 1] a row 1000, %2:float32×2[1 0]))
      sum [2] over [1000]
        of %6:float32×4000000[1000 1] a row 1000
        %5:float32×2[1] = div(1, value)
      map [2 1000]
        %6:float32×4000000[1000 1] a row 1000 = mul(%6:float32×4000000[1000 1] a row 1000, %5:float32×2[1 0])"
  `);
});

test('axes before the last are rows together', () => {
  const rows = text([spec(20, 200, 1000)], (x) => [
    softmax(x as Tensor as Tensor<[number, number, number]>, 2),
  ]);
  expect(rows).toMatch(/^rows 4000, /);
});

test('what fits the cache, looks at other rows, or is asked for is left as it is', () => {
  expect(text([spec(20, 30)], (x) => [softmax(x, 1)])).not.toContain('rows');
  expect(text([spec(1000, 1000)], (x) => [softmax(x, 0)])).not.toContain('rows');
  const turned = text([spec(1000, 1000)], (x) => {
    const y = exp(x);
    return [add(mul(y, sum(y, 1, { keepDims: true })), permute(y, [1, 0]))];
  });
  expect(turned).toMatchInlineSnapshot(`
    "rows 1000, 3 at a time
      map [3 1000]
        %1:float32×1000000[1000 1] a row 1000 = exp(%0:float32×1000000[1000 1] a row 1000)
      sum [3] over [1000]
        of %1:float32×1000000[1000 1] a row 1000
        %2:float32×1000[1] a row 1 = value
    map [1000 1000]
      %3:float32×1000000[1000 1] = add(mul(%1:float32×1000000[1000 1], %2:float32×1000[1 0]), %1:float32×1000000[1 1000])"
  `);
  expect(
    text([spec(2000, 500)], (x) => {
      const y = exp(x);
      return [y, sum(y, 1)];
    }),
  ).toContain('float32×1000000');
});
