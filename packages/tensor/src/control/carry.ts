// Carries: what goes round a loop must come back with the structure, shapes and dtypes it went in with.
// The type twin finds shapes that certainly change; the value twin checks everything, at every step.
import type { Box } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import type { Tensor } from '../core/tensor.ts';
import { sameShape } from '../primitives/reshape.ts';
import type { Certain, Problem, Shape, Show, Spec } from '../shape/dim.ts';
import type { Unequal } from '../shape/expect.ts';
import { at } from '../tree/path.ts';
import { requireSame } from '../tree/same.ts';
import { pathsOf, takeApart, type Flat } from '../tree/structure.ts';

const rule = 'the carry must keep its shapes and dtypes';
const structureRule = 'the carry must keep its structure';

/** `unknown`, or the sentence at each leaf whose shape is certainly not the same in `C` and `R`. */
export type CarryProblem<Op extends string, C, R> = Box<C> extends Box<R> ? unknown : Changes<Op, C, R>;
type Changes<Op extends string, C, R> =
  R extends Tensor<infer T, infer _>
    ? C extends Tensor<infer S, infer _>
      ? ShapeProblem<Op, Certain<S>, Certain<T>>
      : unknown
    : R extends readonly unknown[]
      ? number extends R['length']
        ? unknown
        : ChangesInside<Op, C, R>
      : ChangesInside<Op, C, R>;
type ChangesInside<Op extends string, C, R> = {
  [K in keyof R]: K extends keyof C ? CarryProblem<Op, C[K], R[K]> : unknown;
};
type ShapeProblem<Op extends string, S extends Shape, T extends Shape> =
  Unequal<S, T> extends true
    ? Problem<`${Op}: ${typeof rule}. init: ${Show<S>}, returned: ${Show<T>}`>
    : unknown;

/** A tree with its leaves in a list, as loops carry it. */
export type Carry = Flat<unknown, Tensor>;

/** Throws where the specs of `found` differ from those of `wanted`, leaf by leaf; both have the same structure. */
export function requireSpecs(
  op: string,
  why: string,
  wanted: readonly [name: string, carry: Carry],
  found: readonly [name: string, leaves: readonly Spec[]],
): void {
  const [[wantedName, carry], [name, leaves]] = [wanted, found];
  for (let i = 0; i < leaves.length; i++) {
    const [x, y] = [carry.leaves[i] as Spec, leaves[i]];
    if (x.dtype === y.dtype && sameShape(x.shape, y.shape)) continue;
    const where = at(pathsOf(carry.structure)[i]);
    complain({
      op,
      rule: why,
      got: { [wantedName]: `${showSpec(x)}${where}`, [name]: `${showSpec(y)}${where}` },
      argument: name,
      expected: `${showSpec(x)}${where}`,
      hint: sameShape(x.shape, y.shape) ? `Return it as cast(…, '${x.dtype}').` : undefined,
    });
  }
}

/** What `name` returned as the next carry, taken apart; throws unless it has the structure and specs of `init`. */
export function nextCarry(op: string, name: string, init: Carry, returned: unknown): Carry {
  const next = takeApart(op, name, returned);
  requireSame(op, ['init', init.structure], [name, next.structure], structureRule);
  requireSpecs(op, rule, ['init', init], [name, next.leaves]);
  return next;
}
