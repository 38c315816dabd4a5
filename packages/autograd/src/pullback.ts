// Reverse mode over lists of leaves: a function runs on a tape, and gives its outputs with the way back.
import type { Tensor } from '@cotangent/tensor';
import type { Entry, Watch } from './entry.ts';
import { recorded } from './recording.ts';
import { ReverseMode } from './tapeControl.ts';
import { accumulate, walkBack } from './walk.ts';

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

/**
 * Runs `f` on a tape. The pullback may be called as often as one likes.
 * @example
 * const { outputs, pullback } = vjpFlat(([x]) => [mul(x, x)], [tensor([1, 2, 3]) as Tensor]);
 * pullback(outputs.map(onesLike)); // [float32[3] [2, 4, 6]]
 */
export function vjpFlat(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  primals: readonly Tensor[],
  watch: Watch = {},
): Linearized {
  const tape = new ReverseMode(watch);
  const inputs = primals.map((x) => tape.input(x));
  const results = recorded(tape, () => f(inputs));
  const ids = results.map((y) => tape.idOf(y));
  const outputs = tape.lowered(results);
  const pullback = (g: readonly (Tensor | null)[]): readonly (Tensor | null)[] => {
    const cotangents: (Tensor | null)[] = [];
    ids.forEach((id, k) => accumulate(cotangents, id, g[k]));
    walkBack(tape, 0, cotangents);
    return primals.map((_, i) => cotangents[i] ?? null);
  };
  return { outputs, connected: ids.map((id) => id >= 0), pullback, entries: tape.entries, ids };
}
