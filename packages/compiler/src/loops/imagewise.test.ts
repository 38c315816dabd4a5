import { expect, test } from 'vitest';
import { einsum, exp, matmul, pad, sum, windows, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { record } from '../graph/record.ts';
import { optimized } from '../passes/passes.ts';
import { fuse } from './fuse.ts';
import { imagewise } from './imagewise.ts';
import { lower } from './lower.ts';
import { printKernel } from './print.ts';

type Images = Tensor<[number, number, number, number]>;
type Matrix = Tensor<[number, number]>;
const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const around = (x: Images): Images => pad(x, [[0, 0], [0, 0], [1, 1], [1, 1]]); // prettier-ignore
const contracted = (x: Images, w: Images): Tensor =>
  einsum('nchwij,ocij->nohw', windows(x, { axes: [2, 3], size: 3 }), w);

function text<X extends readonly Tensor[]>(
  specs: readonly Spec[],
  f: (...x: X) => readonly Tensor[],
): string {
  const { kernels, filled, outputs } = lower(
    optimized(record(specs, (inputs) => f(...(inputs as readonly Tensor[] as X)))),
  );
  const keep = new Set(outputs);
  const program = imagewise({ kernels: fuse(kernels, keep), filled }, keep);
  return [...program.filled, ...program.kernels].map(printKernel).join('\n');
}

test('images are padded a few at a time, right before they are contracted', () => {
  const conv = (x: Images, w: Images): Tensor[] => [contracted(around(x), w)];
  expect(text([spec(32, 3, 24, 24), spec(4, 3, 3, 3)], conv)).toMatchInlineSnapshot(`
    "fill %2:float32×8112
    rows 32, 4 at a time
      map [4 3 24 24]
        %2:float32×811227+[2028 676 26 1] = %0:float32×55296[1728 576 24 1] a row 1728
      contract %3:float32×73728 a row 2304 = %2:float32×8112 · %1:float32×108  4(2028 0 2304) 4(0 27 576) 24(26 0 24) 24(1 0 1) 3(676 9 -) 3(26 3 -) 3(1 1 -)"
  `);
});

test('other work may stand between, as long as it uses nothing that is put off', () => {
  const conv = (x: Images, w: Images): Tensor[] => [sum(x), contracted(around(exp(x)), w)];
  expect(text([spec(32, 3, 24, 24), spec(4, 3, 3, 3)], conv)).toContain('rows 32, 4 at a time');
});

test('what others read, is small, or meets much of the other operand stays as it is', () => {
  const both = (x: Images, w: Images): Tensor[] => [contracted(around(x), w), sum(around(x), [2, 3])];
  expect(text([spec(32, 3, 24, 24), spec(4, 3, 3, 3)], both)).not.toContain('rows');
  const conv = (x: Images, w: Images): Tensor[] => [contracted(around(x), w)];
  expect(text([spec(8, 3, 24, 24), spec(4, 3, 3, 3)], conv)).not.toContain('rows');
  expect(text([spec(32, 3, 24, 24), spec(400, 3, 3, 3)], conv)).not.toContain('rows');
  const dense = (x: Matrix, w: Matrix): Tensor[] => [matmul(exp(x), w)];
  expect(text([spec(4000, 20), spec(20, 30)], dense)).toContain('rows');
  expect(text([spec(400, 300), spec(300, 300)], dense)).not.toContain('rows');
});
