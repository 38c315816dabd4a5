// Expectations that several ops share, as types: of a dtype, of a shape equal to another, of sizes that are sizes.
// Each is `unknown` unless it is certainly disappointed; the value twins stand with their ops.
import type { Box, DType } from '../base/dtype.ts';
import type { Certain, Problem, Shape, Show } from './dim.ts';

/** The sentence if `D` is certainly none of `Allowed`, else `unknown`; of an unknown dtype nothing is certain. */
export type DTypeProblem<
  Op extends string,
  Rule extends string,
  Name extends string,
  S extends Shape,
  D extends DType,
  Allowed extends DType,
> =
  Box<D> extends Box<infer _ extends Allowed>
    ? unknown
    : [D & Allowed] extends [never]
      ? Problem<`${Op}: ${Rule}. ${Name}: ${D}${Show<Certain<S>>}`>
      : unknown;

/** `true` if ranks or sizes of the certain shapes `S` and `T` differ. */
export type Unequal<S extends Shape, T extends Shape> = number extends S['length'] | T['length']
  ? false
  : S extends readonly [infer M, ...infer RestS extends Shape]
    ? T extends readonly [infer N, ...infer RestT extends Shape]
      ? number extends M | N
        ? Unequal<RestS, RestT>
        : M extends N
          ? Unequal<RestS, RestT>
          : true
      : true
    : T extends readonly []
      ? false
      : true;

/** The rule for shapes that are given to ops. */
export const sizesRule = 'a shape is a list of sizes, integers of at least 0';
/** The sentence if a size in `S` is certainly negative, else `unknown`. */
export type SizesProblem<Op extends string, S extends Shape> = [
  Extract<`${Certain<S>[number]}`, `-${string}`>,
] extends [never]
  ? unknown
  : Problem<`${Op}: ${typeof sizesRule}. shape: ${Show<Certain<S>>}`>;
