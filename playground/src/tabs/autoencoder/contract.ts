// What the code of this tab must export, as the editor checks it; the comments are what the visitor reads.
import type { AnyLayer } from '@cotangent/nn';
import type { Optimizer } from '@cotangent/optim';

/** The exports that the tab takes. */
export interface Exports {
  /** a network from 784 pixels to 784 pixels, one layer of which has 2 outputs: `sequential([784], …, linear(2), …, linear(784))`. */
  readonly model: AnyLayer & { readonly input: readonly [784]; readonly output: readonly [784] };
  /** what trains it, such as `adam(0.01)` or `chain(l2Decay(0.001), sgd(0.1))`. */
  readonly optimizer: Optimizer;
  /** how many digits a step looks at, such as `64`. */
  readonly batchSize?: number;
}
