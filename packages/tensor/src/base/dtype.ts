// Element types and the one promotion table: which dtype two operands meet in.
// It is a chain, so the table has one line: bool < uint8 < int32 < float32 < float64.

/** The element types. `float32` is the default everywhere; `bool` is stored as bytes 0 and 1. */
export type DType = 'bool' | 'uint8' | 'int32' | 'float32' | 'float64';
/** The dtypes that have gradients. */
export type FloatDType = 'float32' | 'float64';

/** The typed array that holds a dtype. */
interface ArrayTypes {
  bool: Uint8Array<ArrayBuffer>;
  uint8: Uint8Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  float32: Float32Array<ArrayBuffer>;
  float64: Float64Array<ArrayBuffer>;
}
/** The typed array of dtype `D`. */
export type TypedArray<D extends DType = DType> = ArrayTypes[D];
/** What one element of dtype `D` reads as in JavaScript. */
export type Scalar<D extends DType> = D extends 'bool' ? boolean : number;

/** From the weakest to the strongest: two dtypes meet in the later one. */
export const dtypes: readonly DType[] = ['bool', 'uint8', 'int32', 'float32', 'float64'];

/** Equal only for identical types, type parameters included; it never stays deferred for those. */
export interface Box<in out T> {
  readonly box: (value: T) => T;
}

interface PromotionTable {
  bool: { bool: 'bool'; uint8: 'uint8'; int32: 'int32'; float32: 'float32'; float64: 'float64' };
  uint8: { bool: 'uint8'; uint8: 'uint8'; int32: 'int32'; float32: 'float32'; float64: 'float64' };
  int32: { bool: 'int32'; uint8: 'int32'; int32: 'int32'; float32: 'float32'; float64: 'float64' };
  float32: { bool: 'float32'; uint8: 'float32'; int32: 'float32'; float32: 'float32'; float64: 'float64' };
  float64: { bool: 'float64'; uint8: 'float64'; int32: 'float64'; float32: 'float64'; float64: 'float64' };
}

/**
 * The dtype in which `A` and `B` meet. `never` stands for a plain number, which takes the other's dtype.
 *
 * A type parameter that meets itself or a number stays itself. Two numbers leave nothing for `D` but the float32 that
 * is offered beside: what is inferred for one of two naked types counts only where nothing else is.
 */
export type Promote<A extends DType, B extends DType> =
  Meet<Box<A> | Box<B>, 'float32'> extends Meet<Box<never> | Box<infer D extends DType>, infer D | infer _>
    ? D
    : PromotionTable[A][B];
interface Meet<out Both, _Else> {
  readonly both: Both;
}
/** The dtype in which all of a list meet. */
export type PromoteAll<Ds extends readonly DType[], Met extends DType = never> = Ds extends readonly [
  infer D extends DType,
  ...infer Rest extends readonly DType[],
]
  ? PromoteAll<Rest, Promote<Met, D>>
  : Ds extends readonly []
    ? Met
    : Promote<Met, Ds[number]>;

// Both tests also hold for type parameters whose constraint says so; whatever else is looked up.
/** The dtype of a quotient, a mean or `exp`: floats stay, integers and bools become float32. */
export type ToFloat<D extends DType> = Box<D> extends Box<infer F extends FloatDType> ? F : FloatTable[D];
/** The dtype of a sum or product: narrow integers and bools count in int32. */
export type ToSum<D extends DType> =
  Box<D> extends Box<infer N extends FloatDType | 'int32'> ? N : SumTable[D];
interface FloatTable {
  bool: 'float32';
  uint8: 'float32';
  int32: 'float32';
  float32: 'float32';
  float64: 'float64';
}
interface SumTable {
  bool: 'int32';
  uint8: 'int32';
  int32: 'int32';
  float32: 'float32';
  float64: 'float64';
}

/**
 * The later of two dtypes in the chain bool < uint8 < int32 < float32 < float64.
 * @example promote('int32', 'float32'); // 'float32'
 */
export function promote(a: DType, b: DType): DType {
  return a === b || dtypes.indexOf(a) > dtypes.indexOf(b) ? a : b;
}

/**
 * Whether a dtype has gradients.
 * @example isFloat('int32'); // false
 */
export function isFloat(dtype: DType): dtype is FloatDType {
  return dtype === 'float32' || dtype === 'float64';
}

/** `dtype` if it is a float, else float32. */
export function toFloat(dtype: DType): FloatDType {
  return isFloat(dtype) ? dtype : 'float32';
}

/** int32 for `bool` and `uint8`, else `dtype`. */
export function toSum(dtype: DType): DType {
  return dtype === 'bool' || dtype === 'uint8' ? 'int32' : dtype;
}

/**
 * A zeroed typed array of `length` elements of `dtype`.
 * @example allocate('int32', 2); // Int32Array [0, 0]
 */
export function allocate<D extends DType>(dtype: D, length: number): TypedArray<D>;
export function allocate(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    case 'int32':
      return new Int32Array(length);
    default:
      return new Uint8Array(length);
  }
}
