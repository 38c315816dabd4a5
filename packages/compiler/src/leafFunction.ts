// A function of leaves of fixed shapes and dtypes, and its derivatives: each becomes a program when it is first asked for.
// A derivative is a function of the same kind, made of the graph of what it differentiates, and so has derivatives itself.
import type { Tensor } from '@cotangent/tensor';
import {
  implemented,
  jvpFlat,
  vjpFlat,
  type Implementation,
  type Pushed,
  type Reversed,
} from '@cotangent/autograd/extend';
import type { Spec } from '@cotangent/tensor/extend';
import { compile, type Stages } from './compile.ts';
import { debugged, type Runner } from './debugged.ts';
import { cut } from './graph/cut.ts';
import type { Graph } from './graph/graph.ts';
import { record, recordInTwo } from './graph/record.ts';
import { replay } from './graph/replay.ts';
import { Program } from './runtime/program.ts';

type Leaves = readonly Tensor[];
type Trace = (inputs: Leaves) => Leaves;
/** Derivatives, `null` for zero. */
type Derivatives = readonly (Tensor | null)[];

/** How programs are made. */
export interface Making {
  readonly name: string;
  readonly relaxed: boolean;
  readonly debug: boolean;
}

/** A function in two programs, forward and back. */
interface TwoWays {
  readonly ahead: LeafFunction;
  readonly back: LeafFunction;
  readonly connected: readonly boolean[];
  /** By input, which of the results of `back` is its cotangent; -1 for zero. */
  readonly results: readonly number[];
}

/** A function along some tangents. */
interface Along {
  readonly both: LeafFunction;
  /** By output, which of the results is its tangent; -1 for zero. */
  readonly results: readonly number[];
}

/** A function and its derivatives as programs. */
export class LeafFunction implements Implementation {
  readonly specs: readonly Spec[];
  /** The function as it was traced. */
  readonly graph: Graph;
  private readonly making: Making;
  private readonly trace: Trace;
  private program: Runner | undefined;
  private readonly ways = new Map<string, TwoWays>();
  private readonly along = new Map<string, Along>();

  /** `trace` may be traced again for derivatives; without it, the graph is gone through call by call. */
  constructor(making: Making, graph: Graph, trace: Trace = (inputs) => replay(graph, inputs)) {
    this.making = making;
    this.graph = graph;
    this.specs = graph.inputs.map(({ shape, dtype }) => ({ shape, dtype }));
    this.trace = trace;
  }

  /** The function of leaves that may be values which are being differentiated. */
  call(inputs: Leaves): Leaves {
    return implemented(this.making.name, inputs, this);
  }

  run(inputs: Leaves): Leaves {
    this.program ??= programOf(this.making, compile(this.graph, { ...this.making, donated: inputs.map(() => false) })); // prettier-ignore
    return this.program.run(inputs);
  }

  reverse(inputs: Leaves, active: readonly boolean[]): Reversed {
    const { ahead, back, connected, results } = kept(this.ways, active, () => this.twoWays(active));
    const all = ahead.call(inputs);
    const outputs = all.slice(0, connected.length);
    const residuals = all.slice(connected.length);
    const pullback = (g: Leaves): Derivatives => {
      const cotangents = back.call([...residuals, ...g]);
      return results.map((at) => cotangents[at] ?? null);
    };
    return { outputs, connected, kept: residuals, pullback };
  }

  forward(inputs: Leaves, tangents: Derivatives): Pushed {
    const active = tangents.map((t) => t !== null);
    const { both, results } = kept(this.along, active, () => this.alongside(active));
    const all = both.call([...inputs, ...tangents.filter((t) => t !== null)]);
    return { outputs: all.slice(0, results.length), tangents: results.map((at) => all[at] ?? null) };
  }

  private twoWays(active: readonly boolean[]): TwoWays {
    let connected: readonly boolean[] = [];
    let results: readonly number[] = [];
    const parts = recordInTwo(this.specs, (inputs) => {
      const varied = inputs.filter((_, i) => active[i]);
      const run = vjpFlat((own) => this.trace(filled(inputs, active, own)), varied);
      ({ connected } = run);
      const back = (g: Leaves): Leaves => {
        const given = g.values();
        const cotangents = run.pullback(
          connected.map((one) => (one ? (given.next().value as Tensor) : null)),
        );
        const found = cotangents.filter((one) => one !== null);
        const own = cotangents.values();
        results = active.map((one) => {
          const cotangent = one ? own.next().value : null;
          return cotangent ? found.indexOf(cotangent) : -1;
        });
        return found;
      };
      return { outputs: run.outputs, specs: run.outputs.filter((_, k) => connected[k]), back };
    });
    const { first, second } = cut(parts);
    const [ahead, back] = [first, second].map((graph) => new LeafFunction(this.making, graph));
    return { ahead, back, connected, results };
  }

  private alongside(active: readonly boolean[]): Along {
    const { specs } = this;
    let results: readonly number[] = [];
    const graph = record([...specs, ...specs.filter((_, i) => active[i])], (all) => {
      const given = all.slice(specs.length).values();
      const tangents = active.map((one) => (one ? (given.next().value as Tensor) : null));
      const run = jvpFlat(this.trace, all.slice(0, specs.length), tangents);
      const found = run.tangents.filter((t) => t !== null);
      results = run.tangents.map((t) => (t === null ? -1 : run.outputs.length + found.indexOf(t)));
      return [...run.outputs, ...found];
    });
    return { both: new LeafFunction(this.making, graph), results };
  }
}

/** A program that runs what was compiled. */
export function programOf(
  { name, relaxed, debug }: Making,
  stages: Stages,
  donated: readonly boolean[] = [],
): Runner {
  const { graph, lowered, emitted } = stages;
  const program = new Program(name, graph, lowered, emitted, donated);
  return debug ? debugged(name, stages, program, relaxed) : program;
}

/** What is kept for a choice of inputs, made where it is not there yet. */
function kept<T>(all: Map<string, T>, active: readonly boolean[], make: () => T): T {
  const key = active.map(Number).join('');
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}

/** `all` with `own` in the places of those that are active. */
function filled(all: Leaves, active: readonly boolean[], own: Leaves): Leaves {
  const next = own.values();
  return all.map((x, i) => (active[i] ? (next.next().value as Tensor) : x));
}
