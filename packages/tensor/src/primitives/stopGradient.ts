// stopGradient: the identity without a derivative.
import type { DType } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';

/** `x`, as a constant for every derivative. */
export const stopGradientPrimitive: Primitive = /* @__PURE__ */ primitive({
  name: 'stopGradient',
  shape: (inputs) => inputs,
  kernel: (inputs) => inputs,
  rule: { kind: 'none' },
});

/**
 * `x`, as a constant for every derivative. `S → S`.
 * @example
 * const x = tensor([1, 3]);
 * sub(x, stopGradient(max(x))); // float32[2] [-2,  0]
 */
export function stopGradient<S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> {
  requireTensor('stopGradient', x);
  return apply(stopGradientPrimitive, x) as Tensor<S, D>;
}
