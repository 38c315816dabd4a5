// A moving average of the parameters themselves, which often generalizes better than where training happens to stand.
import { add, isTensor, type TreeLike } from '@cotangent/tensor';
import { complain } from '@cotangent/tensor/extend';
import { average } from './averages.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer, OptimizerState } from './optimizer.ts';
import { transformation } from './transformation.ts';

/**
 * Keeps `a ← β a + (1 - β)(x + u)`, an average of the parameters after each update, which it leaves as it is.
 *
 * It stands last in a chain, where updates are what will be added. `averageOf` reads it. It begins at the parameters.
 *
 * Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992.
 * @example
 * const optimizer = chain(adam(0.001), averageParameters(0.999));
 */
export function averageParameters(decay: Hyper): Optimizer {
  return transformation({
    name: 'averageParameters',
    hyper: { decay },
    slots: { average: (x) => x },
    leaf: ({ gradient, parameter, ...slots }, h) => ({
      update: gradient,
      average: average(slots.average, add(parameter, gradient), h.decay),
    }),
  });
}

/**
 * The average that `averageParameters` keeps, wherever it stands in the state. Throws if there is none.
 * @example
 * const optimizer = chain(sgd(1), averageParameters(0.5));
 * const params = { w: tensor(0) };
 * const [, state] = optimizer.update({ w: tensor(-2) }, optimizer.init(params), params);
 * averageOf(state).w; // float32[] 1
 */
export function averageOf<P extends TreeLike<P>>(state: OptimizerState<P>): P {
  const found = find(state);
  if (found !== undefined) return found as P;
  return complain({
    op: 'averageOf',
    rule: 'the state must hold an average of the parameters',
    got: { state: `an object with ${Object.keys(state).join(', ') || 'nothing in it'}` },
    argument: 'state',
    expected: 'the state of an optimizer with averageParameters in it',
    hint: 'Make it with chain(…, averageParameters(0.999)).',
  });
}

function find(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || isTensor(node)) return undefined;
  if ('average' in node && 'decay' in node && isTensor(node.decay)) return node.average;
  for (const inner of Object.values(node)) {
    const found = find(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
