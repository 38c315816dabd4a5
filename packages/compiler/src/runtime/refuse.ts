// What is said where a program cannot be had, with sizes and what takes up the most, and where it cannot go on.
import { complain } from '@cotangent/tensor/extend';
import type { Check } from '../emit/checks.ts';
import type { Emitted } from '../emit/program.ts';
import { bytesOf, type Buffer } from '../loops/buffer.ts';

/** Buffers that are named. */
const named = 5;

/** Throws, for a program that does not fit into memory. */
export function refuseMemory(name: string, emitted: Emitted, rule: string): never {
  return complain({
    op: name,
    rule,
    got: { memory: showBytes(emitted.memory.size), ...largestBuffers(emitted) },
    argument: 'memory',
    expected: 'less at a time',
    hint: 'Use smaller batches, or checkpoint what the backward pass keeps.',
  });
}

/** Throws, for a module that the engine does not take. */
export function refuseModule(name: string, emitted: Emitted, error: unknown): never {
  const says = error instanceof Error ? error.message : String(error);
  const forbidden = /content security policy|unsafe-eval/i.test(says);
  return complain({
    op: name,
    rule: 'the engine must take the WebAssembly module of the program',
    got: {
      engine: says,
      module: `${showBytes(emitted.bytes.length)}, ${emitted.functions.length} functions`,
      memory: showBytes(emitted.memory.size),
      ...largestBuffers(emitted),
    },
    argument: 'module',
    expected: 'an engine with WebAssembly SIMD, where pages may compile modules and there is room for them',
    hint: forbidden ? "Add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy." : undefined,
  });
}

/** Throws, for a call of a program by what is called while it prints: its memory is in use. */
export function refuseReentry(name: string): never {
  return complain({
    op: name,
    rule: 'a program must not be called while it runs',
    got: { call: 'by the console that shows what it prints' },
    argument: 'call',
    expected: 'a call once it has returned, or of another compiled function',
    hint: 'Store what is printed, and go on with it afterwards.',
  });
}

/** Throws, for a value that a check found: as the eager interpreter does. */
export function refuseValue(name: string, check: Check, value: number): never {
  const got = `${value} among them`;
  if (check.kind === 'exponent') {
    return complain({
      op: name,
      rule: 'an integer to a negative power is a fraction',
      got: { y: got },
      argument: 'y',
      expected: 'a float tensor, or exponents of at least 0',
    });
  }
  if (check.kind === 'distinct') {
    return complain({
      op: name,
      rule: 'the indices must differ',
      got: { indices: `${value} more than once` },
      argument: 'indices',
      expected: 'each index at most once',
      hint: 'To add values up at repeated indices, use scatterAdd.',
    });
  }
  const { bound } = check;
  return complain({
    op: name,
    rule: 'every index must lie inside the axis',
    got: { indices: got },
    argument: 'indices',
    expected: bound === 0 ? 'no indices, as the axis is empty' : `indices from 0 to ${bound - 1}`,
  });
}

/** The largest buffers, by where in the user's code they come from. */
function largestBuffers({ memory }: Emitted): Readonly<Record<string, string>> {
  const sizeOf = ({ size, dtype }: Buffer): number => size * bytesOf[dtype];
  const places = new Set<number>();
  const largest = [...memory.addresses]
    .toSorted(([a], [b]) => sizeOf(b) - sizeOf(a))
    // Of those that share a place, the first is the largest.
    .filter(([{ size }, at]) => size > 0 && places.size < places.add(at).size)
    .map(([buffer]) => buffer)
    .slice(0, named);
  return Object.fromEntries(
    largest.map((buffer, k) => {
      const origin = buffer.origin?.() ?? 'the program itself';
      const text = `${showBytes(sizeOf(buffer))}   ${buffer.dtype} × ${buffer.size}, ${origin}`;
      return [`buffer ${k + 1}`, text];
    }),
  );
}

/** `1.5 GB` */
function showBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
