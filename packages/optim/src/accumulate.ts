// Large batches from small ones: gradients are gathered over several updates, and only then is a step taken.
import { add, div, full, greaterEqual, where, zeros, zerosLike, type Tensor } from '@cotangent/tensor';
import { complain, putTogether, show, takeApart } from '@cotangent/tensor/extend';
import { takeLike, takeParameters, takeState } from './check.ts';
import { untyped, type Untyped } from './chain.ts';
import type { Optimizer } from './optimizer.ts';

const keys = ['every', 'count', 'sum'];

/** The leaves of `yes` where `mask` holds, else those of `no`; both are trees of one structure. */
function either(mask: Tensor, yes: unknown, no: unknown): unknown {
  const [a, b] = [takeApart('accumulate', 'state', yes), takeApart('accumulate', 'state', no)];
  const leaves = a.leaves.map((leaf, i) => where(mask as Tensor<[], 'bool'>, leaf, b.leaves[i]));
  return putTogether(a.structure, leaves);
}

/**
 * `optimizer` once every `every` updates, with the mean of their gradients; the updates in between are zero.
 *
 * Nothing is decided by reading values, so the whole can be traced. Throws unless `every` is a positive integer.
 * @example
 * const optimizer = accumulate(2, sgd(1));
 * const params = { w: tensor(0) };
 * const [first, state] = optimizer.update({ w: tensor(1) }, optimizer.init(params), params);
 * const [second] = optimizer.update({ w: tensor(3) }, state, params);
 * [first.w, second.w]; // [float32[] 0, float32[] -2]
 */
export function accumulate<N extends string = never>(every: number, optimizer: Optimizer<N>): Optimizer<N> {
  if (!Number.isSafeInteger(every) || every < 1) {
    complain({
      op: 'accumulate',
      rule: 'every must be a positive integer',
      got: { every: show(every) },
      argument: 'every',
      expected: 'an integer from 1 on',
    });
  }
  const [inner] = untyped('accumulate', [optimizer]);
  const accumulated: Untyped = {
    name: 'accumulate',
    init(params) {
      const { leaves, structure } = takeParameters('accumulate.init', params);
      return {
        every: full([], every, 'int32'),
        count: zeros([], 'int32'),
        sum: putTogether(structure, leaves.map(zerosLike)),
        [inner.name]: inner.init(params),
      };
    },
    update(gradients, given, params) {
      const op = 'accumulate.update';
      const parameters = takeParameters(op, params);
      const gs = takeLike(op, 'gradients', gradients, parameters);
      const state = takeState(op, given, [...keys, inner.name]);
      const tree = (leaves: readonly Tensor[]): unknown => putTogether(parameters.structure, leaves);

      const k = state['every'] as Tensor;
      const count = add(state['count'] as Tensor, 1) as Tensor;
      const complete = greaterEqual(count, k) as Tensor;
      const sums = takeLike(op, 'state.sum', state['sum'], parameters).map((x, i) => add(x, gs[i]) as Tensor);
      const mean = sums.map((x) => div(x, k) as Tensor);
      const [updates, next] = inner.update(tree(mean), state[inner.name], params);
      const nothing = tree(gs.map(zerosLike));
      return [
        either(complete, updates, nothing),
        {
          every: k,
          count: either(complete, zerosLike(count), count),
          sum: either(complete, nothing, tree(sums)),
          [inner.name]: either(complete, next, state[inner.name]),
        },
      ];
    },
    describe(given) {
      const state = takeState('accumulate.describe', given, [...keys, inner.name]);
      return {
        every: Number((state['every'] as Tensor).item()),
        [inner.name]: inner.describe(state[inner.name]),
      };
    },
  };
  return accumulated as Optimizer<N>;
}
