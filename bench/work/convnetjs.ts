// ConvNetJS's MNIST network and trainer as its users have them: the same layer_defs, options and batches in both libraries.
import { row, type RowOf } from './row.ts';
import { seedInputs } from './seed.ts';

export const convnetjs: readonly RowOf<'trainerStep'>[] = [20, 128].map((batch) =>
  row({
    group: 'convnetjs',
    name: `ConvNetJS's trainer, its MNIST network, batch ${batch}`,
    work: 'trainerStep',
    inputs: seedInputs(batch),
    tolerance: 1e-3,
    images: batch,
  }),
);
