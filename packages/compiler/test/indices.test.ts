// Indices in compiled programs: one outside of its axis is the error it is eagerly, though another element may lie at that
// place of the memory, and arguments stay usable.
import { describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import { add, arange, CotangentError, reshape, sum, tensor, zeros, type Tensor } from '@cotangent/tensor';
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
