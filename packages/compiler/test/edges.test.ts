// Elementwise ops where numbers end: infinities, NaN, both zeros, subnormals, the ends of integers; in all dtypes, alone
// and in all pairs. What IEEE 754 rounds and what integers give must be the same bits; functions may be off by a few
// units in the last place.
import * as ops from '@cotangent/tensor';
import type { DType, Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { denseOf } from '../src/debug/numbers.ts';
import { nodeDifference } from './differential/node.ts';
import { op } from './differential/ops.ts';

const both = (list: readonly number[]): number[] => list.flatMap((x) => [x, -x]);
const around = [0, 1, 2, 0.5, 1.5, 2.5, 3, 0.25, 10, 88.5, 100, 710, 1000, 1e-5, 1e5, Infinity];
const ends32 = [2 ** -126, 2 ** -149, 3e-39, 3.4028235e38, 2 ** 24, 2 ** 31, 2 ** 32];
const ends64 = [2 ** -1022, 2 ** -1074, 1e-310, 1.7976931348623157e308, 2 ** 53, 2 ** 31, 2 ** 32];
const values: Readonly<Record<DType, readonly number[]>> = {
  float32: [NaN, ...both([...around, ...ends32]).map(Math.fround)],
  float64: [NaN, ...both([...around, ...ends64])],
  int32: [...both([0, 1, 2, 3, 5, 7, 30, 31, 32, 255, 46341, 65536, 2 ** 31 - 1]), -(2 ** 31)],
  uint8: [0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 127, 128, 200, 254, 255],
  bool: [0, 1, 1, 0, 0],
};
const dtypes = Object.keys(values) as DType[];
const numeric = dtypes.filter((dtype) => dtype !== 'bool');
const floats = ['float32', 'float64'] as const;

const vector = (numbers: readonly number[], dtype: DType): Tensor =>
  denseOf(numbers, dtype, [numbers.length]) as Tensor;

/** All pairs of values of a dtype, or those whose second is one of some. */
function pairs(dtype: DType, others = values[dtype]): readonly [Tensor, Tensor] {
  const own = values[dtype];
  const firsts = own.flatMap((x) => others.map(() => x));
  const seconds = own.flatMap(() => others);
  return [vector(firsts, dtype), vector(seconds, dtype)];
}

const each = (names: string, own: readonly DType[]): (readonly [string, DType])[] =>
  names.split(' ').flatMap((name) => own.map((dtype) => [name, dtype] as const));

const functions =
  'exp expm1 log log1p log2 log10 sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf sigmoid softplus';

describe('one operand', () => {
  test.each([...each(functions, floats), ...each('neg abs sign floor ceil round', numeric)])(
    '%s of %s',
    (name, dtype) => {
      expect(nodeDifference((x) => op(name)(x), [vector(values[dtype], dtype)])).toBeUndefined();
    },
  );
});

describe('two operands', () => {
  test.each([
    ...each('add sub mul rem pow maximum minimum', numeric),
    ...each('div atan2', floats),
    ...each('equal notEqual less lessEqual greater greaterEqual', dtypes),
    ...each('logicalAnd logicalOr logicalXor', ['bool']),
  ])('%s of %s', (name, dtype) => {
    // Integers are refused negative exponents.
    const exponents = dtype === 'int32' ? values[dtype].filter((y) => y >= 0) : undefined;
    const given = pairs(dtype, name === 'pow' ? exponents : undefined);
    expect(nodeDifference((x, y) => op(name)(x, y), given)).toBeUndefined();
  });
});

describe('casts', () => {
  test.each(dtypes.flatMap((from) => dtypes.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    expect(nodeDifference((x) => op('cast')(x, to), [vector(values[from], from)])).toBeUndefined();
  });
});

describe('masks', () => {
  test.each(dtypes)('where of %s', (dtype) => {
    const [x, y] = pairs(dtype);
    const mask = vector(Array.from(x.data(), (_, at) => Number(at % 3 === 0)), 'bool'); // prettier-ignore
    expect(nodeDifference((m, a, b) => op('where')(m, a, b), [mask, x, y])).toBeUndefined();
  });
  test('logicalNot', () => {
    expect(nodeDifference((x) => op('logicalNot')(x), [vector(values.bool, 'bool')])).toBeUndefined();
  });
});

describe('counts', () => {
  test.each([
    [-1, 1, 0.1],
    [0, 100, 0.37],
    [3, -40, -7],
    [16777200, 16777240, 1],
    [-2147483648, 2147483647, 2 ** 26],
  ])('from %d to %d by %d', (start, end, step) => {
    for (const dtype of floats) {
      expect(nodeDifference(() => ops.arange(start, end, step, dtype) as Tensor, [])).toBeUndefined();
      const halved = nodeDifference((x) => ops.mul(ops.arange(start, end, step, dtype), x) as Tensor, [vector([0.5], dtype)]); // prettier-ignore
      expect(halved).toBeUndefined();
    }
  });
});

describe('reductions', () => {
  test.each(each('sum max min argmax argmin', floats))('%s of zeros of %s', (name, dtype) => {
    for (let signs = 0; signs < 64; signs++) {
      const zeros = Array.from({ length: 6 }, (_, bit) => ((signs >> bit) % 2 === 0 ? 0 : -0));
      const x = ops.reshape(vector(zeros, dtype), [2, 3]) as Tensor;
      for (const axis of [[0], [1], [0, 1]])
        expect(
          nodeDifference((y) => op(name)(y, axis.length > 1 ? undefined : axis[0]), [x]),
        ).toBeUndefined();
    }
    const together = nodeDifference((y) => ops.add(ops.max(y), ops.argmax(ops.reshape(y, [-1]), 0)) as Tensor, [vector([-0, 0, -0], dtype)]); // prettier-ignore
    expect(together).toBeUndefined();
  });
  test.each(each('sum max min argmax argmin cumsum', numeric))('%s of %s', (name, dtype) => {
    const [x] = pairs(dtype);
    const n = values[dtype].length;
    const square = ops.reshape(x, [n, n]) as Tensor;
    for (const axis of [0, 1]) {
      expect(nodeDifference((y) => op(name)(y, axis), [square])).toBeUndefined();
    }
  });
  test.each(each('sum max min argmax argmin cumsum any all', dtypes))('%s of few of %s', (name, dtype) => {
    if (dtype === 'bool' ? name === 'cumsum' || name.startsWith('arg') : ['any', 'all'].includes(name))
      return;
    for (let n = 1; n < 10; n++) {
      const x = vector(values[dtype].slice(0, n), dtype);
      expect(nodeDifference((y) => op(name)(y, 0), [x])).toBeUndefined();
    }
  });
});

describe('contractions', () => {
  test.each(floats)('an infinity of %s is multiplied once, wherever it stands in a row', (dtype) => {
    const ones = (n: number): number[] => Array.from({ length: n }, () => 1);
    for (let n = 8; n < 16; n++) {
      for (let at = 0; at < n; at++) {
        const rows = vector([...ones(n), ...ones(n).fill(Infinity, at, at + 1)], dtype);
        const other = vector(ones(n), dtype) as Tensor as Tensor<[number]>;
        const dots = (x: Tensor): Tensor => ops.einsum('ik,k->i', ops.reshape(x, [2, n]), other);
        expect(nodeDifference(dots, [rows])).toBeUndefined();
      }
    }
  });
});
