// Tensors as text: dtype, shape, and the values with long axes summarized and columns aligned, as NumPy does.
import { showSpec } from '../base/error.ts';
import type { DType } from '../base/dtype.ts';

const summarizeAbove = 1000;
const edge = 3;
const lineWidth = 88;

interface Printed {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly size: number;
}
/** The element at an index, as users read it. */
type At = (index: readonly number[]) => unknown;

/** `float32[2, 2] [[1, 2.5], [3, 4]]`, on several lines and with `…` where that is easier to read. */
export function print(x: Printed, at: At): string {
  if (x.size === 0) return `${showSpec(x)} (empty)`;
  const kept = nest(x.shape, shownAlong(x), at, []);
  const values = leaves(kept);
  const isFloat = x.dtype === 'float32' || x.dtype === 'float64';
  const text = layout(kept, aligned(values, isFloat ? decimals(values) : String), 1);
  return `${showSpec(x)}${text.includes('\n') ? '\n' : ' '}${text}`;
}

const gap = Symbol('gap');

/** How many elements are shown along each axis: few enough in all, most of them along the last axes. */
function shownAlong({ shape, size }: Printed): readonly number[] {
  if (size <= summarizeAbove) return shape;
  let left = summarizeAbove;
  return shape
    .toReversed()
    .map((n) => {
      const shown = Math.max(1, Math.min(n, 2 * edge, Math.floor(left)));
      left /= shown;
      return shown;
    })
    .toReversed();
}

/** The values in nested arrays, with a gap where an axis is not shown whole. */
function nest(shape: readonly number[], shown: readonly number[], at: At, index: readonly number[]): unknown {
  const axis = index.length;
  if (axis === shape.length) return at(index);
  const [n, count] = [shape[axis], shown[axis]];
  const head = count === n ? n : Math.ceil(count / 2);
  const rows = Array.from({ length: count }, (_, k) =>
    nest(shape, shown, at, [...index, k < head ? k : n - count + k]),
  );
  return count === n ? rows : [...rows.slice(0, head), gap, ...rows.slice(head)];
}

function leaves(nested: unknown): unknown[] {
  return Array.isArray(nested) ? nested.flatMap(leaves) : nested === gap ? [] : [nested];
}

/** `notation`, padded to the width of the longest value. */
function aligned(
  values: readonly unknown[],
  notation: (value: unknown) => string,
): (value: unknown) => string {
  const width = values.length > 1 ? Math.max(...values.map((v) => notation(v).length)) : 0;
  return (v) => notation(v).padStart(width);
}

/** One notation for all values: plain decimals where they are short, else exponents. */
function decimals(values: readonly unknown[]): (value: unknown) => string {
  const finite = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v) && v !== 0);
  const large = finite.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const small = finite.reduce((least, v) => Math.min(least, Math.abs(v)), Infinity);
  const exponents = finite.length > 0 && (large >= 1e8 || small < 1e-4 || large / small > 1e7);
  return (v) => {
    if (typeof v !== 'number' || !Number.isFinite(v)) return String(v);
    if (Number.isInteger(v) && Math.abs(v) < 1e8) return Object.is(v, -0) ? '-0' : String(v);
    if (exponents) return v.toExponential(4).replace(/\.?0+e/, 'e');
    return String(Number(v.toFixed(large >= 1000 ? 2 : 4)));
  };
}

function layout(nested: unknown, format: (value: unknown) => string, depth: number): string {
  if (!Array.isArray(nested)) return nested === gap ? '…' : format(nested);
  const parts = nested.map((part: unknown) => layout(part, format, depth + 1));
  const indent = ' '.repeat(depth);
  if (Array.isArray(nested[0])) {
    const blank = Array.isArray((nested[0] as unknown[])[0]) ? '\n' : '';
    return `[${parts.join(`,\n${blank}${indent}`)}]`;
  }
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && indent.length + line.length + part.length + 2 > lineWidth) {
      lines.push(`${line},`);
      line = '';
    }
    line += line === '' ? part : `, ${part}`;
  }
  return `[${[...lines, line].join(`\n${indent}`)}]`;
}
