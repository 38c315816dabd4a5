// sequential: layers one after another, each built for what the one before it returns.
// Types and run time follow the same chain, so a layer that does not fit is refused where it stands.
import { random, type Shape } from '@cotangent/tensor';
import { complain, requireFunction, show } from '@cotangent/tensor/extend';
import { asLayer, requireBatch, shapeOf } from './define.ts';
import type { End, Input, Sequential } from './keyed.ts';
import type { Batch, Context, Example, Part } from './layer.ts';
import { within } from './path.ts';
import { requireContext, requireInit, requireTree } from './require.ts';
import { stepOf } from './step.ts';

/**
 * A model of layers one after another, for examples of shape `input`, without the batch axis. `I → … → O`.
 *
 * Each of up to 16 steps is what a constructor returns, any function of a batch, such as `relu`, or a model, which
 * `(x) => sequential(x, …)` makes for the shape that comes in. Parameters stand under the names that `named` gives, else
 * under kind and position: `linear0`. Throws where a step does not fit what comes before it, naming its path:
 * `sequential[3].conv`.
 * @example
 * const model = sequential([1, 24, 24], named('conv', conv(8, 5)), relu, maxPool(2), flatten(), linear(10));
 * const { params } = model.init(random.key(0));
 * params.conv.w; // Tensor<[8, 1, 5, 5]>
 * params.linear4.w; // Tensor<[800, 10]>
 */
export function sequential<
  const I extends Shape,
  R0 = End,
  R1 = End,
  R2 = End,
  R3 = End,
  R4 = End,
  R5 = End,
  R6 = End,
  R7 = End,
  R8 = End,
  R9 = End,
  R10 = End,
  R11 = End,
  R12 = End,
  R13 = End,
  R14 = End,
  R15 = End,
>(
  input: Example<I>,
  f0?: (x: Batch<I>) => R0,
  f1?: (x: Input<R0>) => R1,
  f2?: (x: Input<R1>) => R2,
  f3?: (x: Input<R2>) => R3,
  f4?: (x: Input<R3>) => R4,
  f5?: (x: Input<R4>) => R5,
  f6?: (x: Input<R5>) => R6,
  f7?: (x: Input<R6>) => R7,
  f8?: (x: Input<R7>) => R8,
  f9?: (x: Input<R8>) => R9,
  f10?: (x: Input<R9>) => R10,
  f11?: (x: Input<R10>) => R11,
  f12?: (x: Input<R11>) => R12,
  f13?: (x: Input<R12>) => R13,
  f14?: (x: Input<R13>) => R14,
  f15?: (x: Input<R14>) => R15,
): Sequential<I, [R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12, R13, R14, R15]>;
export function sequential(input: unknown, ...steps: readonly unknown[]): unknown {
  const shape = shapeOf('sequential', input);
  const parts = chain(shape, steps);
  const keys = parts.map(({ key }) => key);
  return asLayer({
    kind: 'sequential',
    key: 'sequential#',
    input: shape,
    output: parts.at(-1)?.output ?? shape,
    parts,
    init(key, options) {
      requireInit('sequential', options);
      const made = parts.flatMap(({ key: own, layer, path }) => {
        if (layer === undefined) return [];
        return [[own, within(path, () => layer.init(random.fold(key, own), options))] as const];
      });
      return {
        params: withLeaves(made.map(([own, { params }]) => [own, params])),
        state: withLeaves(made.map(([own, { state }]) => [own, state])),
      };
    },
    apply(params, state, x, context = {}) {
      requireBatch('sequential', x, shape);
      requireContext('sequential', context);
      requireTree('sequential', 'params', params, keys);
      requireTree('sequential', 'state', state, keys);
      const states: [string, object][] = [];
      let y = x;
      for (const { key, path, run } of parts) {
        const [next, after] = within(path, () =>
          run(at(params, key), at(state, key), y, forPart(context, key)),
        );
        y = next;
        states.push([key, after]);
      }
      return [y, withLeaves(states)];
    },
  });
}

/** Each step, built for what the one before it returns. */
function chain(input: readonly number[], given: readonly unknown[]): readonly Part[] {
  const steps: Part[] = [];
  given.forEach((f, index) => {
    requireFunction('sequential', f, `f${index}`);
    steps.push(stepOf('sequential', f as (x: never) => unknown, steps.at(-1)?.output ?? input, index));
  });
  const keys = steps.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return Object.freeze(steps);
  return complain({
    op: 'sequential',
    rule: 'each layer needs a name of its own',
    got: { name: show(twice), names: keys.join(', ') },
    argument: 'name',
    expected: 'names that differ',
  });
}

/** The trees that have leaves, by key. */
function withLeaves(trees: readonly (readonly [string, object])[]): object {
  return Object.fromEntries(trees.filter(([, tree]) => Object.keys(tree).length > 0));
}

/** The tree of a layer inside its container's; empty if it has none. */
function at(trees: object, key: string): object {
  return (trees as Readonly<Record<string, object | undefined>>)[key] ?? {};
}

/** The context of a layer: its key is folded with its name, once it is asked for. */
function forPart(context: Context, name: string): Context {
  return {
    training: context.training,
    get key() {
      return context.key && random.fold(context.key, name);
    },
  };
}
