// cast at the ends of every dtype, clamp at its bounds, lerp between its ends, and names for dims.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dtypes } from '../base/dtype.ts';
import { cast, clamp, lerp, withShape } from './cast.ts';
import { ones, tensor, zeros } from './creation.ts';

describe('cast', () => {
  const odd = tensor([NaN, Infinity, -Infinity, 1e10, -1e10, 2.9, -2.9, -0.5, -0, 300], 'float64');

  test('truncates toward zero, saturates, and takes NaN for 0 in integers', () => {
    expect(cast(odd, 'int32').toArray()).toEqual([
      0, 2147483647, -2147483648, 2147483647, -2147483648, 2, -2, 0, 0, 300,
    ]);
    expect(cast(odd, 'uint8').toArray()).toEqual([0, 255, 0, 255, 0, 2, 0, 0, 0, 255]);
    expect(cast(tensor([-1, 256, 2 ** 31 - 1], 'int32'), 'uint8').toArray()).toEqual([0, 255, 255]);
  });

  test('toward bool asks for what is not 0', () => {
    expect(cast(odd, 'bool').toArray()).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  test('between floats rounds once, to infinity past the range', () => {
    const x = tensor([0.1, 1e39, -1e39, 1e-46, NaN, -0], 'float64');
    expect(cast(x, 'float32').toArray()).toEqual([Math.fround(0.1), Infinity, -Infinity, 0, NaN, -0]);
    expect(cast(tensor([0.1]), 'float64').item()).toBe(Math.fround(0.1));
    expect(cast(tensor([2 ** 24 + 1], 'int32'), 'float32').item()).toBe(2 ** 24);
  });

  test.each(dtypes)('of bools to %s gives 0 and 1', (dtype) => {
    expect(
      cast(tensor([false, true]), dtype)
        .toArray()
        .map(Number),
    ).toEqual([0, 1]);
  });

  test('to the same dtype is the same tensor', () => {
    const x = tensor([1, 2]);
    expect(cast(x, 'float32')).toBe(x);
  });

  test('of a number keeps its digits', () => {
    expect(cast(0.1, 'float64').item()).toBe(0.1);
    expect(cast(300, 'uint8').item()).toBe(255);
  });
});

describe('clamp', () => {
  test('at its bounds, beyond them, and of NaN', () => {
    const x = tensor([-2, -1, 0, 1, 2, NaN, -Infinity, Infinity]);
    expect(clamp(x, -1, 1).toArray()).toEqual([-1, -1, 0, 1, 1, NaN, -1, 1]);
  });

  test('open at an end', () => {
    const x = tensor([-5, 5], 'int32');
    expect(clamp(x, -Infinity, 3).toArray()).toEqual([-5, 3]);
    expect(clamp(x, 0, Infinity).toArray()).toEqual([0, 5]);
    expect(clamp(x, -Infinity, Infinity).toArray()).toEqual([-5, 5]);
    expect(clamp(x, 2, 2).toArray()).toEqual([2, 2]);
  });

  test('is the nearest number between the bounds', () => {
    const value = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(value), value, value, (values, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const want = values.map((v) => Math.min(Math.max(v, low), high));
        expect(clamp(tensor(values, 'int32'), low, high).toArray()).toEqual(want);
      }),
    );
  });

  test('throws for bounds in the wrong order, NaN, and bounds that the dtype cannot hold', () => {
    expect(() => clamp(tensor([1]), 1, 0)).toThrow('clamp: the lower bound');
    expect(() => clamp(tensor([1]), NaN, 0)).toThrow('clamp: the lower bound');
    expect(() => clamp(tensor([1], 'int32'), 0.5, 2)).toThrow('dtype int32 must be an integer');
  });
});

describe('lerp', () => {
  test('is x at weight 0, y at weight 1, and beyond them past those', () => {
    const x = tensor([0, 10], 'float64');
    expect(lerp(x, 20, 0).toArray()).toEqual([0, 10]);
    expect(lerp(x, 20, 1).toArray()).toEqual([20, 20]);
    expect(lerp(x, 20, 0.25).toArray()).toEqual([5, 12.5]);
    expect(lerp(x, 20, 2).toArray()).toEqual([40, 30]);
    expect(lerp(x, 20, tensor([[0], [1]], 'float64')).toArray()).toEqual([
      [0, 10],
      [20, 20],
    ]);
    expect(lerp(0, 1, 0.5).toString()).toBe('float32[] 0.5');
    expect(lerp(tensor([0, 3], 'int32'), 4, 0.5).toString()).toBe('float32[2] [  2, 3.5]');
  });

  test('errors speak of lerp and of the argument', () => {
    const x = zeros([2]);
    expect(() => lerp(x, zeros([3]) as never, 0.5)).toThrow(/^lerp: .*\n {2}x: .*\n {2}y: /);
    expect(() => lerp(x, x, zeros([3]) as never)).toThrow(/^lerp: [^]*weight: float32\[3\]/);
    expect(() => lerp(x, x, 'half' as never)).toThrow(/^lerp: [^]*weight: 'half'/);
    expect(() => lerp('x' as never, x, 0.5)).toThrow(/^lerp: [^]*x: 'x'/);
  });
});

describe('withShape', () => {
  test('takes any size for a name, but the same one wherever it occurs', () => {
    const x = ones([3, 3, 2]);
    expect(withShape(x, ['n', 'n', 2])).toBe(x);
    expect(() => withShape(ones([3, 2]), ['n', 'n'] as never)).toThrow('withShape: ');
    expect(() => withShape(x, ['n', 3] as never)).toThrow('withShape: ');
    expect(() => withShape(x, [3, 3, 3] as never)).toThrow('withShape: ');
  });
});
