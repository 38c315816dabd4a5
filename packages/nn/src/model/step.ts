// A step of a container: a constructor's function, a function of batches, or a function that returns a model.
// Which one it is shows when it is built for the shape that comes in.
import { isTensor, type Tensor } from '@cotangent/tensor';
import { complain, show, withAbstract } from '@cotangent/tensor/extend';
import { isDefinition, isLayer, shapeOf } from './define.ts';
import type { AnyLayer, Part } from './layer.ts';
import { within } from './path.ts';

/** The step at `index` of a container, built for examples of shape `input`. */
export function stepOf(
  container: string,
  f: (x: never) => unknown,
  input: readonly number[],
  index: number,
): Part {
  const kind = f.name || 'function';
  const place = `${container}[${index}]`;
  const built: AnyLayer | readonly number[] = within(`${place}.${kind}`, () =>
    isDefinition(f) ? f(input) : traced(container, f, input),
  );
  if (isLayer(built)) {
    return {
      key: built.key.replace('#', String(index)),
      kind: built.kind,
      output: built.output,
      layer: built,
      path: `${place}.${built.key.replace('#', '')}`,
      run: (params, state, x, context) => built.apply(params, state, x, context),
    };
  }
  return {
    key: `${kind}${index}`,
    kind,
    output: built,
    layer: undefined,
    path: `${place}.${kind}`,
    run: (_, state, x) => [f(x as never) as Tensor, state],
  };
}

/** What a function without brand returns for a batch: a layer, or another batch, of which the shape of one example. */
function traced(
  container: string,
  f: (x: never) => unknown,
  input: readonly number[],
): AnyLayer | readonly number[] {
  const batch = 2;
  const spec = { shape: Object.freeze([batch, ...input]), dtype: 'float32' as const };
  const y = withAbstract([spec], 'a function that is a layer of a model', ([x]) => f(x as never));
  if (isLayer(y)) return y;
  if (isTensor(y) && y.shape[0] === batch) return shapeOf(container, y);
  return complain({
    op: container,
    rule: 'a function that is a layer returns as many examples as it is given',
    got: { x: show(spec), y: show(y) },
    argument: 'y',
    expected: 'a batch, [batch, …], or a layer',
  });
}
