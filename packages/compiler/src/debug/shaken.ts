// How far two correct evaluations of one graph may be apart. The graph is evaluated again and again by the reference
// kernels, every result shaken by as much as rounding explains there: what the outputs do then is what rounding can do
// to them, decisions that it turns included.
import type { Tensor } from '@cotangent/tensor';
import { isFloat, type DenseTensor, type Spec } from '@cotangent/tensor/extend';
import type { Graph } from '../graph/graph.ts';
import { evaluate, type Visit } from '../graph/evaluate.ts';
import { roundingOf } from './rounding.ts';
import { denseOf, largest, numbersOf } from './numbers.ts';

/** The largest whole number up to which all are exact. */
const mostWhole = { float32: 2 ** 24, float64: 2 ** 53 } as const;
const unit = { float32: 2 ** -23, float64: 2 ** -52 } as const;

/** Whether all numbers on the way are whole and small, so that nothing is ever rounded, in whatever order. */
export function isExact(graph: Graph, inputs: readonly DenseTensor[]): boolean {
  let exact = true;
  evaluate(graph, inputs, (call, given, made) => {
    for (const y of made) {
      const { dtype } = y as Spec;
      if (dtype !== 'float32' && dtype !== 'float64') continue;
      const rounding = roundingOf(call, given, y);
      /** At least the sum of all magnitudes, where there is one. */
      const sums = (at: number): number => (2 * rounding(at)) / unit[dtype];
      exact &&= numbersOf(y).every(
        (value, at) => Number.isInteger(value) && Math.abs(value) + sums(at) <= mostWhole[dtype],
      );
    }
    return made;
  });
  return exact;
}

/** By output and element: how far another evaluation may be from `want`. */
export function boundOf(
  graph: Graph,
  inputs: readonly DenseTensor[],
  want: readonly (Tensor | DenseTensor)[],
  times: number,
): readonly Float64Array[] {
  const bounds = want.map((y) => new Float64Array(y.size));
  const values = want.map(numbersOf);
  const shake = shaking();
  for (let k = 0; k < times; k++) {
    evaluate(graph, inputs, shake).forEach((y, slot) =>
      numbersOf(y).forEach((value, at) => {
        bounds[slot][at] = Math.max(bounds[slot][at], 4 * Math.abs(value - values[slot][at]));
      }),
    );
  }
  want.forEach((y, slot) => {
    const { dtype } = y;
    if (dtype !== 'float32' && dtype !== 'float64') return;
    const most = largest(values[slot]);
    bounds[slot].forEach((bound, at) => (bounds[slot][at] = bound + 2 * unit[dtype] * most));
  });
  return bounds;
}

/** Adds to every result as much as rounding explains there, at random. */
export function shaking(): Visit {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 31 - 1;
  };
  return (call, given, made) =>
    made.map((y) => {
      const { dtype, shape } = y as Spec;
      if (!isFloat(dtype)) return y;
      const rounding = roundingOf(call, given, y);
      const shaken = numbersOf(y).map((value, at) => value + random() * rounding(at));
      return denseOf(shaken, dtype, shape);
    });
}
