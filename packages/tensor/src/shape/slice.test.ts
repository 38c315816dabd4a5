// Slices against a walk over the positions one by one, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { normalizeSlice, type Indices, type NormalSlice } from './slice.ts';

const slice = (x: readonly number[], start: Indices, stop?: Indices, step?: Indices): NormalSlice =>
  normalizeSlice('slice', { shape: x, dtype: 'float32' }, start, stop, step);

/** The positions that `start:stop:step` visits, by NumPy's rules: walk from the start until the stop or the edge. */
function walk(n: number, start: number | null, stop: number | null, step: number): number[] {
  const count = (index: number): number => (index < 0 ? index + n : index);
  const first = start === null ? (step > 0 ? 0 : n - 1) : count(start);
  const from = step > 0 ? Math.max(first, 0) : Math.min(first, n - 1);
  const to = stop === null ? (step > 0 ? Infinity : -Infinity) : count(stop);
  const visited: number[] = [];
  for (let at = from; at >= 0 && at < n && (step > 0 ? at < to : at > to); at += step) visited.push(at);
  return visited;
}

describe('normalizeSlice', () => {
  test('visits the positions that NumPy visits', () => {
    const indices = [null, -7, -4, -1, 0, 1, 3, 4, 7];
    for (const n of [0, 1, 4]) {
      for (const start of indices) {
        for (const stop of indices) {
          for (const step of [-3, -2, -1, 1, 2, 3]) {
            const { starts, sizes } = slice([n], [start], [stop], [step]);
            const visited = Array.from({ length: sizes[0] }, (_, i) => starts[0] + i * step);
            expect(visited).toEqual(walk(n, start, stop, step));
            expect(starts[0]).toBeGreaterThanOrEqual(0);
          }
        }
      }
    }
  });

  test('leaves axes beyond the lists whole', () => {
    expect(slice([5, 6, 7], [1], [null, -1])).toEqual({
      starts: [1, 0, 0],
      sizes: [4, 5, 7],
      steps: [1, 1, 1],
    });
    expect(slice([5], [undefined], [], [null])).toEqual({ starts: [0], sizes: [5], steps: [1] });
    expect(slice([], [])).toEqual({ starts: [], sizes: [], steps: [] });
    expect(Object.values(slice([5], [1])).every(Object.isFrozen)).toBe(true);
  });

  test('refuses what is no slice', () => {
    expect(() => slice([5], [1, 2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: slice: there must be at most one index an axis.
        x: float32[5]
        start: [1, 2]
      Expected a list of length 1 or less, one index for each axis of x.]
    `);
    expect(() => slice([5], [], [], [0])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: slice: steps must not be 0.
        x: float32[5]
        step: [0]
      Expected positive steps, or negative ones to walk backwards.]
    `);
    expect(() => slice([5], [], [1.5])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: slice: indices must be whole.
        x: float32[5]
        stop: [1.5]
      Expected whole numbers, or null for the whole range.]
    `);
  });
});
