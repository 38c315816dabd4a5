// One tensor in two layouts: copies in row-major order and views of other memory, which ops must not tell apart.
import type { Tensor } from '@cotangent/tensor';
import { allocate, dense, rowMajor } from '@cotangent/tensor/extend';
import fc from 'fast-check';

/** Two tensors of the same values. */
export interface Viewed {
  /** In row-major order. */
  readonly plain: Tensor;
  /** Laid out in a way that views can be. */
  readonly view: Tensor;
}

interface Layout {
  readonly order: readonly number[];
  readonly backwards: readonly boolean[];
  readonly step: readonly number[];
  readonly slack: readonly number[];
  readonly stretched: readonly number[];
  readonly start: number;
}

/** What stands in memory where no element is: nobody may read it. */
const garbage = 77;

/**
 * `x` as a view, beside a copy: axes in another order in memory, some of them backwards, with gaps, and from an offset
 * on. Along some axes the first slice stands for all, under stride 0, in the view and in the copy.
 * @example
 * import fc from 'fast-check';
 * fc.assert(
 *   fc.property(tensors({ shape: [2, 3] }).chain(views), ({ plain, view }) => String(neg(plain)) === String(neg(view))),
 * );
 */
export function views(x: Tensor): fc.Arbitrary<Viewed> {
  const axes = [...x.shape.keys()];
  const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: axes.length, maxLength: axes.length });
  return fc
    .record({
      order: fc.shuffledSubarray(axes, { minLength: axes.length }),
      backwards: each(fc.boolean()),
      step: each(fc.integer({ min: 1, max: 3 })),
      slack: each(fc.integer({ min: 0, max: 2 })),
      stretched: fc.oneof(fc.constant([]), fc.subarray(axes)),
      start: fc.integer({ min: 0, max: 3 }),
    })
    .map((layout) => layOut(x, layout));
}

function layOut(x: Tensor, { order, backwards, step, slack, stretched, start }: Layout): Viewed {
  const { dtype, size } = x;
  const shape: readonly number[] = Object.freeze([...x.shape]);
  const strides = shape.map(() => 0);
  let room = 1;
  let offset = start;
  for (const axis of order) {
    if (stretched.includes(axis)) continue;
    const stride = room * step[axis];
    room = stride * shape[axis] + slack[axis];
    strides[axis] = backwards[axis] ? -stride : stride;
    if (backwards[axis] && shape[axis] > 0) offset += stride * (shape[axis] - 1);
  }
  const memory = allocate(dtype, start + room + 1).fill(dtype === 'bool' ? 1 : garbage);
  const source = x.data();
  const plain = allocate(dtype, size);
  const own = rowMajor(shape);
  for (let i = 0; i < size; i++) {
    const index = shape.map((n, axis) => Math.floor(i / own[axis]) % n);
    const first = index.reduce((sum, at, axis) => sum + (stretched.includes(axis) ? 0 : at * own[axis]), 0);
    plain[i] = source[first];
    memory[index.reduce((sum, at, axis) => sum + at * strides[axis], offset)] = source[first];
  }
  return {
    plain: dense(plain, dtype, shape) as Tensor,
    view: dense(memory, dtype, shape, strides, offset) as Tensor,
  };
}
