// @cotangent/nn/functional: what the namespace `functional` holds, for those who import it alone.
// A file of its own in the bundle too, so that bundlers can drop what nobody uses.
export { conv } from './functional/conv.ts';
export { convTranspose } from './functional/convTranspose.ts';
export { maxPool } from './functional/maxPool.ts';
export { averagePool } from './functional/averagePool.ts';
export { layerNorm, rmsNorm } from './functional/layerNorm.ts';
export { groupNorm } from './functional/groupNorm.ts';
export { batchNorm } from './functional/batchNorm.ts';
export { localResponseNorm } from './functional/localResponseNorm.ts';
export { attention } from './functional/attention.ts';
export { multiHeadAttention } from './functional/multiHeadAttention.ts';
export { gruCell, lstmCell, rnnCell } from './functional/cells.ts';
export { maxout } from './functional/maxout.ts';
export { dropout } from './functional/dropout.ts';
