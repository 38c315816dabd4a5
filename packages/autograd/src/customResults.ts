// What derivatives of one's own return, and whether it is what they must.
import { tensor, type DType, type FloatDType, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, isFloat, show, showSpec, Tracer } from '@cotangent/tensor/extend';
import { flattenTree } from './arguments.ts';
import { Lifted } from './lifting.ts';
import { checkSpec } from './rules.ts';

/** Cotangents of the arguments `A`; `null` for those without a gradient. */
export type Cotangents<A extends readonly unknown[]> = readonly [
  ...{ [K in keyof A]: A[K] | NoCotangent<A[K]> },
];
type NoCotangent<T> = T extends number
  ? null
  : T extends Tensor<Shape, infer D extends DType>
    ? D extends FloatDType
      ? never
      : null
    : never;

/** The leaves of `x`, each like the one it belongs to. */
export function matched(
  op: string,
  argument: string,
  x: unknown,
  like: readonly Tensor[],
): readonly Tensor[] {
  const { leaves } = flattenTree(op, argument, x);
  const rule = `the rule must return a ${argument} for each leaf, of its shape and dtype`;
  if (leaves.length !== like.length) {
    complain({
      op,
      rule,
      got: { [argument]: `${leaves.length} leaves` },
      argument,
      expected: `${like.length} leaves`,
    });
  }
  like.forEach((leaf, i) => {
    const nullable = argument === 'cotangent' && !isFloat(leaf.dtype);
    const hint = nullable ? 'Return null for an argument of integers or bools.' : undefined;
    checkSpec(op, rule, argument, leaves[i], leaf, hint);
  });
  return leaves;
}

/** The list that a backward rule returned, with zeros for `null`; throws for `null` unless the argument is `without` a gradient. */
export function withoutNulls(
  cotangents: unknown,
  without: readonly boolean[],
  zeros: readonly unknown[],
): unknown {
  if (!Array.isArray(cotangents) || cotangents.length !== zeros.length) return cotangents;
  return zeros.map((zero, i) => {
    const g: unknown = cotangents[i];
    if (g === null) return without[i] ? zero : refuseNull(i, zero);
    return typeof g === 'number' ? tensor(g) : g;
  });
}

function refuseNull(i: number, like: unknown): never {
  return complain({
    op: 'customVjp',
    rule: 'null is the cotangent of numbers, integers and bools only',
    got: { cotangent: `null at [${i}], for ${show(like)}` },
    argument: 'cotangent',
    expected: `a cotangent like argument ${i}`,
    hint: 'Return zerosLike of the argument if no gradient is to reach it.',
  });
}

/** Throws unless `tangent`, which a rule made of tangents of zero, is zero: else the rule is not linear in them. */
export function requireZero(tangent: Tensor): void {
  let x = tangent;
  while (x instanceof Lifted) x = x.primal;
  if (x instanceof Tracer || !isFloat(x.dtype)) return;
  const stray = x.data().find((value) => value !== 0 && !Number.isNaN(value));
  if (stray === undefined) return;
  complain({
    op: 'customJvp',
    rule: 'the rule must be linear in the tangents',
    got: { tangent: `${showSpec(x)}   holds ${stray} where the tangents of all arguments are zero` },
    argument: 'tangent',
    expected: 'zero for tangents of zero',
    hint: 'Multiply every term of the tangent by the tangent of an argument, as in mul(t, exp(x)).',
  });
}
