// What comes on top of the arithmetic: calling, copying, the first step, and memory over many of them.
import { letters, perceptron } from './networks.ts';
import { row, type Row } from './row.ts';
import { seedInputs } from './seed.ts';

const tiny = { shape: [4] };
const group = 'costs';
export const costs: readonly Row[] = [
  row({ group, name: 'a call on 4 numbers', work: 'call', inputs: { x: tiny, y: tiny } }),
  row({ group, name: 'copy 1e7 numbers in and out', work: 'copy', inputs: { x: { shape: [10_000_000] } } }),
  row({
    group,
    name: 'first seed network step of a process',
    work: 'seedStep',
    inputs: seedInputs(20),
    measure: 'first',
  }),
  row({
    group,
    name: 'first step of an RNN of letters over 500 steps',
    work: 'rnnStep',
    inputs: letters,
    measure: 'first',
  }),
  row({
    group,
    name: 'memory at step 1,000 and 10,000, perceptron',
    work: 'perceptronStep',
    inputs: perceptron,
    measure: 'memory',
  }),
  row({
    group,
    name: 'memory at step 1,000 and 10,000, seed network',
    work: 'seedStep',
    inputs: seedInputs(20),
    measure: 'memory',
  }),
];
