// What every reduction is made of: its state, and the ways across the lanes of a vector, where what does not count is made
// neutral and what belongs together is combined.
import type { DType } from '@cotangent/tensor';
import type { Reduction } from '../loops/kernel.ts';
import type { Code, Local } from '../wasm/code.ts';
import { lanesOf4, pushConstant, type Lanes } from './lanes.ts';

/** The state of a reduction in locals. */
export interface Accumulator {
  readonly locals: readonly Local[];
  start(): void;
  /** Takes the value from the stack, and above it the position where the reduction wants one; the first `count` lanes. */
  take(count: number): void;
  /** Takes what another one of the same kind has. */
  join(other: Accumulator): void;
  /** Takes a vector in two halves, each of which `push` pushes as the first two lanes, where that is less work. */
  takeHalves?(push: (half: 0 | 1) => void): void;
  /** Makes the results: where lanes belong together, all of them hold them then. */
  finish(): void;
  readonly value: Local;
  readonly position: Local;
  release(): void;
}

/** The vectors that hold a dtype. */
export const shapeOf = (dtype: DType): string =>
  dtype === 'float64' ? 'f64x2' : dtype === 'float32' ? 'f32x4' : 'i32x4';

/** What changes no result of a reduction. */
export function neutral(reduction: Reduction, dtype: DType): number {
  if (reduction === 'sum') return 0;
  const least = reduction === 'max' || reduction === 'argmax';
  if (dtype === 'float32' || dtype === 'float64') return least ? -Infinity : Infinity;
  return least ? -2147483648 : 2147483647;
}

/** Replaces the lanes from `count` on by the neutral value; the vector is on the stack. */
export function onlyFirst(code: Code, count: number, lanes: Lanes, value: number, dtype: DType): void {
  if (count === lanes) return;
  const wide = dtype === 'float64' ? 2 : 1;
  pushConstant(code, value, dtype);
  code.v128(Int32Array.from([0, 1, 2, 3], (lane) => -Number(lane < count * wide))).op('v128.bitselect');
}

/** Combines the lanes of `vector` into all of them. */
export function spread(code: Code, vector: Local, lanes: Lanes, dtype: DType, combine: () => void): void {
  const turns = dtype === 'float64' ? [[2, 3, 0, 1]] : lanes === 4 ? [[2, 3, 0, 1], [1, 0, 3, 2]] : [[1, 0, 3, 2]]; // prettier-ignore
  for (const turn of turns) {
    code.get(vector).get(vector).get(vector).shuffle(lanesOf4(turn));
    combine();
    code.set(vector);
  }
}
