// Calls of contract: batch, row, column and summed labels in any order, any of them missing, and x with itself.
import fc from 'fast-check';
import { contractPrimitive } from './contract.ts';
import { plain, samples, type Samples } from './vocabulary.samples.ts';

const dtypes = fc.constantFrom('float32' as const, 'float64' as const, 'int32' as const);
const labels = 'abcdef';
const size = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
/** Which operands and whether the output have a label: batch, summed, row or column. */
const role = fc.constantFrom('xyo', 'xy', 'xo', 'yo');
const shuffled = (text: string): fc.Arbitrary<string> =>
  fc.shuffledSubarray([...text], { minLength: text.length }).map((parts) => parts.join(''));

export const contractSamples: readonly Samples[] = [
  samples(
    contractPrimitive,
    fc.oneof(
      fc.tuple(fc.array(fc.tuple(role, size), { maxLength: 4 }), dtypes).chain(([roles, dtype]) => {
        const having = (mark: string): string =>
          [...labels].filter((_, i) => roles[i]?.[0].includes(mark)).join('');
        return fc
          .tuple(shuffled(having('x')), shuffled(having('y')), shuffled(having('o')))
          .map(([x, y, out]) => {
            const shapeOf = (own: string): number[] =>
              [...own].map((label) => roles[labels.indexOf(label)][1]);
            return { inputs: [plain(shapeOf(x), dtype), plain(shapeOf(y), dtype)], params: { x, y, out } };
          });
      }),
      dtypes.map((dtype) => ({
        inputs: [plain([3, 4], dtype), { ...plain([3, 4], dtype), same: 0 }],
        params: { x: 'ab', y: 'cb', out: 'ca' },
      })),
    ),
  ),
];
