// Shapes, and shapes that broadcast with each other; they shrink toward fewer axes and smaller sizes.
import { sizeOf } from '@cotangent/tensor/extend';
import fc from 'fast-check';

/** Which shapes to draw. */
export interface ShapeOptions {
  /** 0 unless given. */
  readonly minRank?: number;
  /** 3 unless given. */
  readonly maxRank?: number;
  /** The largest size of an axis; 4 unless given. */
  readonly maxDim?: number;
  /** The largest number of elements; unbounded unless given. */
  readonly maxSize?: number;
  /** Whether some axes have size 0; they have unless told otherwise. */
  readonly empty?: boolean;
}

/**
 * Shapes of tensors: rank 0, size-1 axes and, now and then, empty ones among them.
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(shapes({ maxRank: 2 }), (shape) => zeros(shape).rank <= 2));
 */
export function shapes(options: ShapeOptions = {}): fc.Arbitrary<readonly number[]> {
  const { minRank = 0, maxRank = 3, maxDim = 4, maxSize = Infinity, empty = true } = options;
  const dim = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: maxDim }) },
    { weight: empty ? 1 : 0, arbitrary: fc.constant(0) },
  );
  return fc
    .array(dim, { minLength: minRank, maxLength: maxRank, size: 'max' })
    .filter((shape) => sizeOf(shape) <= maxSize);
}

/**
 * `count` shapes that broadcast together: axes are left out at the front or have size 1.
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(broadcastableShapes(2), ([a, b]) => add(zeros(a), zeros(b)).size >= 0));
 */
export function broadcastableShapes(
  count: number,
  options: ShapeOptions = {},
): fc.Arbitrary<readonly (readonly number[])[]> {
  const { minRank = 0 } = options;
  return shapes(options).chain((full) => {
    const one = fc
      .record({
        dropped: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: full.length - minRank })),
        stretched: fc.oneof(fc.constant<number[]>([]), fc.subarray([...full.keys()])),
      })
      .map(({ dropped, stretched }) =>
        full.map((n, axis) => (stretched.includes(axis) ? 1 : n)).slice(dropped),
      );
    return fc.array(one, { minLength: count, maxLength: count });
  });
}
