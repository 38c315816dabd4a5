// whileLoop: a body again and again while a test of the carry holds.
import { requireFunction } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { constant } from '../primitives/constant.ts';
import { putTogether, takeApart } from '../tree/structure.ts';
import type { TreeLike } from '../tree/types.ts';
import { nextCarry, type Carry, type CarryProblem } from './carry.ts';
import { keeperOf } from './keeper.ts';
import { checkPredicate, decide, type Predicate } from './predicate.ts';

/**
 * The last carry of `while (test(carry)) carry = body(carry)`, beginning with `init`.
 *
 * The carry keeps its structure, shapes and dtypes; throws where it does not, and unless `test` returns a boolean or
 * a bool tensor of size 1. While `jit` traces, the loop is kept as one, which has no gradient in reverse mode (`scan` has);
 * otherwise its steps run one by one, and gradients flow.
 * @example
 * whileLoop((x) => less(x, 100), (x) => mul(x, 2), tensor(3)); // float32[] 192
 */
export function whileLoop<C extends TreeLike<C>, R>(
  test: (carry: C) => Predicate,
  body: (carry: C) => R & CarryProblem<'whileLoop', C, R>,
  init: C,
): C;
export function whileLoop(
  test: (carry: unknown) => Predicate,
  body: (carry: unknown) => unknown,
  init: unknown,
): unknown {
  requireFunction('whileLoop', test, 'test');
  requireFunction('whileLoop', body, 'body');
  const start = takeApart('whileLoop', 'init', init);
  const { structure } = start;
  const goesOn = (carry: unknown): boolean | Tensor => checkPredicate('whileLoop', 'test', test(carry));
  const step = (carry: unknown): Carry => nextCarry('whileLoop', 'body', start, body(carry));
  const tree = (leaves: readonly Tensor[]): unknown => putTogether(structure, leaves);
  const tested = (leaves: readonly Tensor[]): Tensor => {
    const predicate = goesOn(tree(leaves));
    return typeof predicate === 'boolean' ? constant(Number(predicate), [], 'bool') : predicate;
  };
  const stepped = (leaves: readonly Tensor[]): readonly Tensor[] => step(tree(leaves)).leaves;
  const keeper = keeperOf(start.leaves, start.leaves, (inside) => [tested(inside), ...stepped(inside)]);
  if (keeper !== undefined) {
    return tree(keeper.control.whileLoop(tested, stepped, start.leaves, keeper.closures));
  }
  let carry = init;
  for (let rounds = 0; decide(goesOn(carry), rounds); rounds++) {
    const returned = body(carry);
    nextCarry('whileLoop', 'body', start, returned);
    carry = returned;
  }
  return carry;
}
