// windows and fold against loops over plain arrays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reshape } from '../primitives/reshape.ts';
import { ones, tensor } from './creation.ts';
import { arange } from './ranges.ts';
import { fold, windows } from './windows.ts';

const line = fc
  .record({
    n: fc.integer({ min: 1, max: 12 }),
    size: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    dilation: fc.integer({ min: 1, max: 3 }),
  })
  .filter(({ n, size, dilation }) => dilation * (size - 1) < n);

/** Where the elements of each window lie. */
function places({
  n,
  size,
  stride,
  dilation,
}: {
  n: number;
  size: number;
  stride: number;
  dilation: number;
}): number[][] {
  const result: number[][] = [];
  for (let start = 0; start + dilation * (size - 1) < n; start += stride) {
    result.push(Array.from({ length: size }, (_, k) => start + k * dilation));
  }
  return result;
}

describe('windows', () => {
  test('lists the elements of every window that fits', () => {
    fc.assert(
      fc.property(line, (options) => {
        const { n, ...rest } = options;
        expect(windows(arange(n), { axes: [0], ...rest }).toArray()).toEqual(places(options));
      }),
    );
  });

  test('of two axes are windows of each', () => {
    fc.assert(
      fc.property(line, line, (rows, columns) => {
        const x = reshape(arange(rows.n * columns.n), [rows.n, columns.n]);
        const both = windows(x, {
          axes: [1, 0],
          size: [columns.size, rows.size],
          stride: [columns.stride, rows.stride],
          dilation: [columns.dilation, rows.dilation],
        });
        const want = places(rows).map((row) =>
          places(columns).map((column) => column.map((c) => row.map((r) => r * columns.n + c))),
        );
        expect(both.toArray()).toEqual(want);
      }),
      { numRuns: 50 },
    );
  });
});

describe('fold', () => {
  test('adds every element up where it came from', () => {
    fc.assert(
      fc.property(line, (options) => {
        const { n, ...rest } = options;
        const want = new Array<number>(n).fill(0);
        const each = places(options);
        each.forEach((own, w) => own.forEach((place, k) => (want[place] += w * rest.size + k)));
        const x = reshape(arange(each.length * rest.size), [each.length, rest.size]);
        expect(fold(x, { axes: [0], ...rest, sizes: [n] }).toArray()).toEqual(want);
      }),
    );
  });

  test('counts how many windows cover an element', () => {
    const cover = fold(ones([3, 3, 2, 2]), { axes: [0, 1], size: 2, sizes: [4, 4] });
    expect(cover.toArray()).toEqual([
      [1, 2, 2, 1],
      [2, 4, 4, 2],
      [2, 4, 4, 2],
      [1, 2, 2, 1],
    ]);
  });

  test('refuses bools', () => {
    const x = tensor([[true], [false]]);
    expect(() => fold(x, { axes: [0], size: 1, sizes: [2] })).toThrow('there is no arithmetic on bools');
  });

  test('wraps integers around and keeps their dtype', () => {
    const x = fold(tensor([[200], [100]], 'uint8'), { axes: [0], size: 1, sizes: [2] });
    expect(x.dtype).toBe('uint8');
    const overlapping = fold(
      tensor(
        [
          [200, 200],
          [100, 1],
        ],
        'uint8',
      ),
      { axes: [0], size: 2, sizes: [3] },
    );
    expect(overlapping.toArray()).toEqual([200, 44, 1]);
  });
});
