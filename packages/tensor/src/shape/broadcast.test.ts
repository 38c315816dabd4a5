// What the types cannot see: run-time shapes, which array comes back, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { broadcastShape } from './broadcast.ts';
import type { Spec } from './dim.ts';

const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const add = (x: readonly number[], y: readonly number[]): readonly number[] =>
  broadcastShape('add', spec(...x), spec(...y));

describe('broadcastShape', () => {
  test.each([
    [[2, 3], [3], [2, 3]],
    [[3], [2, 3], [2, 3]],
    [[20, 1], [10], [20, 10]],
    [
      [8, 1, 6, 1],
      [7, 1, 5],
      [8, 7, 6, 5],
    ],
    [[], [], []],
    [[], [4], [4]],
    [[0], [1], [0]],
    [[1, 1], [1], [1, 1]],
  ])('%j and %j meet in %j', (x, y, result) => {
    expect(add(x, y)).toEqual(result);
  });

  test('returns the array of an operand that has the result', () => {
    const x = spec(2, 3);
    expect(broadcastShape('add', x, x)).toBe(x.shape);
    expect(broadcastShape('add', x, spec(2, 3))).toBe(x.shape);
    expect(broadcastShape('add', x, spec(3))).toBe(x.shape);
    expect(broadcastShape('add', spec(1), x)).toBe(x.shape);
  });

  test('freezes what it makes', () => {
    expect(Object.isFrozen(add([2, 1], [3]))).toBe(true);
  });

  test('names the first axis from the last that differs', () => {
    expect(() => add([2, 3], [4, 3])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: shapes must broadcast.
        x: float32[2, 3]   second-to-last axis 2
        y: float32[4, 3]   second-to-last axis 4
      Expected axes counted from the last to be equal or 1.]
    `);
    expect(() => add([5, 2, 3], [4, 1, 3])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: shapes must broadcast.
        x: float32[5, 2, 3]   third-to-last axis 5
        y: float32[4, 1, 3]   third-to-last axis 4
      Expected axes counted from the last to be equal or 1.]
    `);
    expect(() => add([0], [2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: shapes must broadcast.
        x: float32[0]   last axis 0
        y: float32[2]   last axis 2
      Expected axes counted from the last to be equal or 1.]
    `);
  });

  test('proposes expandDims only where it mends the call', () => {
    expect(() => add([20, 10], [20])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: shapes must broadcast.
        x: float32[20, 10]   last axis 10
        y: float32[20]   last axis 20
      Expected axes counted from the last to be equal or 1. If y runs along the leading axes, pass expandDims(y, -1).]
    `);
    expect(() => broadcastShape('where', spec(20), spec(20, 10), ['condition', 'x']))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: where: shapes must broadcast.
        condition: float32[20]   last axis 20
        x: float32[20, 10]   last axis 10
      Expected axes counted from the last to be equal or 1. If condition runs along the leading axes, pass expandDims(condition, -1).]
    `);
  });

  test('carries its parts as fields', () => {
    expect(() => add([20, 10], [20])).toThrow(
      expect.objectContaining({
        op: 'add',
        argument: 'y',
        received: 'float32[20]   last axis 20',
        expected: 'axes counted from the last to be equal or 1',
        hint: 'If y runs along the leading axes, pass expandDims(y, -1).',
      }),
    );
  });
});
