// The tape: an interpreter that computes, and writes down what the backward pass will need.
// Entries name their inputs by number, never by tracer, so that nothing is kept alive but what rules need.
import type { Tensor } from '@cotangent/tensor';
import { bind, isFloat, type Params, type Primitive, type Spec } from '@cotangent/tensor/extend';
import { Lifted, Lifting } from './lifting.ts';
import { needsOf, pullBack, reaches } from './rules.ts';

/** A value on a tape: what was computed, and its number there. */
export class TapeTracer extends Lifted {
  readonly interpreter: Tape;
  readonly id: number;

  constructor(tape: Tape, primal: Tensor, id: number) {
    super(primal);
    this.interpreter = tape;
    this.id = id;
  }
}

/** What the backward pass knows of one step: values by number, -1 for constants, and the way back. */
export interface Entry {
  readonly name: string;
  /** Shapes and dtypes of the inputs. */
  readonly specs: readonly Spec[];
  readonly outputs: readonly Spec[];
  /** The numbers of the inputs. */
  readonly parents: readonly number[];
  /** The number of the first output; the others follow. */
  readonly first: number;
  /** What the step keeps alive for the backward pass. */
  readonly kept: readonly Tensor[];
  /** Cotangents of the inputs from those of the outputs, `null` for zero. */
  pull(g: readonly Tensor[], cotangents: (Tensor | null)[]): readonly (Tensor | null)[];
}

/** A call of a primitive. */
export class PrimitiveEntry implements Entry {
  readonly primitive: Primitive;
  readonly params: Params;
  readonly specs: readonly Spec[];
  readonly outputs: readonly Spec[];
  readonly keptInputs: readonly (Tensor | null)[];
  readonly keptOutput: Tensor | null;
  readonly parents: readonly number[];
  readonly first: number;

  constructor(
    primitive: Primitive,
    params: Params,
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
    parents: readonly number[],
    first: number,
  ) {
    const needs = needsOf(primitive.rule, parents);
    const keptInputs = new Array<Tensor | null>(inputs.length).fill(null);
    for (const need of needs) if (need !== 'output') keptInputs[need] = inputs[need];
    this.primitive = primitive;
    this.params = params;
    this.specs = inputs.map(specOf);
    this.outputs = outputs.map(specOf);
    this.keptInputs = keptInputs;
    this.keptOutput = needs.includes('output') ? outputs[0] : null;
    this.parents = parents;
    this.first = first;
  }

  get name(): string {
    return this.primitive.name;
  }

  get kept(): readonly Tensor[] {
    return [...this.keptInputs, this.keptOutput].filter((x) => x !== null);
  }

  pull(g: readonly Tensor[]): readonly (Tensor | null)[] {
    return pullBack(this, g, this.parents);
  }
}

/** Shape and dtype without the values. */
export function specOf({ shape, dtype }: Spec): Spec {
  return { shape, dtype };
}

/** Watches what a tape records; for diagnostics. */
export type Observer = (entry: Entry) => void;

/** Records the calls that depend on its inputs. */
export class Tape extends Lifting<TapeTracer> {
  readonly entries: Entry[] = [];
  readonly observer: Observer | undefined;
  values = 0;

  constructor(observer?: Observer) {
    super();
    this.observer = observer;
  }

  /** A new input of the tape. */
  input(primal: Tensor): TapeTracer {
    return new TapeTracer(this, primal, this.values++);
  }

  /** The number of `x`, -1 if it is no value of this tape. */
  idOf(x: Tensor): number {
    return this.owns(x) ? x.id : -1;
  }

  /** Writes an entry down and returns its outputs as values of the tape; those without gradients as they are. */
  record(entry: Entry, outputs: readonly Tensor[]): readonly Tensor[] {
    this.observer?.(entry);
    this.entries.push(entry);
    this.values += outputs.length;
    return outputs.map((y, slot) => (isFloat(y.dtype) ? new TapeTracer(this, y, entry.first + slot) : y));
  }

  over(ys: readonly Tensor[], primals: readonly Tensor[], derived: boolean): readonly Tensor[] {
    const values = ys.map((y, i) => (this.owns(y) ? new TapeTracer(this, primals[i], y.id) : primals[i]));
    if (!derived || !this.open || values.every((y) => this.owns(y))) return values;
    const entry: Entry = {
      name: 'derivative',
      specs: [],
      outputs: values.map(specOf),
      parents: [],
      first: this.values,
      kept: [],
      pull: () => [],
    };
    const recorded = this.record(entry, this.lowered(values));
    return values.map((y, slot) => (this.owns(y) ? y : recorded[slot]));
  }

  protected derive(primitive: Primitive, inputs: readonly Tensor[], params: Params): readonly Tensor[] {
    const count = inputs.length;
    const primals = new Array<Tensor>(count);
    const parents = new Array<number>(count);
    let active = false;
    for (let i = 0; i < count; i++) {
      const x = inputs[i];
      const own = this.owns(x);
      primals[i] = own ? x.primal : x;
      parents[i] = own && reaches(primitive.rule, i) ? x.id : -1;
      active ||= parents[i] >= 0;
    }
    const outputs = bind(primitive, primals, params);
    if (!active || !outputs.some(hasGradient)) return outputs;
    return this.record(
      new PrimitiveEntry(primitive, params, primals, outputs, parents, this.values),
      outputs,
    );
  }
}

function hasGradient({ dtype }: Tensor): boolean {
  return isFloat(dtype);
}
