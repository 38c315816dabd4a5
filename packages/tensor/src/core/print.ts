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

/** `float32[2, 2] [[1, 2.5], [3, 4]]`, on several lines and with `…` where that is easier to read. */
export function print(x: Printed, nested: unknown): string {
  if (x.size === 0) return `${showSpec(x)} (empty)`;
  const kept = x.size > summarizeAbove ? summarize(nested) : nested;
  const format = formatter(leaves(kept));
  const text = layout(kept, format, 1);
  return `${showSpec(x)}${text.includes('\n') ? '\n' : ' '}${text}`;
}

const gap = Symbol('gap');

function summarize(nested: unknown): unknown {
  if (!Array.isArray(nested)) return nested;
  if (nested.length <= 2 * edge) return nested.map(summarize);
  return [...nested.slice(0, edge).map(summarize), gap, ...nested.slice(-edge).map(summarize)];
}

function leaves(nested: unknown): unknown[] {
  return Array.isArray(nested) ? nested.flatMap(leaves) : nested === gap ? [] : [nested];
}

/** One notation for all values: plain decimals where they are short, else exponents. */
function formatter(values: readonly unknown[]): (value: unknown) => string {
  const finite = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v) && v !== 0);
  const large = finite.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const small = finite.reduce((least, v) => Math.min(least, Math.abs(v)), Infinity);
  const exponents = large >= 1e8 || (small < 1e-4 && finite.length > 0) || large / small > 1e7;
  const shorten = (v: number): string =>
    Number.isInteger(v) && Math.abs(v) < 1e8
      ? String(v)
      : exponents
        ? v.toExponential(4).replace(/\.?0+e/, 'e')
        : String(Number(v.toFixed(large >= 1000 ? 2 : 4)));
  const text = (v: unknown): string => (typeof v === 'number' && Number.isFinite(v) ? shorten(v) : String(v));
  const width = values.length > 1 ? Math.max(...values.map((v) => text(v).length)) : 0;
  return (v) => text(v).padStart(width);
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
