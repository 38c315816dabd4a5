// A contraction as its definition says it, one product after another.
import type { Contraction } from './spec.ts';

/** Something of each tensor: a, b, out, then the epilogue's operands. */
type Each = readonly number[];

/** Strides in elements of a, b, out and operands along each axis, with 0 for out where an axis is summed. */
export function stridesOf({ axes }: Contraction, operands: readonly Each[] = []): Each[] {
  return axes.map(({ a, b, out }, k) => [a, b, out ?? 0, ...operands.map((strides) => strides[k])]);
}

/**
 * Calls `visit` for each result, with the sum and the places of all `tensors` there; `product` is given places in a
 * and b.
 */
export function naive(
  spec: Contraction,
  strides: readonly Each[],
  tensors: number,
  product: (a: number, b: number) => number,
  visit: (sum: number, places: Each) => void,
): void {
  const { axes, dtype } = spec;
  const kept = axes.flatMap(({ out }, k) => (out === null ? [] : [k]));
  const summed = axes.flatMap(({ out }, k) => (out === null ? [k] : []));
  const step = (places: Each, axis: number, by: number): Each =>
    places.map((place, tensor) => place + by * strides[axis][tensor]);
  /** A sum starts from 0, so it is never -0. */
  const total = (depth: number, a: number, b: number): number => {
    if (depth === summed.length) return 0 + product(a, b);
    const axis = summed[depth];
    let sum = 0;
    for (let k = 0; k < axes[axis].size; k++) {
      sum += total(depth + 1, a + k * strides[axis][0], b + k * strides[axis][1]);
    }
    return dtype === 'int32' ? Math.trunc(sum) | 0 : sum;
  };
  const walk = (depth: number, places: Each): void => {
    if (depth === kept.length) return visit(total(0, places[0], places[1]), places);
    for (let k = 0; k < axes[kept[depth]].size; k++) walk(depth + 1, step(places, kept[depth], k));
  };
  walk(
    0,
    Array.from({ length: tensors }, () => 0),
  );
}
