// The way from a function to a module, stage by stage: what `jit` runs and `inspect` shows.
import type { Tensor } from '@cotangent/tensor';
import { takeApart, type Spec, type Structure } from '@cotangent/tensor/extend';
import { emit, type Emitted, type EmitOptions } from './emit/program.ts';
import type { Graph } from './graph/graph.ts';
import { record } from './graph/record.ts';
import { fuse } from './loops/fuse.ts';
import { lower, type Lowered } from './loops/lower.ts';
import { recomputed } from './loops/recompute.ts';
import { optimized } from './passes/passes.ts';
import type { Arguments } from './signature.ts';

/** Every stage of a compilation. */
export interface Stages {
  readonly specs: readonly Spec[];
  /** The structure of what the function returns. */
  readonly structure: Structure;
  readonly traced: Graph;
  readonly graph: Graph;
  readonly lowered: Lowered;
  readonly emitted: Emitted;
}

/** Compiles `f` for arguments like these. */
export function compile(
  name: string,
  f: (...args: never[]) => unknown,
  { leaves, donated, rebuild }: Arguments,
  { relaxed, debug }: { readonly relaxed: boolean; readonly debug: boolean },
): Stages {
  const specs = leaves.map(({ shape, dtype }) => ({ shape, dtype }) as Spec);
  let structure: Structure = [];
  const flatten = (inputs: readonly Tensor[]): readonly Tensor[] => {
    const flat = takeApart(name, 'output', f(...(rebuild(inputs) as never[])));
    structure = flat.structure;
    return flat.leaves;
  };
  const traced = record(specs, flatten, debug);
  const graph = optimized(traced);
  return { specs, structure, traced, graph, ...assemble(graph, { relaxed, donated }) };
}

/** Lowers a graph and writes its module. */
export function assemble(graph: Graph, options: EmitOptions): Pick<Stages, 'lowered' | 'emitted'> {
  const plain = lower(graph);
  const keep = new Set(plain.outputs);
  const lowered = { ...plain, kernels: recomputed(fuse(plain.kernels, keep), keep) };
  return { lowered, emitted: emit(lowered, options) };
}
