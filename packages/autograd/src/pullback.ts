// The backward pass: cotangents walk the tape from its end to its start. Creation order is already topological.
import type { Tensor } from '@cotangent/tensor';
import { checkSpec, plus, pullBack, zerosOf } from './rules.ts';
import { Tape, type Node, type Observer } from './tape.ts';

/** What `vjpFlat` gives: the outputs, which of them depend on the inputs, and the way back. */
export interface Linearized {
  readonly outputs: readonly Tensor[];
  readonly connected: readonly boolean[];
  /** Cotangents of the inputs from those of the outputs; `null` where no path leads from one to the other. */
  readonly pullback: (g: readonly (Tensor | null)[]) => readonly (Tensor | null)[];
}

/** Watches the backward pass; for diagnostics. */
export type BackwardObserver = (node: Node, input: number, cotangent: Tensor) => void;

/** Runs `f` on a tape. The pullback may be called as often as one likes. */
export function vjpFlat(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  primals: readonly Tensor[],
  observer?: Observer,
  backwardObserver?: BackwardObserver,
): Linearized {
  const tape = new Tape(observer);
  const inputs = primals.map((x) => tape.input(x));
  let results: readonly Tensor[];
  try {
    results = f(inputs);
  } finally {
    tape.closed = true;
  }
  const ids = results.map((y) => (tape.owns(y) ? y.id : -1));
  const outputs = results.map((y) => (tape.owns(y) ? y.primal : y));
  const pullback = (g: readonly (Tensor | null)[]): readonly (Tensor | null)[] => {
    const cotangents: (Tensor | null)[] = [];
    ids.forEach((id, k) => accumulate(cotangents, id, g[k]));
    walkBack(tape.nodes, cotangents, backwardObserver);
    return primals.map((_, i) => cotangents[i] ?? null);
  };
  return { outputs, connected: ids.map((id) => id >= 0), pullback };
}

function accumulate(cotangents: (Tensor | null)[], id: number, g: Tensor | null): void {
  if (id < 0 || g === null) return;
  const sum = cotangents[id] ?? null;
  cotangents[id] = sum === null ? g : plus(sum, g);
}

/** Carries `cotangents`, by value number, from the outputs of `nodes` to their inputs. */
function walkBack(
  nodes: readonly Node[],
  cotangents: (Tensor | null)[],
  observer: BackwardObserver | undefined,
): void {
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    const { first, outputs, parents } = node;
    let reached = false;
    for (let slot = 0; slot < outputs.length; slot++) reached ||= (cotangents[first + slot] ?? null) !== null;
    if (!reached) continue;
    const g = outputs.map((spec, slot) => cotangents[first + slot] ?? zerosOf(spec));
    for (let slot = 0; slot < outputs.length; slot++) cotangents[first + slot] = null;
    const back = pullBack(
      node,
      g,
      parents.map((id) => id >= 0),
    );
    for (let i = 0; i < parents.length; i++) {
      const cotangent = back[i] ?? null;
      if (parents[i] < 0 || cotangent === null) continue;
      const { name } = node.primitive;
      checkSpec(
        name,
        `the rule must return a cotangent like its input ${i}`,
        'cotangent',
        cotangent,
        node.specs[i],
      );
      observer?.(node, i, cotangent);
      accumulate(cotangents, parents[i], cotangent);
    }
  }
}
