// What the types cannot see: arrays whose lengths are known at run time only, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { literalShape } from './literal.ts';

const shape = (values: unknown): readonly number[] => literalShape('tensor', values);

describe('literalShape', () => {
  test.each([
    [3, []],
    [true, []],
    [[], [0]],
    [[1, 2, 3], [3]],
    [
      [[], []],
      [2, 0],
    ],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [2, 3],
    ],
    [
      [[[true]], [[false]]],
      [2, 1, 1],
    ],
  ])('%j has %j', (values, result) => {
    expect(shape(values)).toEqual(result);
    expect(Object.isFrozen(shape(values))).toBe(true);
  });

  test('names the row that differs', () => {
    expect(() =>
      shape([
        [1, 2, 3],
        [4, 5],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: rows must have equal shapes.
        values[0]: [3]
        values[1]: [2]
      Expected values[1] of shape [3].]
    `);
    expect(() => shape([[1, 2], 3])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: rows must have equal shapes.
        values[0]: [2]
        values[1]: a single value
      Expected values[1] of shape [2].]
    `);
    expect(() => shape([1, [2]])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: rows must have equal shapes.
        values[0]: []
        values[1]: [1]
      Expected values[1] of shape [].]
    `);
    expect(() =>
      shape([
        [[1], [2]],
        [[3], []],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: rows must have equal shapes.
        values[1][0]: [1]
        values[1][1]: [0]
      Expected values[1][1] of shape [1].]
    `);
  });

  test('names the value that is no number', () => {
    expect(() =>
      shape([
        [1, 2],
        [3, 'four'],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: values must be numbers or bools.
        values[1][1]: 'four'
      Expected numbers or bools, nested in arrays to any depth.]
    `);
    expect(() => shape([1, undefined, 3])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: values must be numbers or bools.
        values[1]: undefined
      Expected numbers or bools, nested in arrays to any depth.]
    `);
    expect(() => shape(null)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: values must be numbers or bools.
        values: null
      Expected numbers or bools, nested in arrays to any depth.]
    `);
    expect(() => shape([new Float32Array(3)])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tensor: values must be numbers or bools.
        values[0]: Float32Array(3)
      Expected numbers or bools, nested in arrays to any depth. For typed arrays, use fromTypedArray(values, shape).]
    `);
  });
});
