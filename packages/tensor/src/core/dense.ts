// Dense tensors: strided views over typed arrays on the JavaScript heap, where the garbage collector owns them.
// A view shares its values with what it was made from; that is safe because nothing ever writes to them.
import { allocate, type DType, type Scalar, type TypedArray } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import type { Shape, Sizes } from '../shape/dim.ts';
import { print } from './print.ts';
import { Printable } from './printable.ts';
import type { DefaultDType, Nested, Tensor } from './tensor.ts';

type ShapeValue = readonly number[];

/**
 * Row-major strides, in elements.
 * @example rowMajor([2, 3, 4]); // [12, 4, 1]
 */
export function rowMajor(shape: ShapeValue): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/**
 * The number of elements of a shape.
 * @example sizeOf([2, 3, 4]); // 24
 */
export function sizeOf(shape: ShapeValue): number {
  let size = 1;
  // By number: an iterator would be left to the garbage collector for each axis of each tensor.
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis];
  return size;
}

function isRowMajor(shape: ShapeValue, strides: ShapeValue): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis];
    if (n !== 1 && strides[axis] !== step) return n === 0 || shape.includes(0);
    step *= n;
  }
  return true;
}

/**
 * The concrete tensor: element `i` is `values[offset + Σ i[k]·strides[k]]`. Made by `dense`.
 * @example
 * const x = transpose(tensor([[1, 2, 3], [4, 5, 6]]));
 * x instanceof DenseTensor && x.strides; // [1, 3]
 */
export class DenseTensor<out S extends Shape = Shape, out D extends DType = DefaultDType<S>>
  extends Printable
  implements Tensor<S, D>
{
  readonly shape: Sizes<S>;
  readonly dtype: D;
  readonly rank: S['length'];
  readonly size: number;
  /** The memory. Read-only for everyone: views share it. */
  readonly values: TypedArray<D>;
  readonly strides: readonly number[];
  readonly offset: number;
  /** Whether the elements lie in row-major order without gaps, from `offset` on. */
  readonly contiguous: boolean;

  constructor(
    values: TypedArray<D>,
    dtype: D,
    shape: ShapeValue,
    strides: ShapeValue | undefined,
    offset: number,
  ) {
    super();
    this.shape = shape as Sizes<S>;
    this.dtype = dtype;
    this.rank = shape.length;
    this.size = sizeOf(shape);
    this.values = values;
    this.strides = strides ?? rowMajor(shape);
    this.offset = offset;
    this.contiguous = strides === undefined || isRowMajor(shape, strides);
  }

  data(): TypedArray<D> {
    return copyRowMajor(this);
  }

  async read(): Promise<TypedArray<D>> {
    return this.data();
  }

  toArray<N = Nested<S, Scalar<D>>>(): N {
    return nest(this, 0, this.offset) as N;
  }

  item(): Scalar<D> {
    if (this.size !== 1) {
      complain({
        op: 'item',
        rule: 'only a tensor of size 1 has one value to read',
        got: { x: showSpec(this) },
        argument: 'x',
        expected: 'a tensor of size 1',
        hint: 'Use toArray() or data() for all values.',
      });
    }
    return scalarOf(this, this.offset);
  }

  override toString(): string {
    const place = (index: readonly number[]): number =>
      index.reduce((at, i, axis) => at + i * this.strides[axis], this.offset);
    return print(this, (index) => scalarOf(this, place(index)));
  }

  [Symbol.toPrimitive](hint: string): string {
    return toPrimitive(this, hint);
  }
}

/** What JavaScript's operators get of any tensor: its text in string templates, else an error. */
export function toPrimitive(x: Tensor, hint: string): string {
  if (hint === 'string') return x.toString();
  return complain({
    op: 'operator',
    rule: "JavaScript's operators do not work on tensors",
    got: { x: showSpec(x) },
    argument: 'x',
    expected:
      hint === 'default'
        ? 'a call such as add(x, y) or equal(x, y)'
        : 'a call such as sub(x, y), mul(x, 2) or less(x, y)',
    hint: x.size === 1 ? 'For the number in it, use x.item().' : undefined,
  });
}

/**
 * A dense tensor over `values`, which the caller gives away: nobody may write to them afterwards.
 * @example dense(new Float32Array([1, 2, 3, 4]), 'float32', [2, 2]); // float32[2, 2] [[1, 2], [3, 4]]
 */
export function dense<D extends DType>(
  values: TypedArray<D>,
  dtype: D,
  shape: ShapeValue,
  strides?: ShapeValue,
  offset = 0,
): DenseTensor<Shape, D> {
  return new DenseTensor<Shape, D>(values, dtype, shape, strides, offset);
}

/**
 * Another view of the values of `x`.
 * @example
 * const x = dense(new Float32Array([1, 2, 3, 4]), 'float32', [2, 2]);
 * view(x, [2], [3]); // float32[2] [1, 4]: the diagonal
 */
export function view(
  x: DenseTensor,
  shape: ShapeValue,
  strides: ShapeValue,
  offset: number = x.offset,
): DenseTensor {
  return new DenseTensor(x.values, x.dtype, Object.freeze(shape), strides, offset);
}

function scalarOf<D extends DType>(x: DenseTensor<Shape, D>, index: number): Scalar<D> {
  const value = x.values[index];
  return (x.dtype === 'bool' ? value !== 0 : value) as Scalar<D>;
}

function nest(x: DenseTensor<Shape, DType>, axis: number, offset: number): unknown {
  if (axis === x.shape.length) return scalarOf(x, offset);
  const rows = new Array<unknown>(x.shape[axis]);
  for (let i = 0; i < rows.length; i++) rows[i] = nest(x, axis + 1, offset + i * x.strides[axis]);
  return rows;
}

/** The values in row-major order, in an array of the caller's own. */
function copyRowMajor<D extends DType>(x: DenseTensor<Shape, D>): TypedArray<D> {
  if (x.contiguous) return x.values.slice(x.offset, x.offset + x.size) as TypedArray<D>;
  const out = allocate(x.dtype, x.size);
  copyInto(out, 0, x.values, x.offset, x.shape, x.strides, 0);
  return out;
}

function copyInto(
  out: TypedArray,
  to: number,
  values: TypedArray,
  from: number,
  shape: ShapeValue,
  strides: ShapeValue,
  axis: number,
): number {
  if (axis === shape.length) {
    out[to] = values[from];
    return to + 1;
  }
  const n = shape[axis];
  const step = strides[axis];
  if (axis < shape.length - 1) {
    for (let i = 0; i < n; i++) to = copyInto(out, to, values, from + i * step, shape, strides, axis + 1);
    return to;
  }
  for (let i = 0; i < n; i++) out[to + i] = values[from + i * step];
  return to + n;
}
