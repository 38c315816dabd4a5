// Trees for tests: every leaf a tensor that holds its number, keys that need quotes and integer keys among them.
import fc from 'fast-check';
import { dense } from '../core/dense.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Tree } from './types.ts';

/** A tensor of rank 0. */
export function leaf(value: number): Tensor<[], 'float32'> {
  return dense(new Float32Array([value]), 'float32', []) as Tensor as Tensor<[], 'float32'>;
}

/** Keys as people write them, and keys that are awkward. */
export const aKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('w', 'b', 'conv1', 'conv10', 'conv2', 'layers'),
  fc.constantFrom('', '0', '2', '10', 'a.b', 'x[0]', '"', 'constructor', 'a b', '\\'),
  fc.string({ maxLength: 3 }).filter((key) => key !== '__proto__'),
);

/** Trees of depth 0 to 4. */
export const aTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.integer({ min: -99, max: 99 }).map(leaf),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(aKey, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).tree;
