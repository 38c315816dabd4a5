// The network that a program exports, checked in plain words: the compiler's types may have been ignored.
import type { AnyLayer } from '@cotangent/nn';
import type { Optimizer } from '@cotangent/optim';
import type { Exports } from './service.ts';

/** What a demo trains. */
export interface Network {
  readonly model: AnyLayer;
  readonly optimizer: Optimizer;
}

/** The sizes that a demo's model must have; `undefined` where any will do. */
export interface Sizes {
  readonly input: readonly (number | undefined)[];
  readonly output: readonly (number | undefined)[];
}

/** The network that a program exports. Throws if it exports none, or one for other examples. */
export function networkOf(exports: Exports, sizes: Sizes): Network {
  const { optimizer } = exports;
  const model = modelOf(exports, sizes);
  if (!isOptimizer(optimizer)) throw new TypeError('Export an optimizer: export const optimizer = adam();');
  return { model, optimizer };
}

/** The model that a program exports. Throws as `networkOf`. */
export function modelOf({ model }: Exports, { input, output }: Sizes): AnyLayer {
  const shows = (shape: readonly (number | undefined)[]): string =>
    `[${shape.map((n) => n ?? 'any').join(', ')}]`;
  if (!isLayer(model)) {
    throw new TypeError(`Export a model: export const model = sequential(${shows(input)}, …);`);
  }
  if (!fits(model.input, input) || !fits(model.output, output)) {
    throw new TypeError(
      `The model takes ${shows(model.input)} and returns ${shows(model.output)} for an example. ` +
        `Here it must take ${shows(input)} and return ${shows(output)}.`,
    );
  }
  return model;
}

/** Whether something can train. */
export function isOptimizer(x: unknown): x is Optimizer {
  return typeof x === 'object' && x !== null && 'init' in x && 'update' in x && 'describe' in x;
}

function isLayer(x: unknown): x is AnyLayer {
  return typeof x === 'function' && 'parts' in x && 'init' in x && 'apply' in x;
}

function fits(shape: readonly number[], wanted: readonly (number | undefined)[]): boolean {
  return shape.length === wanted.length && wanted.every((n, axis) => n === undefined || n === shape[axis]);
}
