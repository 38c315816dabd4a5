// Updates in place: random steps called over and over. What goes in are results of the last call, in any order and more
// than once, older ones, and fresh tensors; what was not donated is read at the end. The same program without donation,
// on copies, must give the same bits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, concat, cumsum, flip, matmul, max, maximum, mul, permute, slice, stack, sub, sum, take, tensor, where, less, reshape, tanh, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { dense } from '@cotangent/tensor/extend';
import { jit } from '../src/index.ts';

type Square = Tensor<[6, 6]>;
type Binary = (x: Square, y: Square) => Tensor;

const order = tensor([5, 0, 3, 1, 2, 4], 'int32');
/** Elementwise, in another order, over all of a row: what may be done in place, and what must not. */
const operations: readonly Binary[] = [
  (x, y) => add(x, y),
  (x, y) => sub(x, mul(y, 0.5)),
  (x) => tanh(x),
  (x) => flip(x, 0),
  (x, y) => add(x, flip(y, 1)),
  (x) => permute(x, [1, 0]),
  (x, y) => mul(x, permute(y, [1, 0])),
  (x, y) => tanh(matmul(x, y)),
  (x) => tanh(cumsum(x, 0)),
  (x, y) => sub(x, sum(y, 1, { keepDims: true })),
  (x, y) => maximum(x, max(y, 0)),
  (x) => concat([slice(x, [2]), slice(x, [0], [2])], 0),
  (x, y) => where(less(x, y), y, mul(x, 0.5)),
  (x) => take(x, order, 0),
  (x, y) => reshape(slice(reshape(stack([x, y]), [72]), [18], [54]), [6, 6]),
  (x, y) => add(mul(x, 0.5), slice(y, [0], [1])),
];

interface Drawn {
  /** Operations on two values, which are the arguments and what was made before. */
  readonly calls: readonly (readonly [operation: number, x: number, y: number])[];
  readonly outputs: readonly number[];
  readonly donate: readonly number[];
}

const count = 3;

function stepOf({ calls, outputs }: Drawn): (...xs: Square[]) => readonly Square[] {
  return (...xs) => {
    const values = [...xs];
    for (const [operation, x, y] of calls)
      values.push(operations[operation](values[x % values.length], values[y % values.length]) as Square);
    return outputs.map((at) => values[values.length - 1 - (at % values.length)]);
  };
}

const square = (values: Float32Array<ArrayBuffer>): Square =>
  dense(values, 'float32', [6, 6] as const) as Tensor as Square;
const copyOf = (x: Square): Square => square(x.data());
const bits = (x: Square): string => Array.from(x.data(), (v) => (Object.is(v, -0) ? '-0' : v)).join();

const drawn = fc.noBias(
  fc.record({
    calls: fc.array(fc.tuple(fc.nat(operations.length - 1), fc.nat(100), fc.nat(100)), { minLength: 1, maxLength: 8, size: 'max' }), // prettier-ignore
    outputs: fc.array(fc.nat(100), { minLength: 1, maxLength: 5, size: 'max' }),
    donate: fc.subarray([0, 1, 2], { minLength: 1 }),
    choices: fc.array(fc.nat(0xffff), { minLength: 60, maxLength: 60, size: 'max' }),
  }),
);

test('donation changes no bit of what is still there', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(drawn, ({ choices, ...own }) => {
      const step = stepOf(own);
      const [inPlace, plain] = [jit(step, { donate: own.donate }), jit(step)];
      let next = 0;
      const below = (n: number): number => choices[next++ % choices.length] % n;
      /** What can go in, and copies of it. */
      const alive = new Map<Square, Square>();
      const fresh = (): Square => {
        const values = Float32Array.from({ length: 36 }, () => below(17) / 8 - 1);
        const x = square(values);
        alive.set(x, copyOf(x));
        return x;
      };
      let last: readonly Square[] = [];
      for (let round = 0; round < 8; round++) {
        const args = Array.from({ length: count }, () => {
          const from = below(5);
          if (from === 0 || alive.size === 0) return fresh();
          const pool = from === 1 || last.length === 0 ? [...alive.keys()] : last;
          return pool[below(pool.length)];
        });
        const want = plain(...args.map((x) => alive.get(x) as Square)).map(copyOf);
        const got = inPlace(...args);
        for (const i of own.donate) alive.delete(args[i]);
        got.forEach((y, k) => alive.set(y, want[k]));
        last = got;
        const [x, copy] = [...alive][below(alive.size)];
        expect(below(3) > 0 || bits(x) === bits(copy)).toBe(true);
      }
      for (const [x, copy] of alive) expect(bits(x)).toBe(bits(copy));
    }),
    { numRuns: Number(process.env['DONATION_CASES'] ?? 150), seed: 1 },
  );
});

describe('an index out of bounds', () => {
  const f = jit(
    (x: Tensor<[20]>, y: Tensor<[20]>, i: Tensor<[20], 'int32'>) => [add(x, 1), take(y, i)] as const,
    {
      donate: [0, 1],
    },
  );
  const none = tensor(new Array<number>(20).fill(0), 'int32') as Tensor as Tensor<[20], 'int32'>;
  const wrong = tensor(new Array<number>(20).fill(20), 'int32') as Tensor as Tensor<[20], 'int32'>;
  const filled = (value: number): Tensor<[20]> =>
    tensor(new Array<number>(20).fill(value)) as Tensor as Tensor<[20]>;

  test('leaves donated arguments as they were, wherever they are', () => {
    const [a, b] = f(filled(1), filled(5), none);
    expect(() => f(a, b, wrong)).toThrow('every index must lie inside the axis');
    expect([a, b].map((x) => x.data()[19])).toEqual([2, 5]);
    const [c, d] = f(a, b, none);
    expect(() => f(d, c, wrong)).toThrow('every index must lie inside the axis');
    expect([c, d].map((x) => x.data()[19])).toEqual([3, 5]);
  });
});
