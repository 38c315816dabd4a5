// @cotangent/testing/matchers: what vitest's expect learns about tensors, with the types of it.
import type { Tensor } from '@cotangent/tensor';
import type { ExpectStatic } from 'vitest';
import type { TensorCloseness } from './matchers/closeness.ts';
import type { NestedNumbers } from './matchers/matchers.ts';

export { matchers, type MatcherFunctions, type NestedNumbers, type Verdict } from './matchers/matchers.ts';
export type { TensorCloseness } from './matchers/closeness.ts';

/** What `expect.extend` takes: `matchers`, among others. */
export type Extension = Parameters<ExpectStatic['extend']>[0];

/** What `expect(x)` gains. */
export interface TensorMatchers<R = unknown> {
  /** Same shape, same dtype if `expected` is a tensor, and all elements close; NaN is close to NaN. */
  toBeCloseToTensor(expected: Tensor | NestedNumbers, options?: TensorCloseness): R;
  /** A tensor of this shape. */
  toHaveShape(shape: readonly number[]): R;
}

declare module 'vitest' {
  interface Matchers<T> extends TensorMatchers<T> {}
}
