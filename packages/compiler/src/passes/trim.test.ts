import { expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import { einsum, mul, pad, slice, sum, windows, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { printGraph } from '../graph/print.ts';
import { record } from '../graph/record.ts';
import { optimized } from './passes.ts';
import { rewrite } from './rewrite.ts';
import { trim, unpad } from './trim.ts';

type Matrix = Tensor<[number, number]>;
const around = (n: number) => [[n, n], [n, n]] as const; // prettier-ignore
const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const traced = (f: (...x: Matrix[]) => Tensor, ...specs: Spec[]): ReturnType<typeof record> =>
  record(specs, (inputs) => [f(...(inputs as readonly Matrix[]))]);

test('padding that is cut off again is not made', () => {
  const graph = traced((x) => slice(pad(x, [[3, 2], [1, 4]]), [1, 0], [7, 5]), spec(3, 4)); // prettier-ignore
  expect(printGraph(rewrite(graph, trim))).toMatchInlineSnapshot(`
    "inputs a: float32[3, 4]
    b: float32[6, 5] = pad(a, 0) {"low":[2,1],"high":[1,0],"interior":[0,0]}
    outputs b"
  `);
});

test('nor is what no window looks at', () => {
  const graph = traced((x) => slice(windows(pad(x, [[3, 3], [0, 0]]), { axes: [0], size: 3 }), [2, 0, 0], [5, 4, 3]), spec(3, 4)); // prettier-ignore
  expect(printGraph(rewrite(graph, trim))).toMatchInlineSnapshot(`
    "inputs a: float32[3, 4]
    b: float32[5, 4] = pad(a, 0) {"low":[1,0],"high":[1,0],"interior":[0,0]}
    c: float32[3, 4, 3] = windows(b) {"axes":[0],"size":[3],"stride":[1],"dilation":[1]}
    outputs c"
  `);
});

test('what is cut itself, and padding that others read, stays', () => {
  const same = (f: (x: Matrix) => Tensor): void => {
    const graph = traced(f, spec(3, 4));
    expect(printGraph(rewrite(graph, trim))).toBe(printGraph(graph));
  };
  same((x) => slice(pad(x, around(1)), [2, 0]));
  same((x) => slice(windows(pad(x, around(2)), { axes: [0], size: 3 }), [1, 0, 1]));
  same((x) => {
    const padded = pad(x, around(2)) as Matrix;
    return mul(slice(padded, [1, 1], [6, 7]), sum(padded));
  });
});

test('the gradient of a convolution pads its cotangent by what its kernel reaches', () => {
  const conv = (x: Matrix, w: Matrix): Tensor =>
    einsum('hwij,ij->hw', windows(pad(x, around(2)), { axes: [0, 1], size: 5 }), w);
  const graph = traced(
    (x, w) => grad((v: Matrix) => sum(mul(conv(v, w), conv(v, w))))(x),
    spec(12, 12),
    spec(5, 5),
  );
  expect(printGraph(optimized(graph))).toMatch(/float32\[16, 16\] = pad/);
  expect(printGraph(optimized(graph))).not.toMatch(/float32\[20, 20\]/);
});

test('the input gradient of a convolution whose windows are single elements pads nothing', () => {
  const graph = traced(
    (x, w) => grad((v: Matrix) => sum(einsum('nwi,i->nw', windows(v, { axes: [1], size: 1 }), w as Tensor as Tensor<[1]>)))(x), // prettier-ignore
    spec(3, 4),
    spec(1),
  );
  expect(printGraph(graph)).toContain('fold');
  expect(printGraph(optimized(graph))).not.toContain('pad');
  const some = traced((x) => pad(x, [[0, 0], [0, 1]]), spec(3, 4)); // prettier-ignore
  expect(printGraph(rewrite(some, unpad))).toBe(printGraph(some));
});
