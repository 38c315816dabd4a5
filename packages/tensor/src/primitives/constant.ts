// Tensors out of nothing: constants, ranges and casts. A constant is a view of one value, whatever its shape.
import { allocate, type DType, type TypedArray } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import { dense, sizeOf } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { map1, type Loop1 } from '../kernels/map.ts';
import type { Shape, Spec } from '../shape/dim.ts';

/** `start + i·step`, for i < size. */
export const iotaPrimitive: Primitive<{
  readonly start: number;
  readonly step: number;
  readonly size: number;
  readonly dtype: DType;
}> = /* @__PURE__ */ primitive({
  name: 'iota',
  shape: (_, { size, dtype }) => [{ shape: Object.freeze([size]), dtype }],
  kernel: (_, { start, step, size, dtype }, [{ shape }]) => {
    const values = allocate(dtype, size);
    for (let i = 0; i < size; i++) values[i] = start + i * step;
    return [dense(values, dtype, shape)];
  },
  rule: { kind: 'none' },
});

/** Integers from floats: toward zero, saturating at the ends of the range; NaN becomes 0. */
function saturating(low: number, high: number): Loop1 {
  return (n, z, k, dz, x, i, dx) => {
    for (; n > 0; n--, k += dz, i += dx) {
      const value = x[i];
      z[k] = value < low ? low : value > high ? high : value;
    }
  };
}
const castLoops: Readonly<Record<DType, Loop1>> = {
  bool: (n, z, k, dz, x, i, dx) => {
    for (; n > 0; n--, k += dz, i += dx) z[k] = x[i] !== 0 ? 1 : 0;
  },
  uint8: /* @__PURE__ */ saturating(0, 255),
  int32: /* @__PURE__ */ saturating(-2147483648, 2147483647),
  float32: /* @__PURE__ */ saturating(-Infinity, Infinity),
  float64: /* @__PURE__ */ saturating(-Infinity, Infinity),
};

/** The same values in another dtype. */
export const castPrimitive: Primitive<{ readonly dtype: DType }> = /* @__PURE__ */ primitive({
  name: 'cast',
  shape: ([x], { dtype }) => [{ shape: x.shape, dtype }],
  kernel: ([x], { dtype }) => [map1(castLoops[dtype], dtype, x)],
  rule: { kind: 'linear', adjoint: ([g], { inputs: [x] }) => [castTo(g, x.dtype)] },
});

/** `x` as `dtype`; itself where it is that already. */
export function castTo(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : bindOne(castPrimitive, [x], { dtype });
}

/** What a scalar of each integer dtype may be. */
const ranges: Readonly<Record<string, readonly [low: number, high: number]>> = {
  bool: [0, 1],
  uint8: [0, 255],
  int32: [-2147483648, 2147483647],
};

/** Throws unless `value` can be an element of `dtype` as it stands. */
export function checkValue(
  op: string,
  value: unknown,
  dtype: DType,
  argument: string,
): asserts value is number {
  const range = ranges[dtype];
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number === 'number') {
    if (range === undefined || (Number.isInteger(number) && number >= range[0] && number <= range[1])) return;
  }
  complain({
    op,
    rule: `a value of dtype ${dtype} must be ${range === undefined ? 'a number' : dtype === 'bool' ? 'true or false' : 'an integer in its range'}`,
    got: { [argument]: show(value) },
    argument,
    expected: range === undefined ? 'a number' : `an integer from ${range[0]} to ${range[1]}`,
    hint:
      typeof value === 'number' && range !== undefined && dtype !== 'bool'
        ? 'For a fraction or a larger number, use a float dtype.'
        : undefined,
  });
}

/** A constant of any shape: one stored value under strides 0. */
export function constant<D extends DType>(
  value: number,
  shape: readonly number[],
  dtype: D,
): Tensor<Shape, D> {
  const values: TypedArray<D> = allocate(dtype, 1);
  values[0] = value;
  const strides = new Array<number>(shape.length).fill(0);
  return dense(values, dtype, Object.freeze(shape), sizeOf(shape) === 1 ? undefined : strides);
}

/** `value` in the dtype of `x` and, unless another is given, its shape. */
export function fullLike(x: Spec, value: number, shape: readonly number[] = x.shape): Tensor {
  return constant(value, shape, x.dtype);
}
