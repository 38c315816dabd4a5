// A tape with its numbers: what every step computed, and the cotangents that the backward pass brought back to it.
// It keeps all of them alive, so it is for looking at one step, not for training.
import { ones, type Tensor } from '@cotangent/tensor';
import { isFloat, sourceLine } from '@cotangent/tensor/extend';
import { flattenArgument, flattenTree, joinFlats } from './arguments.ts';
import type { Entry } from './entry.ts';
import { recordOf, type TapeRecord } from './inspect.ts';
import { vjpFlat } from './pullback.ts';

/** What `tapeOf` records, with the numbers. */
export interface TapeRun extends TapeRecord {
  /** What was computed, by the number of the value on the tape, inputs first; `null` for numbers of no step. */
  readonly values: readonly (Tensor | null)[];
  /** The cotangents of the same values; `null` where none came back. */
  readonly cotangents: readonly (Tensor | null)[];
  /** Which steps the backward pass took, in its order. */
  readonly backward: readonly number[];
  /** What `label` said as each step was recorded. */
  readonly labels: readonly (string | undefined)[];
}

/** How a run of a tape is looked at. */
export interface TapeRunOptions {
  /** Asked as each step is recorded: what is running, such as the layer of a model. */
  readonly label?: (() => string | undefined) | undefined;
}

/**
 * What `f` records on a tape when it is differentiated by all its arguments, with every value and its cotangent.
 *
 * Runs `f` once, and the backward pass once, from ones. Throws for arguments that are not floats.
 * @example
 * const { steps, values, cotangents } = tapeRun((x: Tensor<[3]>) => sum(exp(x)), [tensor([0, 0, 0])]);
 * steps.map((step) => step.primitive); // ['exp', 'sum']
 * values[2]; // float32 3
 * cotangents[0]; // float32[3] [1, 1, 1]
 */
export function tapeRun<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  args: A,
  { label }: TapeRunOptions = {},
): TapeRun {
  const { leaves, regroup } = joinFlats(args.map((x, i) => flattenArgument('tapeRun', x, `argument ${i}`)));
  const lines = new WeakMap<Entry, string | undefined>();
  const labels = new WeakMap<Entry, string | undefined>();
  const values: Tensor[] = [...leaves];
  const cotangents: (Tensor | null)[] = [];
  const order: Entry[] = [];
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    flattenTree('tapeRun', 'output', f(...(regroup(inputs) as [...A]))).leaves;
  const made = vjpFlat(run, leaves, {
    forward(entry, outputs) {
      lines.set(entry, sourceLine());
      labels.set(entry, label?.());
      for (const [slot, y] of outputs.entries()) values[entry.first + slot] = y;
    },
    backward(entry, g) {
      order.push(entry);
      for (const [slot, y] of g.entries()) cotangents[entry.first + slot] = y;
    },
  });
  // What a backward pass computes once more is recorded beyond the end, and is not part of the tape.
  const count = values.length;
  const back = made.pullback(
    made.outputs.map((y) => (isFloat(y.dtype) ? (ones(y.shape, y.dtype) as Tensor) : null)),
  );
  for (const [id, y] of back.entries()) cotangents[id] = y;
  const positions = new Map(made.entries.map((entry, at) => [entry, at]));
  return {
    ...recordOf(leaves, made, lines),
    values: Array.from({ length: count }, (_, id) => values.at(id) ?? null),
    cotangents: Array.from({ length: count }, (_, id) => cotangents[id] ?? null),
    backward: order.flatMap((entry) => positions.get(entry) ?? []),
    labels: made.entries.map((entry) => labels.get(entry)),
  };
}
