// Ten million numbers: what is bound by memory (add, sum) and what is bound by arithmetic (tanh, exp, sigmoid).
import { row, type Row } from './row.ts';

const long = [10_000_000];
const wide = [10_000, 1000];

export const large: readonly Row[] = [
  row({ group: 'large', name: 'add, 1e7', work: 'add', inputs: { a: { shape: long }, b: { shape: long } } }),
  row({ group: 'large', name: 'tanh, 1e7', work: 'tanh', inputs: { x: { shape: long, scale: 4 } } }),
  row({ group: 'large', name: 'exp, 1e7', work: 'exp', inputs: { x: { shape: long, scale: 4 } } }),
  row({ group: 'large', name: 'sigmoid, 1e7', work: 'sigmoid', inputs: { x: { shape: long, scale: 4 } } }),
  row({ group: 'large', name: 'sum, 1e7', work: 'sum', inputs: { x: { shape: long } }, tolerance: 0.01 }),
  row({
    group: 'large',
    name: 'softmax, 10000 x 1000',
    work: 'softmax',
    inputs: { x: { shape: wide, scale: 4 } },
  }),
  row({
    group: 'large',
    name: 'layer norm, 10000 x 1000',
    work: 'layerNorm',
    inputs: { x: { shape: wide, scale: 4 }, gain: { shape: [1000] }, bias: { shape: [1000] } },
  }),
];
