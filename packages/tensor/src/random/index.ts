// What `random` holds: keys, and draws from them. A namespace, because `split` and `fold` are also ops on tensors.
export { key } from './key.ts';
export { fold, split } from './derive.ts';
export { bits, integers, uniform } from './uniform.ts';
export { normal } from './normal.ts';
export { truncatedNormal } from './truncatedNormal.ts';
export { bernoulli, dropoutMask } from './bernoulli.ts';
export { categorical, permutation } from './choice.ts';
