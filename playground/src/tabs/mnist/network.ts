// A network as this tab trains it: what the editor's code must export, and how it is told what is missing.
import type { AnyLayer } from '@cotangent/nn';
import type { Optimizer } from '@cotangent/optim';

/** What a program of this tab is made of. */
export interface Network {
  readonly model: AnyLayer;
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  /** The side of the images that the model takes: crops of this size are cut out of the digits. */
  readonly size: number;
}

/** How many digits there are to tell apart. */
export const classes = 10;
/** The most images of a batch. */
export const largestBatch = 1024;
const side = 28;

/** The network that a program exports. Throws in plain words if it exports none. */
export function networkOf(exports: Readonly<Record<string, unknown>>): Network {
  const { model, optimizer, batchSize = 20 } = exports;
  if (!isLayer(model))
    throw new TypeError('Export a model: export const model = sequential([1, 24, 24], …).');
  if (!isOptimizer(optimizer))
    throw new TypeError('Export an optimizer: export const optimizer = adadelta().');
  const [channels, height, width] = model.input;
  const square = model.input.length === 3 && channels === 1 && height === width && height <= side;
  if (!square) {
    throw new TypeError(
      `The model takes examples of shape [${model.input.join(', ')}]. Digits are [1, n, n], with n from 1 to ${side}.`,
    );
  }
  if (model.output.length !== 1 || model.output[0] !== classes) {
    throw new TypeError(
      `The model returns [${model.output.join(', ')}] for an example. It must be a score for each digit: [${classes}].`,
    );
  }
  if (!isBatchSize(batchSize)) {
    throw new TypeError(
      `batchSize is ${String(batchSize)}. It must be an integer from 1 to ${largestBatch}.`,
    );
  }
  return { model, optimizer, batchSize, size: height };
}

/** Whether batches can have this size. */
function isBatchSize(n: unknown): n is number {
  return typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= largestBatch;
}

function isLayer(x: unknown): x is AnyLayer {
  return typeof x === 'function' && 'parts' in x && 'init' in x && 'apply' in x;
}

function isOptimizer(x: unknown): x is Optimizer {
  return typeof x === 'object' && x !== null && 'init' in x && 'update' in x && 'describe' in x;
}
