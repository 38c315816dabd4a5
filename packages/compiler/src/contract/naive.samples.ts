// Runs a generated contraction beside a naive loop.
import { engine } from '../wasm/engine.ts';
import { Module } from '../wasm/module.ts';
import { contraction } from './generate.ts';
import type { Contraction, ContractionOptions } from './spec.ts';

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array };
const guard = 64;

interface Span {
  readonly low: number;
  readonly size: number;
}

/** The elements that strides reach, from the lowest to the highest. */
function span(axes: readonly { readonly size: number; readonly stride: number }[]): Span {
  let low = 0;
  let high = 0;
  for (const { size, stride } of axes) {
    if (size === 0) return { low: 0, size: 0 };
    if (stride < 0) low += (size - 1) * stride;
    else high += (size - 1) * stride;
  }
  return { low, size: high - low + 1 };
}

/** `out[…] = Σ a[…] · b[…]`, one product after another. */
function naive(
  spec: Contraction,
  a: (index: number) => number,
  b: (index: number) => number,
  visit: (out: number, sum: number) => void,
): void {
  const outer = spec.axes.filter(({ out }) => out !== null);
  const summed = spec.axes.filter(({ out }) => out === null);
  const multiply = spec.dtype === 'int32' ? Math.imul : (x: number, y: number): number => x * y;
  /** A sum starts from 0, so it is never -0. */
  const total = (depth: number, i: number, j: number): number => {
    if (depth === summed.length) return 0 + multiply(a(i), b(j));
    const axis = summed[depth];
    let sum = 0;
    for (let k = 0; k < axis.size; k++) sum += total(depth + 1, i + k * axis.a, j + k * axis.b);
    return spec.dtype === 'int32' ? sum | 0 : sum;
  };
  const walk = (depth: number, i: number, j: number, at: number): void => {
    if (depth === outer.length) return visit(at, total(0, i, j));
    const axis = outer[depth];
    for (let k = 0; k < axis.size; k++) {
      walk(depth + 1, i + k * axis.a, j + k * axis.b, at + k * (axis.out ?? 0));
    }
  };
  walk(0, 0, 0, 0);
}

/** 'same', or what differs. */
export function check(spec: Contraction, options: ContractionOptions = {}): string {
  const module = new Module();
  const kernel = contraction(module, 'contraction', spec, options);
  module.export(kernel.code);
  const array = arrays[spec.dtype];
  const bytes = array.BYTES_PER_ELEMENT;
  const spans = [
    span(spec.axes.map(({ size, a }) => ({ size, stride: a }))),
    span(spec.axes.map(({ size, b }) => ({ size, stride: b }))),
    span(spec.axes.filter(({ out }) => out !== null).map(({ size, out }) => ({ size, stride: out ?? 0 }))),
  ];
  let top = 1024;
  const place = (length: number): number => {
    const at = top + guard;
    top = Math.ceil((at + length + guard) / 16) * 16;
    return at;
  };
  // Operands start at an address that is no multiple of 16: views are like that.
  const starts = spans.map(({ size }) => place(size * bytes + bytes) + bytes);
  const scratch = place(kernel.scratch);
  const tables = place(kernel.tables.byteLength);
  const memory = new engine.Memory({ initial: Math.ceil(top / 65536) });
  new Uint8Array(memory.buffer).fill(0xa5);
  const values = [0, 1].map((k) => {
    const view = new array(memory.buffer, starts[k], spans[k].size);
    let state = 12345 + k;
    for (let i = 0; i < view.length; i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      view[i] = ((state >>> 16) % 7) - 3;
    }
    return view;
  });
  new Int32Array(memory.buffer, tables, kernel.tables.length).set(kernel.tables);
  const expected = new Uint8Array(memory.buffer.slice(0));
  const out = new array(expected.buffer, starts[2], spans[2].size);
  naive(
    spec,
    (i) => values[0][i - spans[0].low],
    (i) => values[1][i - spans[1].low],
    (at, sum) => {
      out[at - spans[2].low] = sum;
    },
  );
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  const addresses = starts.map((start, k) => start - spans[k].low * bytes);
  exports['contraction'](...addresses, scratch, tables);
  const got = new Uint8Array(memory.buffer);
  for (let i = 0; i < got.length; i++) {
    if (got[i] === expected[i] || (i >= scratch && i < scratch + kernel.scratch)) continue;
    const [first, second, third] = starts;
    const where =
      i >= third && i < third + out.byteLength
        ? `out ${Math.floor((i - third) / bytes)}`
        : `byte ${i} of memory (${first}, ${second}, ${third})`;
    return `${where} differs\n${kernel.description}\n${JSON.stringify(spec)}`;
  }
  return 'same';
}
