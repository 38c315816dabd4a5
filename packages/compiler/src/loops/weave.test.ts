import { expect, test } from 'vitest';
import type { Buffer } from './buffer.ts';
import type { Expression } from './expression.ts';
import type { MapKernel } from './kernel.ts';
import { printKernel } from './print.ts';
import { wovenMap } from './weave.ts';

const buffer = (id: number, size: number): Buffer => ({ id, dtype: 'float32', size });
const load = (from: Buffer, strides: readonly number[]): Expression => ({
  kind: 'load',
  buffer: from,
  dtype: 'float32',
  offset: 0,
  strides,
});
const [image, pooled] = [buffer(0, 96), buffer(1, 24)];
const apply = (op: string, ...args: readonly Expression[]): Expression => ({
  kind: 'apply',
  op,
  args,
  dtype: 'float32',
});
const kernel = (value: Expression): MapKernel => ({
  kind: 'map',
  domain: [4, 6, 2, 2],
  stores: [{ buffer: image, offset: 0, strides: [24, 2, 12, 1], value }],
});

test('windows side by side are walked from end to end', () => {
  const count = {
    kind: 'count',
    start: 0,
    step: 1,
    dtype: 'int32',
    offset: 0,
    strides: [0, 0, 2, 1],
  } as const;
  const value = apply(
    'where',
    apply('equal', load(pooled, [6, 1, 0, 0]), count),
    load(image, [24, 2, 12, 1]),
    load(pooled, [6, 1, 0, 0]),
  );
  const woven = wovenMap(kernel(value));
  expect(woven?.cells).toBe(2);
  expect(woven && printKernel(woven.kernel)).toMatchInlineSnapshot(`
    "map [4 2 12]
      %0:float32×96[24 12 1] = where(equal(%1:float32×24[6 0 1] a 2, 0 within, count[0 2 0] a 2, 1 within), %0:float32×96[24 12 1], %1:float32×24[6 0 1] a 2, 0 within)"
  `);
});

test('where numbers lie otherwise, axes stay as they are', () => {
  expect(wovenMap(kernel(load(image, [24, 2, 12, 1])))).toBeUndefined();
  expect(wovenMap(kernel(load(pooled, [6, 2, 0, 0])))).toBeUndefined();
  expect(wovenMap(kernel(load(image, [24, 1, 12, 6])))).toBeUndefined();
});
