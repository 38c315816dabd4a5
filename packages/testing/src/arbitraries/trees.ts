// Trees of anything: what functions of parameters take and return.
import type { TreeOf } from '@cotangent/tensor';
import fc from 'fast-check';

/** Which trees to draw. */
export interface TreeOptions {
  /** How many objects and arrays may lie in each other; 3 unless given. */
  readonly maxDepth?: number;
  /** How many children an object or array may have; 3 unless given. */
  readonly maxWidth?: number;
}

const key = fc.oneof(
  fc.constantFrom('w', 'b', 'conv1', 'layers', '0', 'a.b'),
  fc.string({ maxLength: 3 }).filter((name) => name !== '__proto__'),
);

/**
 * Trees with drawn leaves: a leaf alone, empty branches and keys that need quotes among them. They shrink to leaves.
 * @example trees(tensors({ shape: [2] })); // such as { w: Tensor<[2]>, layers: [Tensor<[2]>] }
 */
export function trees<L>(
  leaf: fc.Arbitrary<L>,
  { maxDepth = 3, maxWidth = 3 }: TreeOptions = {},
): fc.Arbitrary<TreeOf<L>> {
  return fc.letrec<{ tree: TreeOf<L> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: maxWidth }),
      fc.dictionary(key, tie('tree'), { maxKeys: maxWidth, noNullPrototype: true }),
    ),
  })).tree;
}
