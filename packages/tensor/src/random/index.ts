// What `random` holds: keys, and draws from them. A namespace, because `split` and `fold` are also ops on tensors.
export { key, type Key } from './key.ts';
export { fold, split, type Keys } from './derive.ts';
export { bits, integers, uniform, type UniformOptions } from './uniform.ts';
export { normal, type NormalOptions } from './normal.ts';
export { truncatedNormal, type TruncatedNormalOptions } from './truncatedNormal.ts';
export { bernoulli, dropoutMask } from './bernoulli.ts';
export { categorical, permutation } from './choice.ts';
export type { Parameter } from './parameters.ts';
