// Predicates of branches and loops: a boolean, or a bool tensor of one element, which may be traced.
import { complain, show } from '../base/error.ts';
import { isTensor, Tracer, type Interpreter } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';

/** What decides between branches, or whether a loop goes on. */
export type Predicate = boolean | Tensor<Shape, 'bool'>;

/** Throws unless `x` is a boolean or a bool tensor of one element. */
export function checkPredicate(op: string, argument: string, x: unknown): boolean | Tensor {
  if (typeof x === 'boolean' || (isTensor(x) && x.dtype === 'bool' && x.size === 1)) return x;
  return complain({
    op,
    rule: 'the predicate must be one bool',
    got: { [argument]: show(x) },
    argument,
    expected: 'a boolean, or a tensor of dtype bool and size 1',
    hint: !isTensor(x)
      ? undefined
      : x.dtype === 'bool'
        ? 'To join the elements, use all(x) or any(x).'
        : x.size === 1
          ? 'For whether it is not 0, write notEqual(x, 0).'
          : undefined,
  });
}

/** The value of a checked predicate, or a guess; a tracer that has neither throws its own error. */
export function decide(
  predicate: boolean | Tensor,
  between?: Parameters<NonNullable<Interpreter['guess']>>[0],
): boolean {
  if (typeof predicate === 'boolean') return predicate;
  const owner = predicate instanceof Tracer ? predicate.interpreter : undefined;
  return between !== undefined && owner?.guess ? owner.guess(between) : Boolean(predicate.item());
}
