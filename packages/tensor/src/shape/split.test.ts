// What the types cannot see: parts of sizes known at run time only, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { splitSizes, type Sections } from './split.ts';

const split = (sections: Sections, axis: number): readonly number[] =>
  splitSizes('split', { shape: [2, 6], dtype: 'float32' }, sections, axis);

describe('splitSizes', () => {
  test('makes equal parts or given ones', () => {
    expect(split(2, 1)).toEqual([3, 3]);
    expect(split(1, -2)).toEqual([2]);
    expect(split([1, 0, 5], -1)).toEqual([1, 0, 5]);
    expect(Object.isFrozen(split(2, 1))).toBe(true);
    expect(Object.isFrozen(split([6], 1))).toBe(true);
  });

  test('refuses what does not come out even', () => {
    expect(() => split(4, 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: split: the axis must divide evenly into sections.
        x: float32[2, 6]   axis 1 has 6
        sections: 4
        axis: 1
      Expected a number of sections that divides 6, or a list of sizes.]
    `);
    expect(() => split([2, 3], -1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: split: sizes must add up to the axis.
        x: float32[2, 6]   axis 1 has 6
        sections: [2, 3]
        axis: -1
      Expected sizes whose sum is 6.]
    `);
    expect(() => split(0, 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: split: sections must be whole and positive.
        x: float32[2, 6]   axis 1 has 6
        sections: 0
        axis: 1
      Expected a whole number of sections, 1 or more.]
    `);
    expect(() => split([7, -1], 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: split: sizes must be whole and not negative.
        x: float32[2, 6]   axis 1 has 6
        sections: [7, -1]
        axis: 1
      Expected whole sizes, 0 or more.]
    `);
    expect(() => split(2, 2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: split: axes must be in range.
        x: float32[2, 6]   rank 2
        axis: 2
      Expected integers from -2 to 1.]
    `);
    expect(() => split(1.5, 1)).toThrow('sections must be whole and positive');
  });
});
