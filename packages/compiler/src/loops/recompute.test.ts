import { expect, test } from 'vitest';
import { valueAndGrad } from '@cotangent/autograd';
import { add, exp, matmul, max, mul, relu, scan, sum, windows, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { record } from '../graph/record.ts';
import { fuse } from './fuse.ts';
import type { Kernel } from './kernel.ts';
import { lower } from './lower.ts';
import { printKernel } from './print.ts';
import { recomputed } from './recompute.ts';

type Matrix = Tensor<[number, number]>;
const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });

/** The kernels of a function as text, with values kept and with values computed again. */
function texts(specs: readonly Spec[], f: (...x: Matrix[]) => readonly Tensor[]): readonly [string, string] {
  const { kernels, outputs } = lower(record(specs, (inputs) => f(...(inputs as readonly Matrix[]))));
  const keep = new Set(outputs);
  const kept = fuse(kernels, keep);
  const text = (list: readonly Kernel[]): string => list.map(printKernel).join('\n');
  return [text(kept), text(recomputed(kept, keep))];
}

test('bias and activation are computed again by those who read them', () => {
  const pooled = (x: Matrix, b: Matrix): Tensor =>
    sum(mul(2, max(windows(relu(add(x, b)), { axes: [0, 1], size: 2, stride: 2 }), [2, 3])));
  const [kept, again] = texts([spec(4, 8), spec(1, 8)], (x, b) => [valueAndGrad(pooled)(x, b)[1]]);
  expect(kept).toMatchInlineSnapshot(`
    "map [4 8]
      t0 = add(%0:float32×32[8 1], %1:float32×8[0 1])
      t1 = lessEqual(t0, 0)
      %3:bool×32[8 1] = t1
      %4:float32×32[8 1] = where(t1, 0, t0)
    argmax [2 4] over [2 2]
      of %4:float32×32[16 2 8 1]
      %6:int32×8[4 1] = position
    map [2 4 1 1]
      %8:float32×8[4 1 1 1] = mul(1, 2)
    map [2 4 2 2]
      %10:float32×32[16 2 8 1] = where(%3:bool×32[16 2 8 1], 0, add(where(equal(count[0 0 2 1], %6:int32×8[4 1 0 0]), %8:float32×8[4 1 0 0], 0), 0))"
  `);
  expect(again).toMatchInlineSnapshot(`
    "argmax [2 4] over [2 2]
      t0 = add(%0:float32×32[16 2 8 1], %1:float32×8[0 2 0 1])
      of where(lessEqual(t0, 0), 0, t0)
      %6:int32×8[4 1] = position
    map [2 4 1 1]
      %8:float32×8[4 1 1 1] = mul(1, 2)
    map [2 4 2 2]
      %10:float32×32[16 2 8 1] = where(lessEqual(add(%0:float32×32[16 2 8 1], %1:float32×8[0 2 0 1]), 0), 0, add(where(equal(count[0 0 2 1], %6:int32×8[4 1 0 0]), %8:float32×8[4 1 0 0], 0), 0))"
  `);
});

test('what takes work, what products read, and what is asked for is kept', () => {
  const [kept, again] = texts([spec(4, 4), spec(4, 4)], (x, w) => {
    const [y, z, v] = [exp(x), relu(x), relu(w)];
    return [matmul(y, w), sum(y, 0), matmul(z, w), sum(z, 0), v, sum(v, 0)];
  });
  expect(again).toBe(kept);
});

test('a carry is read before the next one takes its place', () => {
  const [kept, again] = texts([spec(3, 4), spec(2, 1)], (x, rows) => {
    const last = scan(
      (c: Matrix, row) => {
        const y = relu(add(c, row as Tensor<[number]>));
        return [add(y, max(y, 0)) as Matrix, null];
      },
      x,
      rows,
    );
    return [last[0]];
  });
  expect(kept).toMatchInlineSnapshot(`
    "map [3 4]
      %2:float32×12[4 1] = %0:float32×12[4 1]
    scan 2 times
      move %3:float32×1 = %1:float32×2+0+1·i  1
      map [3 4]
        t0 = add(%2:float32×12[4 1], %3:float32×1[0 0])
        %5:float32×12[4 1] = where(lessEqual(t0, 0), 0, t0)
      max [4] over [3]
        of %5:float32×12[1 4]
        %6:float32×4[1] = value
      map [3 4]
        %7:float32×12[4 1] = add(%5:float32×12[4 1], %6:float32×4[0 1])
      move %2:float32×12 = %7:float32×12  12"
  `);
  expect(again).toMatchInlineSnapshot(`
    "map [3 4]
      %2:float32×12[4 1] = %0:float32×12[4 1]
    scan 2 times
      move %3:float32×1 = %1:float32×2+0+1·i  1
      max [4] over [3]
        t0 = add(%2:float32×12[1 4], %3:float32×1[0 0])
        of where(lessEqual(t0, 0), 0, t0)
        %6:float32×4[1] = value
      map [3 4]
        t0 = add(%2:float32×12[4 1], %3:float32×1[0 0])
        %7:float32×12[4 1] = add(where(lessEqual(t0, 0), 0, t0), %6:float32×4[0 1])
      move %2:float32×12 = %7:float32×12  12"
  `);
});
