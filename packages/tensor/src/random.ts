// @cotangent/tensor/random: what the namespace `random` holds, for those who import it alone.
// A file of its own in the bundle too, so that bundlers can drop what nobody draws.
export * from './random/index.ts';
