// Models in float64: the same layers, with parameters, state and outputs of another dtype.
import type { DType, FloatDType, Shape, Tensor } from '@cotangent/tensor';
import { complain, isFloat, show } from '@cotangent/tensor/extend';
import { asLayer } from './define.ts';
import type { AnyLayer, Layer } from './layer.ts';

/** The tree `T` with leaves of dtype `D`. */
type InDType<T, D extends DType> =
  T extends Tensor<infer S, DType> ? Tensor<S, D> : { [K in keyof T]: InDType<T[K], D> };

/**
 * `layer`, whose parameters and state start in `dtype`, and whose types say so: computations are in the dtype of the
 * parameters.
 *
 * Throws for dtypes that are no floats.
 * @example
 * const model = withDType(sequential([4], linear(3)), 'float64');
 * const { params } = model.init(random.key(0));
 * predict(model, params, ones([20, 4])); // Tensor<[20, 3], 'float64'>
 */
export function withDType<
  I extends Shape,
  O extends Shape,
  P,
  S,
  K extends string,
  const D extends FloatDType,
>(layer: Layer<I, O, P, S, K, FloatDType>, dtype: D): Layer<I, O, InDType<P, D>, InDType<S, D>, K, D> {
  if (!isFloat(dtype)) {
    complain({
      op: 'withDType',
      rule: 'parameters are floats',
      got: { dtype: show(dtype) },
      argument: 'dtype',
      expected: "'float32' or 'float64'",
    });
  }
  const given = layer as AnyLayer;
  const own = asLayer({ ...given, init: (key, options) => given.init(key, { dtype, ...options }) });
  return own as object as Layer<I, O, InDType<P, D>, InDType<S, D>, K, D>;
}
