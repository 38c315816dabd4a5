// Runs a generated contraction in a memory full of guards, and compares all of it with what should be there.
import { engine } from '../wasm/engine.ts';
import { Module } from '../wasm/module.ts';
import { contraction } from './generate.ts';
import { naive, stridesOf } from './naive.samples.ts';
import type { Contraction, Epilogue } from './spec.ts';

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array };
const types = { float32: 'f32x4', float64: 'f64x2', int32: 'i32x4' };
const guard = 64;

/** relu(x + operand 0 + operand 1 …): what is fused behind layers. */
function biasAndRelu(dtype: Contraction['dtype'], operands: Epilogue['operands']): Epilogue {
  return {
    operands,
    emit(code, load) {
      operands.forEach((_, k) => {
        load(k);
        code.op(`${types[dtype]}.add`);
      });
      code.v128(new Int32Array(4)).op(dtype === 'int32' ? 'i32x4.max_s' : `${types[dtype]}.max`);
    },
  };
}

/** The elements that strides reach, from the lowest to the highest. */
function span(axes: readonly { readonly size: number; readonly stride: number }[]): {
  low: number;
  size: number;
} {
  if (axes.some(({ size }) => size === 0)) return { low: 0, size: 0 };
  const reach = axes.map(({ size, stride }) => (size - 1) * stride);
  const low = reach.reduce((n, far) => n + Math.min(0, far), 0);
  return { low, size: reach.reduce((n, far) => n + Math.abs(far), 1) };
}

/** Small integers, on which every order of summation is exact; for int32 products that overflow as well. */
function draw(state: number, dtype: Contraction['dtype'], k: number): number {
  return dtype === 'int32' && k % 3 === 0 ? state | 0 : ((state >>> 16) % 7) - 3;
}

/** 'same', or what differs. With `operands`, a bias and relu stand behind the sum; `relaxed`: with fused multiply-add. */
export function check(spec: Contraction, operands?: Epilogue['operands'], relaxed = false): string {
  const { axes, dtype } = spec;
  const module = new Module();
  const options = { relaxed, ...(operands === undefined ? {} : { epilogue: biasAndRelu(dtype, operands) }) };
  const kernel = contraction(module, 'contraction', spec, options);
  module.export(kernel.code);
  const array = arrays[dtype];
  const bytes = array.BYTES_PER_ELEMENT;
  const strides = stridesOf(spec, operands);
  const spans = Array.from({ length: 3 + (operands?.length ?? 0) }, (_, tensor) =>
    span(
      axes.flatMap(({ size, out }, k) =>
        tensor >= 2 && out === null ? [] : [{ size, stride: strides[k][tensor] }],
      ),
    ),
  );
  let top = 1024;
  const place = (length: number): number => {
    const at = top + guard;
    top = Math.ceil((at + length + guard) / 16) * 16;
    return at;
  };
  // Tensors start at an address that is no multiple of 16: views are like that.
  const starts = spans.map(({ size }) => place(size * bytes + bytes) + bytes);
  const scratch = place(kernel.scratch);
  const tables = place(kernel.tables.byteLength);
  const memory = new engine.Memory({ initial: Math.ceil(top / 65536) });
  new Uint8Array(memory.buffer).fill(0xa5);
  let state = 12345;
  const values = spans.map(({ size }, tensor) => {
    const view = new array(memory.buffer, starts[tensor], size);
    if (tensor === 2) return view;
    for (let k = 0; k < size; k++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      view[k] = draw(state, dtype, k);
    }
    return view;
  });
  const at = (tensor: number, index: number): number => values[tensor][index - spans[tensor].low];
  new Int32Array(memory.buffer, tables, kernel.tables.length).set(kernel.tables);
  const expected = new Uint8Array(memory.buffer.slice(0));
  const out = new array(expected.buffer, starts[2], spans[2].size);
  const multiply = dtype === 'int32' ? Math.imul : (x: number, y: number): number => x * y;
  naive(
    spec,
    strides,
    spans.length,
    (a, b) => multiply(at(0, a), at(1, b)),
    (sum, places) => {
      const beside = places.slice(3).map((index, k) => at(k + 3, index));
      const all = beside.reduce((x, y) => (dtype === 'int32' ? (x + y) | 0 : x + y), sum);
      out[places[2] - spans[2].low] = operands === undefined ? sum : Math.max(all, 0);
    },
  );
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  const [a, b, result, ...rest] = starts.map((start, k) => start - spans[k].low * bytes);
  exports['contraction'](a, b, result, scratch, tables, ...rest);
  const got = new Uint8Array(memory.buffer);
  for (let k = 0; k < got.length; k++) {
    if (got[k] === expected[k] || (k >= scratch && k < scratch + kernel.scratch)) continue;
    const element = Math.floor((k - starts[2]) / bytes);
    const where = element >= 0 && element < out.length ? `out at ${element}` : `byte ${k} of memory`;
    return `${where} differs\n${kernel.description}`;
  }
  return 'same';
}
