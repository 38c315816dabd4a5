// @cotangent/tensor/tree: what the namespace `tree` holds, for those who import it alone.
// A file of its own in the bundle too, so that bundlers can drop what nobody uses.
export * from './tree/index.ts';
