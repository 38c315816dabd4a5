// Where indexed elements lie: indices beside what they index, and new values beside their places.
// Types see only mistakes that are certain; at run time the ops also look at the indices themselves.
import type { DType } from '../base/dtype.ts';
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add, Compare } from './arithmetic.ts';
import type { At } from './axis.ts';
import type { Certain, Problem, Shape, Show, Spec } from './dim.ts';
import type { DTypeProblem, Unequal } from './expect.ts';

/** The rule for indices beside what they index. */
export const fitRule = 'the indices must have the rank of x, and no larger sizes along the other axes';
const placesRule = 'the new values must fit their places';
const dtypeRule = 'the new values must have the dtype of x';
/** The rule for new values in a box. */
export const insideRule = 'the new values must lie inside x';

/** The sentence for indices that certainly do not lie along the axis at key `K` of `S`, else `unknown`. */
export type FitProblem<Op extends string, S extends Shape, I extends Shape, K> =
  Larger<Certain<I>, Certain<S>, K> extends true
    ? Problem<`${Op}: ${typeof fitRule}. x: ${Show<Certain<S>>}, indices: ${Show<Certain<I>>}`>
    : unknown;
/** `true` if the ranks of certain shapes differ, or a size of `I` exceeds that of `S` at another key than `K`. */
type Larger<I extends Shape, S extends Shape, K> = number extends I['length'] | S['length']
  ? false
  : I['length'] extends S['length']
    ? true extends {
        [A in keyof I]: '?' extends K
          ? false
          : A extends K
            ? false
            : Compare<I[A], At<S, A>> extends '>'
              ? true
              : false;
      }[number]
      ? true
      : false
    : true;
/**
 * The sentence for new values, called `Name`, of shape `V` and dtype `DV` that certainly do not fit their places `P` in
 * a tensor of dtype `D`, else `unknown`.
 */
export type PlacesProblem<
  Op extends string,
  Name extends string,
  P extends Shape,
  V extends Shape,
  D extends DType,
  DV extends DType,
> =
  Unequal<Certain<P>, Certain<V>> extends true
    ? Problem<`${Op}: ${typeof placesRule}. ${Name}: ${Show<Certain<V>>}, places: ${Show<Certain<P>>}`>
    : DTypeProblem<Op, typeof dtypeRule, Name, V, DV, D>;
/** The sentence for a box of shape `V` at `B` that certainly does not lie inside `S`, else `unknown`. */
export type InsideProblem<
  Op extends string,
  S extends Shape,
  B extends Shape,
  V extends Shape,
  D extends DType,
  DV extends DType,
> =
  Outside<Certain<S>, Certain<B>, Certain<V>> extends true
    ? Problem<`${Op}: ${typeof insideRule}. x: ${Show<Certain<S>>}, start: ${Show<Certain<B>>}, values: ${Show<Certain<V>>}`>
    : DTypeProblem<Op, typeof dtypeRule, 'values', V, DV, D>;
type Outside<S extends Shape, B extends Shape, V extends Shape> =
  Compare<B['length'], S['length']> | Compare<V['length'], S['length']> extends '=' | '?'
  ? number extends S['length']
    ? false
    : true extends {
          [K in keyof S]: `${At<B, K>}` extends `-${string}`
            ? true
            : Compare<Add<At<B, K>, At<V, K>>, At<S, K>> extends '>'
              ? true
              : false;
        }[number]
      ? true
      : false
  : true;

/**
 * Throws unless the new values, called `name`, have the dtype of `x`.
 * @example checkDType('updateAt', 'values', zeros([2]), ones([3]));
 */
export function checkDType(op: string, name: string, values: Spec, x: Spec): void {
  if (values.dtype === x.dtype) return;
  complain({
    op,
    rule: dtypeRule,
    got: { x: showSpec(x), [name]: showSpec(values) },
    argument: name,
    expected: `dtype ${x.dtype}`,
    hint: `Write cast(${name}, '${x.dtype}').`,
  });
}

/**
 * Throws unless the new values, called `name`, have the shape of their places.
 * @example checkPlaces('scatterAdd', 'updates', ones([3]), [3], 'one update for each index');
 */
export function checkPlaces(
  op: string,
  name: string,
  values: Spec,
  places: readonly number[],
  expected: string,
): void {
  const { shape } = values;
  if (shape.length === places.length && places.every((n, axis) => n === shape[axis])) return;
  complain({
    op,
    rule: placesRule,
    got: { [name]: showSpec(values), places: showList(places) },
    argument: name,
    expected: `shape ${showList(places)}: ${expected}`,
  });
}
