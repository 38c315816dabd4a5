// Programs by structure rather than arithmetic, in every dtype, bit by bit: views of views, overlapping windows, empty
// tensors and tensors of one element, many axes, indices and sorting; outputs that are inputs, constants, or one another.
import type { DType, Tensor } from '@cotangent/tensor';
import { sizeOf } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';
import { denseOf, numbersOf } from '../src/debug/numbers.ts';
import { op } from './differential/ops.ts';

type Shape = readonly number[];
type Pick = (n: number) => number;
type Move = (x: Tensor, pick: Pick) => Tensor;

const dtypes: readonly DType[] = ['float32', 'float64', 'int32', 'uint8', 'bool'];
const mostElements = 600;

function whole(shape: Shape, dtype: DType, pick: Pick): Tensor {
  const numbers = Array.from({ length: sizeOf(shape) }, () => pick(dtype === 'bool' ? 2 : 7) - (dtype === 'uint8' || dtype === 'bool' ? 0 : 3)); // prettier-ignore
  return denseOf(numbers, dtype, shape) as Tensor;
}

/** Any of the ops by name; what does not fit throws, and is left out. */
const call = (name: string, ...args: readonly unknown[]): Tensor => op(name)(...args);

const fill = (x: Tensor, pick: Pick): unknown => (x.dtype === 'bool' ? pick(2) === 1 : pick(3));
const moves: readonly Move[] = [
  (x, pick) => call('flip', x, pick(x.rank)),
  (x, pick) => call('permute', x, shuffled(x.rank, pick)),
  (x, pick) => call('pad', x, x.shape.map(() => [pick(3), pick(2)]), fill(x, pick)), // prettier-ignore
  (x, pick) => call('slice', x, x.shape.map((n) => pick(Math.min(n, 2) + 1)), x.shape, x.shape.map(() => 1 + pick(3))), // prettier-ignore
  (x, pick) => call('windows', x, { axes: [pick(x.rank)], size: 1 + pick(3), stride: 1 + pick(2), dilation: 1 + pick(2) }), // prettier-ignore
  (x) => call('reshape', x, [-1]),
  (x) =>
    call(
      'reshape',
      x,
      x.shape.flatMap((n) => (n % 2 === 0 && n > 0 ? [2, n / 2] : [n])),
    ),
  (x) => call('reshape', x, [...x.shape.slice(0, -2), x.shape.slice(-2).reduce((a, b) => a * b, 1)]),
  (x, pick) => call('broadcastTo', x, [1 + pick(3), ...x.shape]),
  (x, pick) =>
    call('reshape', x, [...x.shape.slice(0, pick(x.rank + 1)), 1, ...x.shape.slice(pick(x.rank + 1))]),
  (x, pick) => call('concat', [x, call('flip', x, 0), x], pick(x.rank)),
  (x, pick) => call('take', x, indices(pick), pick(x.rank)),
  (x, pick) => call('argsort', x, pick(x.rank), { descending: pick(2) === 1 }),
  (x, pick) => call('sum', x, pick(x.rank)),
  (x, pick) => call('max', x, pick(x.rank)),
  (x, pick) => call('argmin', x, pick(x.rank)),
  (x, pick) => call('cumsum', x, pick(x.rank), { reverse: pick(2) === 1 }),
  (x) => call('add', x, call('flip', x, 0)),
  (x) => call('neg', x),
  (x) => call('mul', x, x),
  (x, pick) => call('cast', x, dtypes[pick(dtypes.length)]),
  (x, pick) => call('equal', x, fill(x, pick)),
  (x) => call('where', call('equal', x, call('flip', x, 0)), x, call('flip', x, x.rank - 1)),
  (x) => call('einsum', '...i,...i->...', x, call('flip', x, x.rank - 1)),
  (x) => call('matmul', x, call('permute', x, [...x.shape.keys()].map((k, _, all) => (k < all.length - 2 ? k : all.length * 2 - 3 - k)))), // prettier-ignore
  (x, pick) => {
    const options = { axes: [pick(x.rank)], size: 2 + pick(2), stride: 1 + pick(3), dilation: 1 + pick(2) };
    const n = x.shape[options.axes[0]];
    return call('fold', call('windows', x, options), { ...options, sizes: [n + pick(2)] });
  },
];

const indices = (pick: Pick): Tensor => whole([2, 2], 'uint8', (n) => pick(Math.min(n, 2)));

function shuffled(n: number, pick: Pick): number[] {
  const rest = Array.from({ length: n }, (_, k) => k);
  return Array.from({ length: n }, () => rest.splice(pick(rest.length), 1)[0]);
}

/** Choices read off a list, over and over. */
function picker(numbers: readonly number[]): Pick {
  let at = 0;
  return (n) => (n <= 1 ? 0 : numbers[at++ % numbers.length] % n);
}

interface Drawn {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly steps: readonly (readonly [move: number, from: number, numbers: readonly number[]])[];
  readonly outputs: readonly number[];
}

/** The values of a program, those steps left out that do not fit. `run` remembers which. */
function valuesOf({ steps }: Drawn, x: Tensor, fits: boolean[]): readonly Tensor[] {
  const values = [x];
  steps.forEach(([move, from, numbers], k) => {
    if (fits[k] === false) return;
    const at = values.length - 1 - (from % values.length);
    try {
      const y = moves[move](values[at], picker(numbers));
      fits[k] = y.size <= mostElements;
      if (fits[k]) values.push(y);
    } catch (error) {
      if (fits[k]) throw error;
      fits[k] = false;
    }
  });
  return values;
}

const drawn = fc.noBias(
  fc.record({
    shape: fc.array(fc.constantFrom(0, 1, 1, 2, 3, 4, 5, 8), { maxLength: 4, size: 'max' }),
    dtype: fc.constantFrom(...dtypes),
    steps: fc.array(
      fc.tuple(fc.nat(moves.length - 1), fc.nat(3), fc.array(fc.nat(0xffff), { minLength: 12, maxLength: 12, size: 'max' })), // prettier-ignore
      { minLength: 1, maxLength: 9, size: 'max' },
    ),
    outputs: fc.array(fc.nat(20), { maxLength: 6, size: 'max' }),
  }),
);

test('programs of movement give the same bits', { timeout: 120_000 }, () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, (program) => {
      const fits: boolean[] = [];
      const x = whole(program.shape, program.dtype, picker([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]));
      const f = (y: Tensor): readonly Tensor[] => {
        const values = valuesOf(program, y, fits);
        return [values[values.length - 1], ...program.outputs.map((at) => values[at % values.length])];
      };
      const want = f(x);
      made += fits.filter(Boolean).length;
      const got = jit(f)(x);
      want.forEach((y, k) => {
        expect([got[k].dtype, got[k].shape]).toEqual([y.dtype, y.shape]);
        expect(numbersOf(got[k])).toEqual(numbersOf(y));
      });
    }),
    {
      numRuns: Number(process.env['STRUCTURE_CASES'] ?? 300),
      seed: Number(process.env['STRUCTURE_SEED'] ?? 1),
    },
  );
  expect(made).toBeGreaterThan(500);
});
