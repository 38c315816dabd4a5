// States of trainers, brains and searches as JSON: tensors written out, everything else as it is.
import { fromTypedArray, isTensor, type DType, type Tensor } from '@cotangent/tensor';
import { allocate } from '@cotangent/tensor/extend';
import { refuse } from './errors.ts';

/** A tensor in JSON; numbers that JSON lacks are strings: `'NaN'`, `'-0'`. */
interface WrittenTensor {
  readonly tensor: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/**
 * A state, such as `trainer.save()` returns, as plain data for `JSON.stringify`.
 * @example
 * const text = JSON.stringify(toPlain({ age: 3, w: tensor([1, 2]) }));
 * fromPlain<{ age: number; w: Tensor }>(JSON.parse(text)).w; // float32[2] [1, 2]
 */
export function toPlain(state: unknown): unknown {
  if (isTensor(state)) {
    const { dtype, shape } = state;
    const data = Array.from(state.data(), (x: number) =>
      Object.is(x, -0) ? '-0' : Number.isFinite(x) ? x : String(x),
    );
    return { tensor: dtype, shape: [...shape], data } satisfies WrittenTensor;
  }
  if (Array.isArray(state)) return state.map(toPlain);
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, toPlain(value)]));
}

/**
 * The state that `toPlain` wrote. `S` is taken at its word: what reads the state checks it.
 *
 * Throws for tensors that are not written whole, or hold what is no number.
 * @example fromPlain<{ k: Tensor }>({ k: { tensor: 'int32', shape: [], data: [7] } }).k; // int32[] 7
 */
export function fromPlain<S>(plain: unknown): S {
  return read(plain) as S;
}

function read(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(read);
  if (typeof plain !== 'object' || plain === null) return plain;
  if ('tensor' in plain && 'shape' in plain && 'data' in plain) return tensorOf(plain as WrittenTensor);
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, read(value)]));
}

/** Numbers that JSON has no digits for, or loses the sign of. */
const words: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity', '-0']);
const dtypes: readonly unknown[] = ['float32', 'float64', 'int32', 'uint8', 'bool'];

function tensorOf(written: WrittenTensor): Tensor {
  const { tensor: dtype, shape, data } = written;
  const lists = Array.isArray(shape) && Array.isArray(data);
  const size = lists ? shape.reduce((n, side) => n * side, 1) : -1;
  if (!lists || data.length !== size || !dtypes.includes(dtype)) {
    refuse('fromPlain', 'tensors are written whole', 'tensor', dtype, 'a dtype, a shape and as many numbers');
  }
  const values = allocate(dtype, size);
  const integral = dtype !== 'float32' && dtype !== 'float64';
  Array.from(data).forEach((value: unknown, i) => {
    const known = typeof value === 'number' || words.has(value);
    if (!known || (integral && !Number.isInteger(value))) {
      const expected = integral ? 'an integer' : "a number, 'NaN', 'Infinity', '-Infinity' or '-0'";
      refuse('fromPlain', 'what a tensor holds is numbers', `data[${i}]`, value, expected);
    }
    values[i] = Number(value);
  });
  return (
    dtype === 'bool' ? fromTypedArray(values as Uint8Array, shape, 'bool') : fromTypedArray(values, shape)
  ) as Tensor;
}
