// Element by element, how close two tensors are: the worst element, and how many are too far off.
import type { Tensor } from '@cotangent/tensor';

/** How close is close: `|received - expected| ≤ absolute + relative · |expected|`. */
export interface TensorCloseness {
  /** 1e-5 unless given. */
  readonly relative?: number;
  /** 1e-8 unless given. */
  readonly absolute?: number;
}

/** The element that is furthest beyond its tolerance. */
export interface WorstElement {
  readonly index: readonly number[];
  readonly received: number;
  readonly expected: number;
  readonly allowed: number;
  /** How many elements are too far off. */
  readonly wrong: number;
}

/** Compares two tensors of one shape; NaN is close to NaN, an infinity to itself. `undefined` if they are empty. */
export function worstElement(
  received: Tensor,
  expected: Tensor,
  { relative = 1e-5, absolute = 1e-8 }: TensorCloseness,
): WorstElement | undefined {
  const [a, b] = [received.data(), expected.data()];
  let [worst, excess, wrong] = [0, -Infinity, 0];
  for (let i = 0; i < a.length; i++) {
    const gap = Object.is(a[i] + 0, b[i] + 0) ? 0 : Math.abs(a[i] - b[i]);
    const allowed = Number.isFinite(b[i]) ? absolute + relative * Math.abs(b[i]) : 0;
    const beyond = Number.isNaN(gap) ? Infinity : gap - allowed;
    if (beyond > 0) wrong++;
    if (beyond > excess) [worst, excess] = [i, beyond];
  }
  if (a.length === 0) return undefined;
  const target = b[worst];
  const allowed = absolute + relative * Math.abs(target);
  return { index: indexOf(worst, received.shape), received: a[worst], expected: target, allowed, wrong };
}

/** The index of the element at `position` in row-major order. */
function indexOf(position: number, shape: readonly number[]): number[] {
  const index = shape.map(() => 0);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}
