// The tape to look at: plain data, a text table, and pictures for Graphviz and Mermaid.
import type { DType, Tensor } from '@cotangent/tensor';
import { DenseTensor, showSpec, sourceLine, type Spec } from '@cotangent/tensor/extend';
import { flattenArgument, flattenTree, joinFlats } from './arguments.ts';
import { PrimitiveEntry, type Entry } from './entry.ts';
import { Lifted } from './lifting.ts';
import { vjpFlat, type Linearized } from './pullback.ts';

/** A value: its number on the tape (-1 for a constant), shape and dtype. */
export interface TapeValue {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DType;
}
/** One recorded call. */
export interface TapeStep {
  readonly primitive: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: readonly TapeValue[];
  readonly outputs: readonly TapeValue[];
  /** `file:line:column` of the call. */
  readonly line: string | null;
  /** What the step keeps alive for the backward pass: memory that no argument and no step before it holds anyway. */
  readonly bytesKept: number;
}
/** What a function recorded, as plain JSON. */
export interface TapeRecord {
  readonly inputs: readonly TapeValue[];
  readonly steps: readonly TapeStep[];
  /** The numbers of the outputs; -1 for what depends on no input. */
  readonly outputs: readonly number[];
}

const elementBytes: Readonly<Record<DType, number>> = { bool: 1, uint8: 1, int32: 4, float32: 4, float64: 8 };

/** Bytes of a tensor's elements. */
export function bytesOf({ shape, dtype }: Spec): number {
  return shape.reduce((product, n) => product * n, elementBytes[dtype]);
}

/** Where the elements of `x` lie, and how much that is: views share it with what they were made from. */
function memoryOf(x: Tensor): { readonly memory: object; readonly bytes: number } {
  if (x instanceof Lifted) return memoryOf(x.primal);
  if (x instanceof DenseTensor) return { memory: x.values, bytes: x.values.byteLength };
  return { memory: x, bytes: bytesOf(x) };
}

function value(id: number, { shape, dtype }: Spec): TapeValue {
  return { id, shape: [...shape], dtype };
}

/**
 * What `f` records on a tape when it is differentiated by all its arguments, as plain JSON.
 *
 * Runs `f` once. Throws for arguments that are not floats.
 * @example
 * tapeOf((x: Tensor<[3]>) => sum(exp(x)), tensor([1, 2, 3])).steps.map((step) => step.primitive); // ['exp', 'sum']
 */
export function tapeOf<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): TapeRecord {
  const { leaves, regroup } = joinFlats(args.map((x, i) => flattenArgument('tapeOf', x, `argument ${i}`)));
  const lines = new WeakMap<Entry, string | undefined>();
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    flattenTree('tapeOf', 'output', f(...(regroup(inputs) as [...A]))).leaves;
  const made = vjpFlat(run, leaves, { forward: (entry) => lines.set(entry, sourceLine()) });
  return recordOf(leaves, made, lines);
}

/** A tape as plain data. */
export function recordOf(
  leaves: readonly Tensor[],
  { entries, ids }: Pick<Linearized, 'entries' | 'ids'>,
  lines: WeakMap<Entry, string | undefined>,
): TapeRecord {
  const counted = new Set(leaves.map((x) => memoryOf(x).memory));
  const bytesKept = (entry: Entry): number => {
    let sum = 0;
    for (const { memory, bytes } of entry.kept.map(memoryOf)) {
      if (!counted.has(memory)) sum += bytes;
      counted.add(memory);
    }
    return sum;
  };
  return {
    inputs: leaves.map((x, id) => value(id, x)),
    steps: entries.map((entry) => ({
      primitive: entry.name,
      params: entry instanceof PrimitiveEntry ? { ...entry.params } : {},
      inputs: entry.specs.map((spec, i) => value(entry.parents[i], spec)),
      outputs: entry.outputs.map((spec, slot) => value(entry.first + slot, spec)),
      line: lines.get(entry) ?? null,
      bytesKept: bytesKept(entry),
    })),
    outputs: [...ids],
  };
}

function name({ id }: TapeValue): string {
  return id < 0 ? 'const' : `%${id}`;
}

/**
 * A tape as a text table: a row a step, with its inputs, output, bytes kept and source line.
 * @example
 * const tape = tapeOf((x: Tensor<[3]>) => sum(exp(x)), tensor([1, 2, 3]));
 * tapeTable(tape); // 'value …
 */
export function tapeTable({ inputs, steps }: TapeRecord): string {
  const rows = [
    ['value', 'primitive', 'inputs', 'output', 'bytes kept', 'line'],
    ...inputs.map((x) => [name(x), 'input', '', showSpec(x), '', '']),
    ...steps.map((step) => [
      step.outputs.map(name).join(' '),
      step.primitive,
      step.inputs.map(name).join(' '),
      step.outputs.map(showSpec).join(' '),
      String(step.bytesKept),
      step.line ?? '',
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column].length), 0),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The edges of a tape: from the step or input that made a value to the step that reads it. */
function edges({ inputs, steps }: TapeRecord): { from: string; to: string; label: string }[] {
  const makers = new Map(inputs.map(({ id }) => [id, `input${id}`]));
  return steps.flatMap((step, at) => {
    const found = step.inputs.flatMap((x) => {
      const from = makers.get(x.id);
      return from === undefined ? [] : [{ from, to: `step${at}`, label: showSpec(x) }];
    });
    for (const { id } of step.outputs) makers.set(id, `step${at}`);
    return found;
  });
}

/**
 * A tape in Graphviz's language.
 * @example
 * const tape = tapeOf((x: Tensor<[3]>) => sum(exp(x)), tensor([1, 2, 3]));
 * tapeGraphviz(tape); // 'digraph tape {\n …
 */
export function tapeGraphviz(tape: TapeRecord): string {
  const nodes = [
    ...tape.inputs.map((x) => `  input${x.id} [shape=box, label="${showSpec(x)}"];`),
    ...tape.steps.map((step, at) => `  step${at} [label="${step.primitive}"];`),
  ];
  const arrows = edges(tape).map(({ from, to, label }) => `  ${from} -> ${to} [label="${label}"];`);
  return ['digraph tape {', ...nodes, ...arrows, '}'].join('\n');
}

/**
 * A tape as a Mermaid flowchart.
 * @example
 * const tape = tapeOf((x: Tensor<[3]>) => sum(exp(x)), tensor([1, 2, 3]));
 * tapeMermaid(tape); // 'flowchart TD\n …
 */
export function tapeMermaid(tape: TapeRecord): string {
  const nodes = [
    ...tape.inputs.map((x) => `  input${x.id}["${showSpec(x)}"]`),
    ...tape.steps.map((step, at) => `  step${at}(["${step.primitive}"])`),
  ];
  const arrows = edges(tape).map(({ from, to, label }) => `  ${from} -->|"${label}"| ${to}`);
  return ['flowchart TD', ...nodes, ...arrows].join('\n');
}
