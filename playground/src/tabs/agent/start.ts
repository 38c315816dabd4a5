// What the tab begins with: how the agent remembers, explores and learns.
import type { BrainOptions } from '@cotangent/convnetjs';

export const options: BrainOptions = {
  // Besides what it sees now, what it saw and did one moment ago.
  temporal_window: 1,
  hidden_layer_sizes: [50, 50],
  // What a reward is worth that comes a moment later.
  gamma: 0.8,
  experience_size: 30_000,
  start_learn_threshold: 500,
  // From acting at random to hardly ever doing so.
  learning_steps_burnin: 1000,
  learning_steps_total: 30_000,
  epsilon_min: 0.05,
  tdtrainer_options: { method: 'adam', learning_rate: 0.001, batch_size: 64, l2_decay: 0 },
};
