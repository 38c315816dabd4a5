// What the code of this tab must export, as the editor checks it; the comments are what the visitor reads.
import type { AnyLayer } from '@cotangent/nn';
import type { Optimizer } from '@cotangent/optim';

/** The exports that the tab takes. */
export interface Exports {
  /** a network from a place, `[2]`, to a score for each of 2 to 4 classes: `sequential([2], …, linear(2))`. */
  readonly model: AnyLayer & { readonly input: readonly [2]; readonly output: readonly [number] };
  /** what trains it, such as `adam(0.01)` or `chain(l2Decay(0.001), sgd(0.1))`. */
  readonly optimizer: Optimizer;
}
