// ConvNetJS's MNIST network: a whole training step, gradients, L2 decay of 0.001 and Adadelta included.
import { row, type RowOf } from './row.ts';

/** Inputs of the step for a batch; weights are drawn as wide as ConvNetJS would. */
export function seedInputs(batch: number): RowOf<'seedStep'>['inputs'] {
  return {
    x: { shape: [batch, 1, 24, 24], scale: 0.5 },
    labels: { shape: [batch], below: 10 },
    w1: { shape: [8, 1, 5, 5], scale: 0.35 },
    b1: { shape: [8], scale: 0.1 },
    w2: { shape: [16, 8, 5, 5], scale: 0.12 },
    b2: { shape: [16], scale: 0.1 },
    w3: { shape: [256, 10], scale: 0.1 },
    b3: { shape: [10], scale: 0.1 },
  };
}

export const seed: readonly RowOf<'seedStep'>[] = [20, 128].map((batch) =>
  row({
    group: 'seed',
    name: `seed network step, batch ${batch}`,
    work: 'seedStep',
    inputs: seedInputs(batch),
    tolerance: 1e-3,
    images: batch,
  }),
);
