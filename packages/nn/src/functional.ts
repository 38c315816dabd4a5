// @cotangent/nn/functional: what the namespace `functional` holds, for those who import it alone.
// A file of its own in the bundle too, so that bundlers can drop what nobody uses.
export { conv } from './functional/conv.ts';
export { maxPool } from './functional/maxPool.ts';
