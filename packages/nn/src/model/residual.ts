// residual: what a layer returns is added to what it was given.
import { add, type Tensor } from '@cotangent/tensor';
import { complain, requireFunction, showList } from '@cotangent/tensor/extend';
import { asLayer, redefine, shapeOf } from './define.ts';
import type { Layer } from './layer.ts';
import { within } from './path.ts';
import { stepOf } from './step.ts';

/** The layer that adds its input to what `R` is or returns. */
type Residual<R> =
  R extends Layer<infer I, infer _O, infer P, infer S, infer _K, infer D>
    ? Layer<I, I, P, S, 'residual#', D>
    : R;

/**
 * The layer `x + body(x)`; its parameters and state are those of the body. `S → S`.
 *
 * The body is a constructor's function, a function of a batch, or a model: `(x) => sequential(x, …)`. Throws unless it
 * keeps the shape.
 *
 * Source: He et al., "Deep residual learning for image recognition", 2015.
 * @example
 * const model = sequential([8, 12, 12], residual(conv(8, 3, { padding: 'same' })), relu);
 * model.init(random.key(0)).params.residual0.w; // Tensor<[8, 8, 3, 3]>
 */
export function residual<X, R>(body: (x: X) => R): (x: X) => Residual<R> {
  requireFunction('residual', body, 'body');
  const definition = redefine('residual', (given) => {
    const input = shapeOf('residual', given);
    const step = { ...stepOf('residual', body as (x: never) => unknown, input, 0), key: '' };
    requireKept(input, step.output);
    return asLayer({
      kind: 'residual',
      key: 'residual#',
      input,
      output: input,
      parts: [step],
      init: (key, options) => step.layer?.init(key, options) ?? { params: {}, state: {} },
      apply(params, state, x, context = {}) {
        const [y, after] = within(step.path, () => step.run(params, state, x, context));
        return [add(x, y) as Tensor, after];
      },
    });
  });
  return definition as (x: X) => Residual<R>;
}

function requireKept(input: readonly number[], output: readonly number[]): void {
  if (showList(input) === showList(output)) return;
  complain({
    op: 'residual',
    rule: 'the body keeps the shape of what it is given',
    got: { input: showList(input), output: showList(output) },
    argument: 'body',
    expected: `a body that returns ${showList(input)}`,
  });
}
