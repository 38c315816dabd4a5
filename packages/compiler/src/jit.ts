// jit: a function that is traced once a signature, and from then on is one WebAssembly program.
import type { Tensor } from '@cotangent/tensor';
import { putTogether, takeApart, Tracer, type Spec, type Structure } from '@cotangent/tensor/extend';
import { tensor } from '@cotangent/tensor';
import { emit } from './emit/program.ts';
import { OuterValue, record } from './graph/record.ts';
import { fuse } from './loops/fuse.ts';
import { lower } from './loops/lower.ts';
import { optimized } from './passes/passes.ts';
import { Program } from './runtime/program.ts';
import { Resident } from './runtime/resident.ts';

/** What `jit` may be told. */
export interface JitOptions {
  /** Positions of arguments that are part of the program: another value, another program. */
  readonly static?: readonly number[];
  /** Positions of arguments that end with the call, so that results may take their place. */
  readonly donate?: readonly number[];
  /** Fused multiply-add where the engine has it: faster, and results differ between machines in the last digits. */
  readonly relaxed?: boolean;
}

/** A program, the signature it is for, and how to make results of what it gives. */
interface Compiled {
  readonly key: string;
  readonly specs: readonly Spec[];
  readonly program: Program;
  readonly structure: Structure;
}

type AnyFunction = (...args: never[]) => unknown;

/**
 * `f`, compiled: traced once for every signature (structure, shapes, dtypes and static arguments) and run as one
 * WebAssembly program.
 *
 * Takes and returns what `f` does. Inside of another `jit`, of `grad` and of other transformations it is `f` itself.
 * Throws where `f` reads a traced value.
 * @example
 * const step = jit((w: Tensor<[3]>, x: Tensor<[3]>) => sub(w, mul(0.5, x)));
 * step(tensor([1, 2, 3]), tensor([2, 2, 2])); // float32[3] [0, 1, 2]
 */
export function jit<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  options: JitOptions = {},
): (...args: A) => R {
  const name = f.name === '' ? 'jit' : f.name;
  const fixed = new Set(options.static);
  const given = new Set(options.donate);
  const programs = new Map<string, Compiled>();
  let last: Compiled | undefined;

  const call: unknown = (...args: unknown[]): unknown => {
    const leaves: Tensor[] = [];
    const parts: unknown[] = [];
    const donated: boolean[] = [];
    for (let i = 0; i < args.length; i++) {
      if (fixed.has(i)) {
        parts.push(args[i]);
        continue;
      }
      const arg = typeof args[i] === 'number' ? tensor(args[i] as number) : args[i];
      const flat = takeApart(name, `argument ${i}`, arg);
      parts.push(flat.structure);
      for (const leaf of flat.leaves) {
        if (leaf instanceof Tracer && !(leaf instanceof Resident))
          return (f as AnyFunction)(...(args as never[]));
        leaves.push(leaf);
        donated.push(given.has(i));
      }
    }
    const key = JSON.stringify(parts);
    if (last === undefined || last.key !== key || !sameSpecs(last.specs, leaves)) {
      const whole = `${key}${leaves.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join()}`;
      last = programs.get(whole);
      if (last === undefined) {
        try {
          last = compile(key, args, parts, leaves, donated);
        } catch (error) {
          if (error instanceof OuterValue) return (f as AnyFunction)(...(args as never[]));
          throw error;
        }
        programs.set(whole, last);
      }
    }
    return putTogether(last.structure, last.program.run(leaves));
  };

  const compile = (
    key: string,
    args: readonly unknown[],
    parts: readonly unknown[],
    leaves: readonly Tensor[],
    donated: readonly boolean[],
  ): Compiled => {
    const specs = leaves.map(({ shape, dtype }) => ({ shape, dtype }) as Spec);
    let structure: Structure = [];
    const traced = record(specs, (inputs) => {
      let next = 0;
      const rebuilt = parts.map((part, i) => {
        if (fixed.has(i)) return args[i];
        const tree = putTogether(part as Structure, inputs.slice(next));
        next += countLeaves(part as Structure);
        return tree;
      });
      const flat = takeApart(name, 'output', (f as AnyFunction)(...(rebuilt as never[])));
      structure = flat.structure;
      return flat.leaves;
    });
    const graph = optimized(traced);
    const lowered = lower(graph);
    const kernels = fuse(lowered.kernels, new Set(lowered.outputs));
    const finished = { ...lowered, kernels };
    const emitted = emit(finished, { relaxed: options.relaxed === true, donated });
    return { key, specs, program: new Program(name, graph, finished, emitted, donated), structure };
  };

  return call as (...args: A) => R;
}

function sameSpecs(specs: readonly Spec[], leaves: readonly Tensor[]): boolean {
  if (specs.length !== leaves.length) return false;
  for (let i = 0; i < specs.length; i++) {
    const { shape, dtype } = leaves[i] as Spec;
    const wanted = specs[i];
    if (dtype !== wanted.dtype || shape.length !== wanted.shape.length) return false;
    for (let axis = 0; axis < shape.length; axis++) if (shape[axis] !== wanted.shape[axis]) return false;
  }
  return true;
}

function countLeaves(structure: Structure): number {
  if (structure === '*') return 1;
  return Object.values(structure as object).reduce(
    (sum: number, part) => sum + countLeaves(part as Structure),
    0,
  );
}
