// What arithmetic does with dtypes: where two meet, what numbers become, how integers wrap around.
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { dtypes, type DType, type Promote } from '../base/dtype.ts';
import type { Tensor } from '../core/tensor.ts';
import { arange } from '../ops/ranges.ts';
import { full, ones, tensor } from '../ops/creation.ts';
import { add, div, mul, neg, reciprocal, rem, square, sub } from './arithmetic.ts';
import { equal, greater, less } from './comparison.ts';
import { maximum, minimum } from './extrema.ts';
import { pow } from './power.ts';
import { where } from './select.ts';

/** The dtype in which two meet, written out. */
const meets = {
  bool: { bool: 'bool', uint8: 'uint8', int32: 'int32', float32: 'float32', float64: 'float64' },
  uint8: { bool: 'uint8', uint8: 'uint8', int32: 'int32', float32: 'float32', float64: 'float64' },
  int32: { bool: 'int32', uint8: 'int32', int32: 'int32', float32: 'float32', float64: 'float64' },
  float32: { bool: 'float32', uint8: 'float32', int32: 'float32', float32: 'float32', float64: 'float64' },
  float64: { bool: 'float64', uint8: 'float64', int32: 'float64', float32: 'float64', float64: 'float64' },
} as const;
type Meets = { readonly [A in DType]: { readonly [B in DType]: Promote<A, B> } };

const pairs = dtypes.flatMap((a) => dtypes.map((b) => [a, b] as const));
const isFloat = (dtype: DType): boolean => dtype.startsWith('float');
const arithmetic = [add, sub, mul, rem, pow, maximum, minimum] as const;
const one = (dtype: DType): Tensor<[2], DType> => ones([2], dtype);

describe('two dtypes meet', () => {
  test('in types as in the table', () => {
    expectTypeOf<Meets>().toEqualTypeOf<typeof meets>();
  });

  test.each(pairs)('%s and %s, when the program runs', (a, b) => {
    const want = meets[a][b];
    const mask = tensor([true, false]);
    expect(where(mask, one(a), one(b)).dtype).toBe(want);
    expect(div(one(a), one(b)).dtype).toBe(isFloat(want) ? want : 'float32');
    expect(equal(one(a), one(b)).toString()).toBe('bool[2] [true, true]');
    const numeric = want === 'bool' ? [] : arithmetic;
    expect(numeric.map((op) => op(one(a), one(b)).dtype)).toEqual(numeric.map(() => want));
  });

  test.each(arithmetic)('but not two bools: %#', (op) => {
    expect(() => op(one('bool'), one('bool'))).toThrow(`${op.name}: there is no arithmetic on bools`);
  });
});

describe('numbers', () => {
  test.each(dtypes.filter((dtype) => dtype !== 'bool'))('take the dtype of a tensor of %s', (dtype) => {
    const x = one(dtype);
    for (const op of arithmetic) {
      expect(op(x, 1).dtype).toBe(dtype);
      expect(op(1, x).dtype).toBe(dtype);
    }
    expect(div(x, 2).dtype).toBe(isFloat(dtype) ? dtype : 'float32');
    expect(greater(x, 0).dtype).toBe('bool');
  });

  test('are float32 by themselves', () => {
    expect(add(1, 2).toString()).toBe('float32[] 3');
    expectTypeOf(add(1, 2)).toEqualTypeOf<Tensor<[], 'float32'>>();
  });

  test('keep all their digits in float64', () => {
    expect(mul(tensor(1, 'float64'), 0.1).item()).toBe(0.1);
    expect(mul(tensor(1), 0.1).item()).toBe(Math.fround(0.1));
  });

  test.each([
    ['a fraction', 0.5, 'int32'],
    ['too large a number', 2 ** 31, 'int32'],
    ['a negative number', -1, 'uint8'],
    ['NaN', NaN, 'int32'],
  ] as const)('that the dtype cannot hold are refused: %s', (_, value, dtype) => {
    expect(() => add(ones([1], dtype), value)).toThrow(`add: a value of dtype ${dtype} must be an integer`);
    expect(() => less(ones([1], dtype), value)).toThrow(`less: a value of dtype ${dtype} must be an integer`);
  });

  test('become fractions where a quotient is meant', () => {
    expect(div(tensor([3], 'int32'), 0.5).toArray()).toEqual([6]);
    expect(div(1, tensor([4], 'uint8')).toArray()).toEqual([0.25]);
  });
});

describe('booleans are no operands of arithmetic', () => {
  const x = tensor([1, 2]);
  const ops = { add, sub, mul, div, rem, pow, maximum, minimum };
  test.each(Object.entries(ops))('%s', (name, op) => {
    expect(() => op(x, true as never)).toThrow(`${name}: `);
    expect(() => op(false as never, x as never)).toThrow(`${name}: `);
    expect(() => op(true as never, true as never)).toThrow(`${name}: `);
  });
});

describe('integers', () => {
  const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const byte = fc.integer({ min: 0, max: 255 });

  test('of 32 bits wrap around', () => {
    fc.assert(
      fc.property(int32, int32, (a, b) => {
        const [x, y] = [tensor(a, 'int32'), tensor(b, 'int32')];
        const cut = (value: bigint): number => Number(BigInt.asIntN(32, value));
        expect(add(x, y).item()).toBe(cut(BigInt(a) + BigInt(b)));
        expect(sub(x, y).item()).toBe(cut(BigInt(a) - BigInt(b)));
        expect(mul(x, y).item()).toBe(cut(BigInt(a) * BigInt(b)));
        expect(neg(x).item()).toBe(cut(-BigInt(a)));
        expect(square(x).item()).toBe(cut(BigInt(a) ** 2n));
      }),
    );
  });

  test('of 8 bits wrap around', () => {
    fc.assert(
      fc.property(byte, byte, (a, b) => {
        const [x, y] = [tensor(a, 'uint8'), tensor(b, 'uint8')];
        const cut = (value: number): number => Number(BigInt.asUintN(8, BigInt(value)));
        expect(add(x, y).item()).toBe(cut(a + b));
        expect(sub(x, y).item()).toBe(cut(a - b));
        expect(mul(x, y).item()).toBe(cut(a * b));
        expect(neg(x).item()).toBe(cut(-a));
      }),
    );
  });

  test('divide into fractions', () => {
    expect(div(tensor([7, -7], 'int32'), tensor([2, 2], 'int32')).toArray()).toEqual([3.5, -3.5]);
    expect(div(arange(2, 'int32'), 0).toArray()).toEqual([NaN, Infinity]);
    expect(reciprocal(tensor([4, 0], 'int32')).toArray()).toEqual([0.25, Infinity]);
  });
});

test('rem has the sign of what is divided', () => {
  const x = tensor([7, -7, 7, -7, 5.5, -6, 0, -0], 'float64');
  const y = tensor([3, 3, -3, -3, 2, 3, 5, 5], 'float64');
  expect(rem(x, y).toArray()).toEqual([1, -1, 1, -1, 1.5, -0, 0, -0]);
  expect(rem(tensor([7, -7, -(2 ** 31)], 'int32'), tensor([3, 3, -1], 'int32')).toArray()).toEqual([
    1, -1, 0,
  ]);
  expect(rem(tensor([1, Infinity, 5]), tensor([0, 2, Infinity])).toArray()).toEqual([NaN, NaN, 5]);
});

test('neg and reciprocal keep the signs of zeros', () => {
  expect(neg(tensor([0, -0])).toArray()).toEqual([-0, 0]);
  expect(reciprocal(tensor([0, -0, -Infinity])).toArray()).toEqual([Infinity, -Infinity, -0]);
});

test('one operand may have one element, however many the other has', () => {
  expect(sub(full([2, 1], 5), tensor([[1, 2]])).toArray()).toEqual([
    [4, 3],
    [4, 3],
  ]);
  expect(add(ones([0, 3]), 1).shape).toEqual([0, 3]);
});
