// slice against the rule of NumPy, written for plain arrays, and pad against its definition.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reshape } from '../primitives/reshape.ts';
import { arange } from './ranges.ts';
import { tensor, zeros } from './creation.ts';
import { pad, slice } from './slicing.ts';

type Bound = number | null;

/** The positions that `[start:stop:step]` names among `n`. */
function positions(n: number, start: Bound, stop: Bound, step: number): number[] {
  const clip = (index: number): number =>
    step > 0
      ? Math.min(Math.max(index < 0 ? index + n : index, 0), n)
      : Math.min(Math.max(index < 0 ? index + n : index, -1), n - 1);
  const from = start === null ? (step > 0 ? 0 : n - 1) : clip(start);
  const to = stop === null ? (step > 0 ? n : -1) : clip(stop);
  const result: number[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) result.push(at);
  return result;
}

const bound = fc.option(fc.integer({ min: -8, max: 8 }));
const axis = fc.record({
  n: fc.integer({ min: 0, max: 6 }),
  start: bound,
  stop: bound,
  step: fc.constantFrom(-3, -2, -1, 1, 2, 3),
});

describe('slice', () => {
  test('names the positions that Python names, along every axis', () => {
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 3 }), (axes) => {
        const shape = axes.map(({ n }) => n);
        const size = shape.reduce((product, n) => product * n, 1);
        const x = reshape(arange(size), shape);
        const starts = axes.map(({ start }) => start);
        const stops = axes.map(({ stop }) => stop);
        const steps = axes.map(({ step }) => step);
        const part = slice(x, starts, stops, steps);
        const named = axes.map(({ n, start, stop, step }) => positions(n, start, stop, step));
        expect(part.shape).toEqual(named.map((own) => own.length));
        const flat = named.reduce<number[]>(
          (sofar, own, k) => sofar.flatMap((offset) => own.map((at) => offset * shape[k] + at)),
          [0],
        );
        expect([...part.data()]).toEqual(flat);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves later axes whole', () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(slice(x, [-1]).toArray()).toEqual([[4, 5, 6]]);
    expect(slice(x, [null, 1], [], [-1]).toArray()).toEqual([
      [5, 6],
      [2, 3],
    ]);
    expect(slice(x, []).toArray()).toEqual(x.toArray());
  });

  test('of a slice is a slice', () => {
    const x = arange(20);
    expect(slice(slice(x, [2], [18], [3]), [null], [], [-2]).toArray()).toEqual([17, 11, 5]);
  });
});

describe('pad', () => {
  test('puts cells of the value around', () => {
    const x = tensor([[1, 2]]);
    const padded = pad(
      x,
      [
        [1, 0],
        [2, 1],
      ],
      7,
    );
    expect(padded.toArray()).toEqual([
      [7, 7, 7, 7, 7],
      [7, 7, 1, 2, 7],
    ]);
  });

  test('pads with zero unless told otherwise, and with minus infinity where asked to', () => {
    expect(pad(tensor([5]), [[1, 1]]).toArray()).toEqual([0, 5, 0]);
    expect(pad(tensor([5]), [[1, 0]], -Infinity).toArray()).toEqual([-Infinity, 5]);
    expect(pad(tensor([true]), [[0, 1]]).toArray()).toEqual([true, false]);
  });

  test('of nothing is cells alone', () => {
    expect(pad(zeros([0]), [[1, 1]], 3).toArray()).toEqual([3, 3]);
    expect(pad(tensor(4), []).toArray()).toBe(4);
  });

  test('is undone by slice', () => {
    const x = reshape(arange(6, 'int32'), [2, 3]);
    const padded = pad(
      x,
      [
        [1, 2],
        [0, 3],
      ],
      9,
    );
    expect(slice(padded, [1, 0], [3, 3]).toArray()).toEqual(x.toArray());
  });
});
