// What the code of this tab must export, as the editor checks it; the comments are what the visitor reads.
import type { BrainOptions } from '@cotangent/convnetjs';

/** The exports that the tab takes. */
export interface Exports {
  /** how the agent remembers, explores and learns, such as `{ temporal_window: 1, hidden_layer_sizes: [50, 50] }`. */
  readonly options: BrainOptions;
}
