// What a run finds wrong in compiled programs is the error it is eagerly, and arguments stay usable: an index outside of its
// axis, though another element may lie at that place of the memory, repeated indices, negative exponents of integers.
import { describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import { add, arange, cond, CotangentError, less, mul, pow, reshape, sub, sum, tensor, zeros, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { jit } from '../src/index.ts';
import { scanned } from './agree.ts';
import { op } from './differential/ops.ts';

type Indexing = (x: Tensor, i: Tensor) => unknown;

const [gather, scatterAdd, take, updateAt, oneHot] = [
  'gather',
  'scatterAdd',
  'take',
  'updateAt',
  'oneHot',
].map(op);
const x = reshape(arange(12), [3, 4]) as Tensor;
const indices = (values: readonly number[]): Tensor =>
  reshape(tensor([...values], 'int32') as Tensor, [3, 2]) as Tensor;
const pair = (i: Tensor): Tensor => reshape(i, [2, 3]) as Tensor;

/** What an error says of the indices. */
function refusal(f: () => unknown): unknown {
  try {
    f();
  } catch (error) {
    if (!(error instanceof CotangentError)) throw error;
    const { complaint, argument, expected, received } = error;
    return { rule: complaint.rule, argument, expected, index: /(-?\d+) among/.exec(received)?.[1] };
  }
  return 'nothing';
}

/** By name: the size of the axis, and what indexes it. */
const cases: readonly (readonly [string, number, Indexing])[] = [
  ['take, rows', 3, (y, i) => take(y, i)],
  ['take, columns', 4, (y, i) => take(y, i, 1)],
  ['gather, columns', 4, (y, i) => gather(y, i)],
  ['gather, rows', 3, (y, i) => gather(y, pair(i), 0)],
  ['scatterAdd, columns', 4, (y, i) => scatterAdd(y, i, zeros([3, 2]))],
  ['scatterAdd, rows', 3, (y, i) => scatterAdd(y, pair(i), zeros([2, 3]), 0)],
  ['updateAt, columns', 4, (y, i) => updateAt(y, reshape(i, [6]), zeros([3, 6]), 1)],
  ['oneHot', 4, (_, i) => oneHot(i, 4)],
  ['a gradient of gather', 4, (y, i) => grad((v: Tensor<[3, 4]>) => sum(gather(v, i)) as Tensor<[]>)(y as Tensor<[3, 4]>)], // prettier-ignore
  ['gather, in a loop', 4, (y, i) => scanned((c, row: Tensor) => [c, gather(y, row)], tensor(0), reshape(i, [1, 3, 2]))], // prettier-ignore
];

describe.each(cases)('%s', (name, n, f) => {
  const inside = name.startsWith('updateAt') ? [0, 1, 2, 3] : [0, 1, 0, 2, 1, 1];
  const at = (k: number, index: number): Tensor => {
    const values = Array.from({ length: 6 }, (_, place) => inside[place % inside.length]);
    values[k] = index;
    return indices(values);
  };
  const compiled = jit(f as (x: Tensor, i: Tensor) => Tensor);

  test.each([n, n + 1, -1, -n, 100])('%d', (index) => {
    for (let k = 0; k < 6; k += 5) {
      const want = refusal(() => f(x, at(k, index)));
      expect(want).toMatchObject({ rule: 'every index must lie inside the axis', index: String(index) });
      expect(refusal(() => compiled(x, at(k, index)))).toEqual(want);
    }
    expect(x.data()[11]).toBe(11);
  });

  test('of bytes', () => {
    const i = op('cast')(at(5, 200), 'uint8');
    expect(refusal(() => compiled(x, i))).toMatchObject({ index: '200' });
  });
});

/** What else is refused eagerly, of integers `i`: some that are, and some that are not. */
const others: readonly (readonly [string, readonly number[], readonly number[], Indexing])[] = [
  ['updateAt, repeated rows', [2, 0, 2], [2, 0, 1], (y, i) => updateAt(y, i, zeros([3, 4]))],
  ['updateAt, repeated columns', [1, 3, 3], [1, 3, 2], (y, i) => updateAt(y, i, zeros([3, 3]), 1)],
  ['updateAt, in a loop', [1, 1, 2], [1, 0, 2], (y, i) => (scanned((c: Tensor, row: Tensor) => [updateAt(c, row, zeros([3, 4])), row], y, reshape(i, [1, 3])) as readonly Tensor[])[0]], // prettier-ignore
  ['pow', [2, 0, -3], [2, 0, 3], (_, i) => op('pow')(tensor([2, -1, 3], 'int32'), i)],
  ['pow of a number', [-1, 0, 1], [1, 0, 1], (_, i) => op('pow')(2, i)],
  ['pow, by element of a row', [-1, 0, 1], [1, 0, 1], (y, i) => sum(op('pow')(op('cast')(reshape(y, [4, 3]), 'int32'), i) as Tensor)], // prettier-ignore
  ['pow of what was computed', [0, 5, 1], [0, 4, 1], (_, i) => op('pow')(i, op('sub')(4, i))],
];

describe.each(others)('%s', (_name, bad, good, f) => {
  const integers = (values: readonly number[]): Tensor => tensor([...values], 'int32') as Tensor;
  const compiled = jit((y: Tensor, i: Tensor) => ({ before: add(y, 1), found: f(y, i) as Tensor }), {
    donate: [0],
  });

  test('is refused as it is eagerly, and donated arguments stay', () => {
    const given = add(x, 0) as Tensor;
    const want = refusal(() => f(x, integers(bad)));
    expect(want).toMatchObject({ rule: expect.stringMatching(/must differ|is a fraction/) });
    const got = refusal(() => compiled(given, integers(bad)));
    expect({ ...(got as object), index: 0 }).toEqual({ ...(want as object), index: 0 });
    expect(given.data()).toEqual(x.data());
    const { found } = compiled(given, integers(good));
    expect(found.toArray()).toEqual((f(x, integers(good)) as Tensor).toArray());
  });
});

test('messages of what a run refuses', () => {
  const i = tensor([2, 0, 2], 'int32') as Tensor;
  const update = (y: Tensor, at: Tensor): Tensor => updateAt(y, at, zeros([3, 4])) as Tensor;
  expect(() => update(x, i)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: updateAt: the indices must differ.
      indices: int32[3]   2 more than once
    Expected each index at most once. To add values up at repeated indices, use scatterAdd.]
  `);
  expect(() => jit(update)(x, i)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: update: the indices must differ.
      indices: 2 more than once
    Expected each index at most once. To add values up at repeated indices, use scatterAdd.]
  `);
  const raised = (y: Tensor): Tensor => op('pow')(y, op('neg')(y)) as Tensor;
  expect(() => jit(raised)(i)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: raised: an integer to a negative power is a fraction.
      y: -2 among them
    Expected a float tensor, or exponents of at least 0.]
  `);
});

test('the branch that is not taken is refused nothing', () => {
  const f = jit((n: Tensor<[], 'int32'>) =>
    cond(
      less(n, 0),
      () => tensor(0, 'int32'),
      () => pow(2, n),
    ),
  );
  expect([f(tensor(-1, 'int32')).item(), f(tensor(5, 'int32')).item()]).toEqual([0, 32]);
});

describe('what a program gave is checked as what lies on the heap', () => {
  const same = jit((y: Tensor) => add(y, 0) as Tensor);
  const given = (of: (k: number) => number): Tensor => {
    const values = Array.from({ length: 40 }, (_, k) => of(k));
    return same(tensor(values, 'int32') as Tensor);
  };

  test.each<[string, (i: Tensor) => unknown, Tensor]>([
    ['updateAt: the indices must differ', (i) => updateAt(zeros([40]), i, zeros([40])), given(() => 1)],
    ['take: every index must lie inside the axis', (i) => take(x, i), given((k) => k)],
    ['pow: an integer to a negative power is a fraction', (i) => op('pow')(i, i), given((k) => -k)],
  ])('%s', (message, f, i) => {
    expect(() => f(i)).toThrow(message);
  });
});

test('rows of a table that are read more than once, longer than what is written out at a time', () => {
  for (const [rows, columns] of [
    [4, 48],
    [17, 65],
    [51, 38],
    [3, 7],
  ]) {
    const table = reshape(arange(rows * columns), [rows, columns]) as Tensor;
    const at = tensor(
      Array.from({ length: rows }, (_, k) => (7 * k + 1) % rows),
      'int32',
    ) as Tensor;
    const f = (y: Tensor, i: Tensor): readonly Tensor[] => {
      const taken = take(y, i) as Tensor;
      const squares = mul(taken, taken) as Tensor;
      return [squares, sub(squares, taken) as Tensor];
    };
    const [got, want] = [jit(f), f].map((g) => g(table, at).map((y) => y.toArray()));
    expect(got).toEqual(want);
  }
});
