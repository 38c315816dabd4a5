// The way from a graph to a module, stage by stage: what `jit` runs and `inspect` shows.
import { emit, type Emitted, type EmitOptions } from './emit/program.ts';
import type { Graph } from './graph/graph.ts';
import { fuse } from './loops/fuse.ts';
import { imagewise } from './loops/imagewise.ts';
import { lower, type Lowered } from './loops/lower.ts';
import { recomputed } from './loops/recompute.ts';
import { rowwise } from './loops/rowwise.ts';
import { optimized } from './passes/passes.ts';

/** Every stage of a compilation. */
export interface Stages {
  /** Whether fused multiply-add was asked for. */
  readonly relaxed: boolean;
  readonly traced: Graph;
  readonly graph: Graph;
  readonly lowered: Lowered;
  readonly emitted: Emitted;
}

/** Compiles a graph as it was traced. */
export function compile(traced: Graph, options: EmitOptions): Stages {
  const graph = optimized(traced);
  return { relaxed: options.relaxed, traced, graph, ...assemble(graph, options) };
}

/** Lowers a graph and writes its module. */
export function assemble(graph: Graph, options: EmitOptions): Pick<Stages, 'lowered' | 'emitted'> {
  const plain = lower(graph);
  const keep = new Set(plain.outputs);
  const kernels = rowwise(recomputed(fuse(plain.kernels, keep), keep), keep);
  const lowered = { ...plain, ...imagewise({ kernels, filled: plain.filled }, keep) };
  return { lowered, emitted: emit(lowered, options) };
}
