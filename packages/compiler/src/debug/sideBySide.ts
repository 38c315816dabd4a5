// A compiled program beside the eager interpreter: every call on the values that the compiled program found for its
// inputs, so that a difference is seen where it arises and is not explained by what came before.
import { complain, showList, showSpec, type DenseTensor, type Spec } from '@cotangent/tensor/extend';
import { evaluate, evaluateCall } from '../graph/evaluate.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import { numbersOf } from './numbers.ts';
import { roundingOf } from './rounding.ts';
import { boundOf, shaking } from './shaken.ts';

type Leaves = readonly DenseTensor[];

/** What is compared. */
export interface SideBySide {
  /** The function that was compiled. */
  readonly name: string;
  /** Its graph as it was traced, and as it was lowered. */
  readonly traced: Graph;
  readonly graph: Graph;
  /** Runs the program of `watched(graph)`. */
  readonly watch: (inputs: Leaves) => Leaves;
}

/** The same graph with the results of all its calls as outputs. */
export function watched(graph: Graph): Graph {
  return { ...graph, outputs: graph.calls.flatMap(({ outputs }) => outputs) };
}

/**
 * Throws where a program computes something else than the eager interpreter, by more than rounding explains. Names the
 * first call that does; where none does by itself, the first output.
 */
export function compareSideBySide(
  { name, traced, graph, watch }: SideBySide,
  inputs: Leaves,
  results: Leaves,
): void {
  const known = new Map<Value, DenseTensor>(graph.inputs.map((value, i) => [value, inputs[i]]));
  const found = watch(inputs);
  let next = 0;
  for (const call of graph.calls) {
    const own = call.inputs.map((value) => knownOf(value, known));
    const want = evaluateCall(call, own, (_call, _inputs, made) => made);
    call.outputs.forEach((value, slot) => {
      const got = found[next++];
      known.set(value, got);
      const allowed = allowedOf(call, own, want, slot);
      const at = firstBeyond(got, want[slot], allowed);
      if (at < 0) return;
      const given = Object.fromEntries(own.map((x, i) => [`input ${i}`, describe(x)]));
      refuse(
        name,
        { call: `${call.primitive.name}${placeOf(call)}`, ...given },
        got,
        want[slot],
        at,
        allowed(at),
      );
    });
  }
  const want = evaluate(traced, inputs);
  const bounds = boundOf(traced, inputs, want, evaluations);
  want.forEach((y, slot) => {
    const at = firstBeyond(results[slot], y, (place) => bounds[slot][place]);
    if (at < 0) return;
    const where = `${slot}, whose calls agree one by one: what the passes or the loops make of them does not`;
    refuse(name, { output: where }, results[slot], y, at, bounds[slot][at]);
  });
}

/** How often a graph is shaken to see what rounding does to it. */
const evaluations = 20;

function knownOf(value: Value, known: ReadonlyMap<Value, DenseTensor>): DenseTensor {
  return value.source.kind === 'constant' ? value.source.tensor : (known.get(value) as DenseTensor);
}

/** How far an output of a call may be away: for loops and branches, what shaking their bodies does to it. */
function allowedOf(call: Call, inputs: Leaves, want: Leaves, slot: number): (at: number) => number {
  if (!('bodies' in call.primitive)) return roundingOf(call, inputs, want[slot]);
  const shake = shaking();
  const values = numbersOf(want[slot]);
  const most = new Float64Array(values.length);
  for (let k = 0; k < evaluations; k++) {
    numbersOf(evaluateCall(call, inputs, shake)[slot]).forEach((value, at) => {
      most[at] = Math.max(most[at], 4 * Math.abs(value - values[at]));
    });
  }
  return (at) => most[at];
}

/** The first element that is further away than allowed; -1 if there is none. */
function firstBeyond(got: DenseTensor, want: DenseTensor, allowed: (at: number) => number): number {
  const [xs, ys] = [numbersOf(got), numbersOf(want)];
  return xs.findIndex((x, at) => !Object.is(x, ys[at]) && !(Math.abs(x - ys[at]) <= allowed(at)));
}

function describe(x: DenseTensor): string {
  return showSpec(x as Spec);
}

function placeOf({ params, line }: Call): string {
  const given = Object.keys(params).length === 0 ? '' : ` ${JSON.stringify(params)}`;
  const at = line?.();
  return `${given}${at === undefined ? '' : `   called at ${at}`}`;
}

function refuse(
  name: string,
  where: Readonly<Record<string, string>>,
  got: DenseTensor,
  want: DenseTensor,
  at: number,
  allowed: number,
): never {
  const { shape } = want as Spec;
  let rest = at;
  const index = shape.toReversed().map((n) => {
    const own = rest % n;
    rest = Math.floor(rest / n);
    return own;
  });
  return complain({
    op: name,
    rule: 'the compiled program and the eager interpreter differ',
    got: {
      ...where,
      result: describe(want),
      index: showList(index.toReversed()),
      compiled: String(got.data()[at]),
      eager: String(want.data()[at]),
    },
    argument: 'compiled',
    expected: allowed === 0 ? 'the same number' : `a difference of at most ${allowed.toPrecision(3)}`,
    hint: 'This is a mistake of the compiler: please report it with the function.',
  });
}
