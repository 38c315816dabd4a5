// checkpoint: less memory for more work. What a function recorded is thrown away at once and recorded again when
// the backward pass gets there.
import type { Tensor } from '@cotangent/tensor';
import { anew, requireFunction, Tracer, type Spec } from '@cotangent/tensor/extend';
import { flattenTree, unflattenTree } from './arguments.ts';
import { specOf, type Entry } from './entry.ts';
import { asNow } from './lifting.ts';
import { recordingTapes } from './recording.ts';
import type { Tape } from './tape.ts';
import { replay } from './walk.ts';

/**
 * `f`, recomputed in the backward pass instead of remembered: of all that happens inside, only its inputs are kept.
 *
 * `f: A → R` gives `A → R`, with the same values and gradients. `f` must compute the same when it is run again, and
 * store none of its values elsewhere. Inside of `jvp` it is just `f`. Compiled functions compute it twice as well.
 * @example
 * const block = checkpoint((x: Tensor<[2]>) => exp(sin(x)));
 * grad((x: Tensor<[2]>) => sum(block(x)))(tensor([0, Math.PI])); // float32[2] [ 1, -1]
 */
export function checkpoint<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  requireFunction('checkpoint', f, 'f');
  return (...args) => {
    const marks = recordingTapes().map((tape) => ({
      tape,
      entries: tape.entries.length,
      values: tape.values,
    }));
    const { leaves, structure } = flattenTree('checkpoint', 'output', f(...args));
    const innermost = marks.findLast(({ tape, entries }) => tape.entries.length > entries);
    if (innermost === undefined) return unflattenTree(structure, leaves) as R;
    const { tape, entries, values } = innermost;
    if (leaves.some((y) => y instanceof Tracer && y.interpreter.level > tape.level)) {
      return unflattenTree(structure, leaves) as R;
    }
    const shortened = shorten(
      tape,
      entries,
      values,
      leaves,
      () => flattenTree('checkpoint', 'output', f(...args)).leaves,
    );
    return unflattenTree(structure, shortened) as R;
  };
}

/** Replaces the entries from `start` on by one that runs them again; returns `outputs` as its outputs. */
function shorten(
  tape: Tape,
  start: number,
  firstValue: number,
  outputs: readonly Tensor[],
  run: () => readonly Tensor[],
): readonly Tensor[] {
  const now = asNow();
  const removed = tape.entries.splice(start);
  const outside = new Map<number, Spec>();
  for (const { parents, specs } of removed) {
    parents.forEach((id, i) => id >= 0 && id < firstValue && outside.set(id, specs[i]));
  }
  const own = [...outputs.keys()].filter((k) => tape.idOf(outputs[k]) >= firstValue);
  const primals = own.map((k) => tape.lower(outputs[k]));
  const entry: Entry = {
    name: 'checkpoint',
    specs: [...outside.values()],
    outputs: primals.map(specOf),
    parents: [...outside.keys()],
    first: tape.values,
    kept: [],
    pull: (g, cotangents) => {
      const again = (): readonly Tensor[] => {
        const leaves = now(() => anew(run));
        return own.map((k) => leaves[k]);
      };
      replay(tape, again, g, cotangents);
      return [];
    },
  };
  const recorded = tape.record(entry, primals);
  return outputs.map((y, k) => (own.includes(k) ? recorded[own.indexOf(k)] : y));
}
