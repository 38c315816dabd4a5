// Arguments as expressions: trees of tensors, digit by digit, as long as they can be read.
import * as ops from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';
import { isFloat, showSpec } from '@cotangent/tensor/extend';

/** Of tensors with more elements than this, others of the same shape and dtype are written down. */
const most = 1024;

/** A tree of tensors as an expression. */
export function literal(x: unknown): string {
  if (ops.isTensor(x)) return tensorLiteral(x);
  if (Array.isArray(x)) return `[${x.map(literal).join(', ')}]`;
  if (typeof x === 'string') return JSON.stringify(x);
  if (typeof x === 'number') return shown(x);
  if (typeof x !== 'object' || x === null) return String(x);
  const parts = Object.entries(x).map(
    ([key, value]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${literal(value)}`,
  );
  return `{ ${parts.join(', ')} }`;
}

function tensorLiteral(x: Tensor): string {
  const values = x.data();
  const shape = `[${x.shape.join(', ')}]`;
  if (x.size === 0) return `zeros(${shape}, '${x.dtype}')`;
  if (x.size > 8 && x.dtype !== 'bool' && values.every((value) => Object.is(value, values[0]))) {
    return `full(${shape}, ${number(values[0], x.dtype)}, '${x.dtype}')`;
  }
  if (x.size > most) return `/* in place of the ${showSpec(x)} of the failure */ ${standIn(x, shape)}`;
  const text = nested(x.toArray(), x.dtype);
  return x.dtype === 'float32' || x.dtype === 'bool' ? `tensor(${text})` : `tensor(${text}, '${x.dtype}')`;
}

/** Random numbers like those of a tensor that is too large to be printed. */
function standIn(x: Tensor, shape: string): string {
  const key = 'random.key(0)';
  if (x.dtype === 'bool') return `greater(random.uniform(${key}, ${shape}), 0.5)`;
  if (isFloat(x.dtype)) return `random.normal(${key}, ${shape}, { dtype: '${x.dtype}' })`;
  let [low, high] = [Infinity, -Infinity];
  for (const value of x.data()) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return `cast(random.integers(${key}, ${shape}, ${low}, ${high + 1}), '${x.dtype}')`;
}

function nested(values: unknown, dtype: string): string {
  if (Array.isArray(values)) return `[${values.map((value) => nested(value, dtype)).join(', ')}]`;
  return typeof values === 'number' ? number(values, dtype) : String(values);
}

/** The fewest digits that give the number back. */
function number(x: number, dtype: string): string {
  if (dtype !== 'float32' || x === 0) return shown(x);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find(
    (precision) => Math.fround(Number(x.toPrecision(precision))) === x,
  );
  return shown(digits === undefined ? x : Number(x.toPrecision(digits)));
}

function shown(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}
