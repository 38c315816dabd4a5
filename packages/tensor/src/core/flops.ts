// What calls of primitives take, by their shapes alone: for those who count, and for compilers that choose.
import { sizeOf } from './dense.ts';
import type { Params } from './primitive.ts';
import type { Spec } from '../shape/dim.ts';

/** Primitives that only look at their first input differently. */
const views: ReadonlySet<string> = new Set([
  'reshape',
  'permute',
  'flip',
  'broadcastTo',
  'slice',
  'split',
  'windows',
  'stopGradient',
]);
/** Primitives that move values without arithmetic. */
const copies: ReadonlySet<string> = new Set(['pad', 'concat', 'gather', 'cast', 'where', 'iota']);
/** Primitives whose arithmetic goes by what they read. */
const reductions: ReadonlySet<string> = new Set([
  'sum',
  'max',
  'min',
  'argmax',
  'argmin',
  'cumsum',
  'fold',
  'scatterAdd',
]);

/**
 * Whether the primitive of that name only looks at its first input differently, and copies nothing.
 * @example isView('reshape'); // true
 */
export function isView(name: string): boolean {
  return views.has(name);
}

/**
 * Arithmetic operations on single numbers that a call takes; a multiplication and an addition are two.
 *
 * One an element of the output, unless it is known better; `outputs` are what the primitive's shape rule returns.
 * @example
 * const [a, b, y] = [zeros([2, 3]), zeros([3, 4]), zeros([2, 4])];
 * flopsOf('contract', { x: 'ik', y: 'kj', out: 'ij' }, [a, b], [y]); // 48
 */
export function flopsOf(
  name: string,
  params: Params,
  inputs: readonly Spec[],
  outputs: readonly Spec[],
): number {
  if (views.has(name) || copies.has(name)) return 0;
  if (reductions.has(name)) return sizeOf(inputs[0].shape);
  if (name === 'argsort') {
    const size = sizeOf(inputs[0].shape);
    return size * Math.ceil(Math.log2(Math.max(2, size)));
  }
  if (name === 'contract') {
    const labels = new Map([...String(params['x'])].map((label, axis) => [label, inputs[0].shape[axis]]));
    const summed = [...labels].filter(([label]) => !String(params['out']).includes(label));
    return 2 * sizeOf(outputs[0].shape) * summed.reduce((product, [, n]) => product * n, 1);
  }
  return outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
