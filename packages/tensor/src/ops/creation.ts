// Tensors from JavaScript values and from nothing. float32 unless a dtype is given; bools make bool tensors.
// Source arrays are copied, so writing into them later changes no tensor.
import { allocate, dtypes, type DType, type TypedArray } from '../base/dtype.ts';
import { complain, show, showList } from '../base/error.ts';

import { dense, sizeOf } from '../core/dense.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { checkValue, constant } from '../primitives/constant.ts';
import type { Plain, Settled, Shape } from '../shape/dim.ts';
import { sizesRule, type SizesProblem } from '../shape/expect.ts';
import { literalShape, type LiteralShape, type NestedValues, type RaggedProblem } from '../shape/literal.ts';

/** Throws unless `dtype` is one of the five. */
export function checkDType(op: string, dtype: unknown): void {
  if (dtypes.includes(dtype as DType)) return;
  complain({
    op,
    rule: 'there is no such dtype',
    got: { dtype: show(dtype) },
    argument: 'dtype',
    expected: dtypes.map((name) => `'${name}'`).join(', '),
  });
}

function isSize(n: unknown): boolean {
  return Number.isSafeInteger(n) && (n as number) >= 0;
}

/** Throws unless `shape` is a list of sizes; returns a frozen copy. */
export function checkShape(op: string, shape: unknown): readonly number[] {
  if (Array.isArray(shape) && shape.every(isSize)) return Object.freeze([...(shape as number[])]);
  return complain({
    op,
    rule: sizesRule,
    got: { shape: show(shape) },
    argument: 'shape',
    expected: 'a list such as [2, 3]',
    hint: isSize(shape) ? `Write [${String(shape)}].` : undefined,
  });
}

/** The dtype that values take unless one is given. */
export type InferDType<V> = NestedValues extends V
  ? DType
  : [Leaf<V>] extends [never]
    ? 'float32'
    : [Leaf<V>] extends [boolean]
      ? 'bool'
      : 'float32';
type Leaf<V> = V extends readonly (infer E)[] ? Leaf<E> : V;

/**
 * A tensor of nested arrays, numbers or bools; its shape is read off the literal.
 *
 * `number[][] → [m, n]`. float32 for numbers, bool for bools, unless `dtype` says otherwise. Throws for ragged
 * arrays, for values that are no numbers, and for values that the dtype cannot hold.
 * @example tensor([[1, 2, 3], [4, 5, 6]]); // Tensor<[2, 3]>
 */
export function tensor<const V extends NestedValues, D extends DType = InferDType<V>>(
  values: V & RaggedProblem<'tensor', V>,
  dtype?: D,
): Tensor<LiteralShape<V>, NoInfer<D>> {
  const shape = literalShape('tensor', values);
  const flat: (number | boolean)[] = [];
  flatten(values, flat);
  const type: DType =
    dtype ?? (flat.length > 0 && flat.every((v) => typeof v === 'boolean') ? 'bool' : 'float32');
  checkDType('tensor', type);
  const out = allocate(type, flat.length);
  for (let i = 0; i < flat.length; i++) {
    if (type !== 'float32' && type !== 'float64') checkValue('tensor', flat[i], type, 'values');
    out[i] = Number(flat[i]);
  }
  return dense(out, type, shape) as Tensor as Tensor<LiteralShape<V>, D>;
}

function flatten(values: NestedValues, out: (number | boolean)[]): void {
  if (typeof values === 'object') for (const part of values) flatten(part, out);
  else out.push(values);
}

/** The dtype of a typed array. */
export type DTypeOfArray<T> = T extends Float32Array
  ? 'float32'
  : T extends Float64Array
    ? 'float64'
    : T extends Int32Array
      ? 'int32'
      : 'uint8';

/**
 * A tensor of a typed array's values in row-major order, copied.
 *
 * `TypedArray, S → S`. The dtype is the array's; a Uint8Array may also become `'bool'`. Throws unless the length is
 * the product of the sizes, and for bools other than 0 and 1.
 * @example fromTypedArray(new Float64Array([1, 2, 3, 4]), [2, 2]); // Tensor<[2, 2], 'float64'>
 */
export function fromTypedArray<
  T extends Float32Array | Float64Array | Int32Array | Uint8Array,
  const S extends readonly number[],
  D extends DTypeOfArray<T> | (T extends Uint8Array ? 'bool' : never) = DTypeOfArray<T>,
>(
  values: T,
  shape: S & SizesProblem<'fromTypedArray', Settled<S, D>>,
  dtype?: D,
): Tensor<Plain<S>, NoInfer<D>> {
  const own = ownDType(values);
  const sizes = checkShape('fromTypedArray', shape);
  const type: DType = dtype ?? own;
  checkDType('fromTypedArray', type);
  if (type !== own && !(type === 'bool' && own === 'uint8')) {
    complain({
      op: 'fromTypedArray',
      rule: "the dtype must be the array's",
      got: { values: show(values), dtype: show(dtype) },
      argument: 'dtype',
      expected: `'${own}'`,
      hint: `Write cast(fromTypedArray(values, shape), '${type}').`,
    });
  }
  if (values.length !== sizeOf(sizes)) {
    complain({
      op: 'fromTypedArray',
      rule: 'the sizes must multiply to the number of values',
      got: { values: show(values), shape: `${showList(sizes)}   ${sizeOf(sizes)} elements` },
      argument: 'shape',
      expected: `sizes whose product is ${values.length}`,
    });
  }
  if (type === 'bool') for (const value of values) checkValue('fromTypedArray', value, 'bool', 'values');
  const copy: TypedArray = allocate(type, values.length);
  copy.set(values);
  return dense(copy, type, sizes) as Tensor as Tensor<Plain<S>, D>;
}

function ownDType(values: unknown): DType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Float64Array) return 'float64';
  if (values instanceof Int32Array) return 'int32';
  if (values instanceof Uint8Array) return 'uint8';
  return complain({
    op: 'fromTypedArray',
    rule: 'the values must be a typed array of a known dtype',
    got: { values: show(values) },
    argument: 'values',
    expected: 'a Float32Array, Float64Array, Int32Array or Uint8Array',
    hint: Array.isArray(values) ? 'For nested arrays, use tensor(values).' : undefined,
  });
}

/** A constant for the op of that name, with its arguments checked. */
function filled(op: string, shape: unknown, value: unknown, dtype: DType = 'float32'): Tensor {
  checkDType(op, dtype);
  checkValue(op, value, dtype, 'value');
  return constant(Number(value), checkShape(op, shape), dtype);
}

/**
 * A tensor of `shape` with `value` everywhere; it occupies one element. `→ S`, float32 unless given.
 *
 * Throws for invalid shapes, and for values that the dtype cannot hold.
 * @example full([2, 3], 0.5); // Tensor<[2, 3]>
 */
export function full<const S extends readonly number[], D extends DType = 'float32'>(
  shape: S & SizesProblem<'full', Settled<S, D>>,
  value: number | boolean,
  dtype?: D,
): Tensor<Plain<S>, NoInfer<D>> {
  return filled('full', shape, value, dtype) as Tensor as Tensor<Plain<S>, D>;
}

/**
 * A tensor of zeros; it occupies one element. `→ S`, float32 unless given. Throws for invalid shapes.
 * @example zeros([20, 1, 24, 24]); // Tensor<[20, 1, 24, 24]>
 */
export function zeros<const S extends readonly number[], D extends DType = 'float32'>(
  shape: S & SizesProblem<'zeros', Settled<S, D>>,
  dtype?: D,
): Tensor<Plain<S>, NoInfer<D>> {
  return filled('zeros', shape, 0, dtype) as Tensor as Tensor<Plain<S>, D>;
}

/**
 * A tensor of ones; it occupies one element. `→ S`, float32 unless given. Throws for invalid shapes.
 * @example ones([3], 'float64'); // Tensor<[3], 'float64'>
 */
export function ones<const S extends readonly number[], D extends DType = 'float32'>(
  shape: S & SizesProblem<'ones', Settled<S, D>>,
  dtype?: D,
): Tensor<Plain<S>, NoInfer<D>> {
  return filled('ones', shape, 1, dtype) as Tensor as Tensor<Plain<S>, D>;
}

/**
 * `value` in the shape and dtype of `x`. `S → S`. Throws for values that the dtype cannot hold.
 * @example fullLike(tensor([1, 2]), 0.5); // float32[2] [0.5, 0.5]
 */
export function fullLike<S extends Shape, D extends DType>(x: Tensor<S, D>, value: number): Tensor<S, D> {
  requireTensor('fullLike', x);
  checkValue('fullLike', value, x.dtype, 'value');
  return constant(value, x.shape, x.dtype) as Tensor<S, D>;
}

/**
 * Zeros in the shape and dtype of `x`. `S → S`.
 * @example zerosLike(tensor([1, 2])); // float32[2] [0, 0]
 */
export function zerosLike<S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> {
  requireTensor('zerosLike', x);
  return fullLike(x, 0);
}

/**
 * Ones in the shape and dtype of `x`. `S → S`.
 * @example onesLike(tensor([3, 4], 'int32')); // int32[2] [1, 1]
 */
export function onesLike<S extends Shape, D extends DType>(x: Tensor<S, D>): Tensor<S, D> {
  requireTensor('onesLike', x);
  return fullLike(x, 1);
}
