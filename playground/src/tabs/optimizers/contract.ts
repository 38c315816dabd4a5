// What the code of this tab must export, as the editor checks it; the comments are what the visitor reads.
import type { AnyLayer } from '@cotangent/nn';
import type { Optimizer } from '@cotangent/optim';

/** The exports that the tab takes. */
export interface Exports {
  /** a network from gray images, such as `[1, 24, 24]`, to 10 scores: `sequential([1, 24, 24], …, linear(10))`. */
  readonly model: AnyLayer & {
    readonly input: readonly [1, number, number];
    readonly output: readonly [10];
  };
  /** the optimizers to compare, by their names: `{ SGD: sgd(0.01), Adam: adam() }`. */
  readonly optimizers: Readonly<Record<string, Optimizer>>;
  /** how many digits a step looks at, such as `20`. */
  readonly batchSize?: number;
}
