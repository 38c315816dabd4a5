// Broadcasting to a given shape, which only stretches: the second half of every broadcast.
// Twins of their own because here the roles differ: `x` may be 1 where `shape` is not, but not the other way.
import { complain, showList, showSpec } from '../base/error.ts';
import { axisFromEnd, fitsTo } from './broadcast.ts';
import type { Certain, Plain, Problem, Shape, Show, Spec } from './dim.ts';

const toRule = 'x must broadcast to shape';
const sizeRule = 'sizes must be whole and not negative';

/**
 * The result of broadcasting a shape to `T`: `[...s] → [...t]`.
 *
 * @example
 * type Rows = BroadcastTo<[3], [2, 3]>; // [2, 3]
 */
export type BroadcastTo<_S extends Shape, T extends Shape> = Plain<T>;

/** `unknown`, or the sentence if `S` certainly does not broadcast to `T`. */
export type BroadcastToProblem<
  Op extends string,
  S extends Shape,
  T extends Shape,
> = number extends T['length']
  ? unknown
  : Short<Certain<S>, Certain<T>> extends false
    ? [Extract<`${Certain<T>[number]}`, `-${string}`>] extends [never]
      ? unknown
      : Problem<`${Op}: ${typeof sizeRule}. x: ${Show<Certain<S>>}, shape: ${Show<Certain<T>>}`>
    : Problem<`${Op}: ${typeof toRule}. x: ${Show<Certain<S>>}, shape: ${Show<Certain<T>>}`>;

/** `true` if some axis of `S`, counted from the last, is certainly neither 1 nor that of `T`. */
type Short<S extends Shape, T extends Shape> = S extends readonly [...infer LeadS extends Shape, infer LastS]
  ? T extends readonly [...infer LeadT extends Shape, infer LastT]
    ? number extends LastS | LastT
      ? Short<LeadS, LeadT>
      : LastS extends 1 | LastT
        ? Short<LeadS, LeadT>
        : LastS extends string
          ? LastT extends 1
            ? Short<LeadS, LeadT>
            : true
          : true
    : T extends readonly []
      ? true
      : false
  : false;

/**
 * Throws unless `x` broadcasts to `shape`: `shape` is made of sizes, and every axis of `x`, counted from the last, is
 * that of `shape` or 1.
 *
 * @example
 * checkBroadcastTo('broadcastTo', zeros([3, 1]), [2, 3, 4]);
 */
export function checkBroadcastTo(op: string, x: Spec, shape: readonly number[]): void {
  const rank = x.shape.length;
  for (let k = 1; k <= rank; k++) {
    const n = x.shape[rank - k];
    const target = shape[shape.length - k];
    if (n === target || (n === 1 && target !== undefined)) continue;
    complain({
      op,
      rule: toRule,
      got: {
        x: `${showSpec(x)}   ${axisFromEnd(k)} ${n}`,
        shape:
          showList(shape) +
          (target === undefined ? `   rank ${shape.length}` : `   ${axisFromEnd(k)} ${target}`),
      },
      argument: 'shape',
      expected:
        target === undefined
          ? `a shape of rank ${rank} or more`
          : 'axes of x counted from the last to be those of shape or 1',
      hint: fitsTo([...x.shape, 1], shape)
        ? 'To repeat x along the last axis, pass expandDims(x, -1).'
        : undefined,
    });
  }
  if (shape.every((n) => Number.isSafeInteger(n) && n >= 0)) return;
  complain({
    op,
    rule: sizeRule,
    got: { x: showSpec(x), shape: showList(shape) },
    argument: 'shape',
    expected: 'whole sizes, 0 or more',
  });
}
