// cond: one of two branches. Eagerly the branch that is chosen runs; a graph recorder keeps both.
import { DenseTensor } from '../core/dense.ts';
import { requireFunction } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { requireSame } from '../tree/same.ts';
import { putTogether, takeApart } from '../tree/structure.ts';
import { requireSpecs, type Carry } from './carry.ts';
import { keeperOf } from './keeper.ts';
import { checkPredicate, decide, type Predicate } from './predicate.ts';

/**
 * `onTrue(...operands)` or `onFalse(...operands)`, as `predicate` says.
 *
 * Both return trees of one structure with the same shapes and dtypes, and may close over anything. Only the branch that
 * is taken runs, unless the predicate is traced by an interpreter that keeps branches, such as `jit`: then both are
 * traced, more than once, and throw where their results differ. Throws unless the predicate is a boolean or a bool
 * tensor of size 1.
 * @example
 * const x = tensor([3, 4]);
 * cond(greater(norm(x), 1), (y) => div(y, norm(y)), (y) => y, x); // float32[2] [0.6, 0.8]
 */
export function cond<O extends readonly unknown[], R>(
  predicate: Predicate,
  onTrue: (...operands: NoInfer<O>) => R,
  onFalse: (...operands: NoInfer<O>) => R,
  ...operands: O
): R;
export function cond(
  predicate: Predicate,
  onTrue: (...operands: readonly unknown[]) => unknown,
  onFalse: (...operands: readonly unknown[]) => unknown,
  ...operands: readonly unknown[]
): unknown {
  requireFunction('cond', onTrue, 'onTrue');
  requireFunction('cond', onFalse, 'onFalse');
  const checked = checkPredicate('cond', 'predicate', predicate);
  const known = typeof checked === 'boolean' || checked instanceof DenseTensor;
  const taken = [() => onTrue(...operands), () => onFalse(...operands)] as const;
  if (known) return taken[decide(checked) ? 0 : 1]();
  let first: readonly [name: string, result: Carry] | undefined;
  const branch = (name: string, f: typeof onTrue) => (): readonly Tensor[] => {
    const result = takeApart('cond', name, f(...operands));
    if (first === undefined) first = [name, result];
    else {
      const [other, { structure }] = first;
      requireSame(
        'cond',
        [other, structure],
        [name, result.structure],
        'both branches must return one structure',
      );
      requireSpecs('cond', 'both branches must return the same shapes and dtypes', first, [
        name,
        result.leaves,
      ]);
    }
    return result.leaves;
  };
  const branches = [branch('onTrue', onTrue), branch('onFalse', onFalse)] as const;
  const keeper = keeperOf([checked, ...leavesOf(operands)], [], () => branches.flatMap((run) => run()));
  if (keeper === undefined) return taken[decide(checked, taken) ? 0 : 1]();
  const leaves = keeper.control.cond(checked, branches, keeper.closures);
  return putTogether((first as readonly [string, Carry] | undefined)?.[1].structure ?? [], leaves);
}

function leavesOf(operands: readonly unknown[]): readonly Tensor[] {
  return operands.length === 0 ? [] : takeApart('cond', 'operands', operands).leaves;
}
