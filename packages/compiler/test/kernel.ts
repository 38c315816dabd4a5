// An elementary function over arrays: the loop that a compiled program has, around the function alone.
import { Code } from '../src/wasm/code.ts';
import { engine, pageSize, type Memory } from '../src/wasm/engine.ts';
import { Module } from '../src/wasm/module.ts';
import { math, type Emit, type MathName } from '../src/math/index.ts';

export type Width = keyof typeof math;

/** The functions of two operands. */
export const pairs: readonly MathName[] = ['atan2', 'pow', 'rem'];

/** The functions of one. */
export const singles: readonly MathName[] = (Object.keys(math.f32x4) as MathName[]).filter(
  (name) => !pairs.includes(name),
);

type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A function compiled for up to `capacity` elements: write operands into `x` and `y`, call `run`, read `z`. */
export interface Kernel {
  readonly x: Floats;
  readonly y: Floats;
  readonly z: Floats;
  run(count?: number): void;
}

/** A module of one function, and its memory of so many bytes. */
export function instantiate(
  code: Code,
  bytes: number,
): { memory: Memory; run: (...args: number[]) => number } {
  const module = new Module();
  module.export(code);
  const memory = new engine.Memory({ initial: Math.ceil(bytes / pageSize) });
  const { exports } = new engine.Instance(new engine.Module(module.encode(0)), { env: { memory } });
  return { memory, run: exports[code.name] };
}

/** Compiles `emit` in a loop over arrays; `operands` are taken from x, then y. */
export function kernel(emit: Emit, width: Width, operands: 1 | 2, capacity: number): Kernel {
  const bytes = capacity * (width === 'f32x4' ? 4 : 8);
  const code = new Code('run', ['i32']);
  const [end] = code.parameters;
  const at = code.local('i32');
  code.loop((again) => {
    code.get(at);
    for (let k = 0; k < operands; k++) code.get(at).memory('v128.load', k * bytes);
    emit(code);
    code.memory('v128.store', 2 * bytes);
    code.get(at).i32(16).op('i32.add').tee(at).get(end).op('i32.lt_u').brIf(again);
  });
  const { memory, run } = instantiate(code, 3 * bytes);
  const floats = (k: number): Floats =>
    width === 'f32x4'
      ? new Float32Array(memory.buffer, k * bytes, capacity)
      : new Float64Array(memory.buffer, k * bytes, capacity);
  return {
    x: floats(0),
    y: floats(1),
    z: floats(2),
    run: (count = capacity) => void run((bytes / capacity) * count),
  };
}

/** The kernel of a function by its name. */
export function kernelOf(name: MathName, width: Width, capacity: number): Kernel {
  return kernel(math[width][name], width, pairs.includes(name) ? 2 : 1, capacity);
}
