// The backward pass: cotangents walk the tape from its end to its start. Creation order is already topological.
import type { Tensor } from '@cotangent/tensor';
import { reopened } from './recording.ts';
import { checkCotangent, plus, zerosOf } from './rules.ts';
import type { Tape } from './tape.ts';

/** Adds `g` to the cotangent of value `id`. */
export function accumulate(cotangents: (Tensor | null)[], id: number, g: Tensor | null): void {
  if (id < 0 || g === null) return;
  const sum = cotangents[id] ?? null;
  cotangents[id] = sum === null ? g : plus(sum, g);
}

/** Carries `cotangents`, by value number, back through the entries of `tape` from the last down to number `from`. */
export function walkBack({ entries, watch }: Tape, from: number, cotangents: (Tensor | null)[]): void {
  for (let at = entries.length - 1; at >= from; at--) {
    const entry = entries[at];
    const { first, outputs, parents } = entry;
    let reached = false;
    for (let slot = 0; slot < outputs.length; slot++) reached ||= (cotangents[first + slot] ?? null) !== null;
    if (!reached) continue;
    const g = outputs.map((spec, slot) => cotangents[first + slot] ?? zerosOf(spec));
    for (let slot = 0; slot < outputs.length; slot++) cotangents[first + slot] = null;
    watch.backward?.(entry, g);
    const back = entry.pull(g, cotangents);
    for (let i = 0; i < parents.length; i++) {
      const cotangent = back[i] ?? null;
      if (parents[i] < 0 || cotangent === null) continue;
      checkCotangent(entry.name, i, cotangent, entry.specs[i]);
      accumulate(cotangents, parents[i], cotangent);
    }
  }
}

/**
 * Records `run` again on a tape that has ended, carries the cotangents `g` of its results back into `cotangents`, and
 * leaves no trace of it. No number is given twice: pullbacks further out may replay what used it.
 */
export function replay(
  tape: Tape,
  run: () => readonly Tensor[],
  g: readonly (Tensor | null)[],
  cotangents: (Tensor | null)[],
): void {
  reopened(tape, () => {
    const from = tape.entries.length;
    try {
      run().forEach((y, k) => accumulate(cotangents, tape.idOf(y), g[k]));
      walkBack(tape, from, cotangents);
    } finally {
      tape.entries.length = from;
    }
  });
}
