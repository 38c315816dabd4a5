// The backward pass: cotangents walk the tape from its end to its start. Creation order is already topological.
import type { Tensor } from '@cotangent/tensor';
import { closeTape, openTape } from './open.ts';
import { checkCotangent, plus, zerosOf } from './rules.ts';
import { type Entry, type Observer } from './tape.ts';

/** What `vjpFlat` gives: the outputs, which of them depend on the inputs, and the way back. */
export interface Linearized {
  readonly outputs: readonly Tensor[];
  readonly connected: readonly boolean[];
  /** Cotangents of the inputs from those of the outputs; `null` where no path leads from one to the other. */
  readonly pullback: (g: readonly (Tensor | null)[]) => readonly (Tensor | null)[];
  /** What was recorded. */
  readonly entries: readonly Entry[];
  /** The numbers of the outputs on the tape, -1 for constants. */
  readonly ids: readonly number[];
}

/** Watches a run; for diagnostics. */
export interface Watch {
  readonly forward?: Observer;
  /** Told before the backward pass takes each entry. */
  readonly backward?: (entry: Entry) => void;
}

/** Runs `f` on a tape. The pullback may be called as often as one likes. */
export function vjpFlat(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  primals: readonly Tensor[],
  watch: Watch = {},
): Linearized {
  const tape = openTape(watch.forward);
  const inputs = primals.map((x) => tape.input(x));
  let results: readonly Tensor[];
  try {
    results = f(inputs);
  } finally {
    closeTape(tape);
  }
  const ids = results.map((y) => tape.idOf(y));
  const outputs = results.map((y) => tape.lower(y));
  const pullback = (g: readonly (Tensor | null)[]): readonly (Tensor | null)[] => {
    const cotangents: (Tensor | null)[] = [];
    ids.forEach((id, k) => accumulate(cotangents, id, g[k]));
    walkBack(tape.entries, 0, cotangents, watch.backward);
    return primals.map((_, i) => cotangents[i] ?? null);
  };
  return { outputs, connected: ids.map((id) => id >= 0), pullback, entries: tape.entries, ids };
}

/** Adds `g` to the cotangent of value `id`. */
export function accumulate(cotangents: (Tensor | null)[], id: number, g: Tensor | null): void {
  if (id < 0 || g === null) return;
  const sum = cotangents[id] ?? null;
  cotangents[id] = sum === null ? g : plus(sum, g);
}

/** Carries `cotangents`, by value number, back through the entries from the last down to number `from`. */
export function walkBack(
  entries: readonly Entry[],
  from: number,
  cotangents: (Tensor | null)[],
  watch?: Watch['backward'],
): void {
  for (let at = entries.length - 1; at >= from; at--) {
    const entry = entries[at];
    const { first, outputs, parents } = entry;
    let reached = false;
    for (let slot = 0; slot < outputs.length; slot++) reached ||= (cotangents[first + slot] ?? null) !== null;
    if (!reached) continue;
    const g = outputs.map((spec, slot) => cotangents[first + slot] ?? zerosOf(spec));
    for (let slot = 0; slot < outputs.length; slot++) cotangents[first + slot] = null;
    watch?.(entry);
    const back = entry.pull(g, cotangents);
    for (let i = 0; i < parents.length; i++) {
      const cotangent = back[i] ?? null;
      if (parents[i] < 0 || cotangent === null) continue;
      checkCotangent(entry.name, i, cotangent, entry.specs[i]);
      accumulate(cotangents, parents[i], cotangent);
    }
  }
}
