// The tape: an interpreter that computes, and writes down what the backward pass will need.
// Entries name their inputs by number, so that nothing is kept alive but what rules need.
import type { Tensor } from '@cotangent/tensor';
import { bind, isFloat, type Params, type Primitive } from '@cotangent/tensor/extend';
import { PrimitiveEntry, specOf, type Entry, type Watch } from './entry.ts';
import { Lifted, Lifting } from './lifting.ts';
import { reaches } from './rules.ts';

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

/** Records the calls that depend on its inputs. */
export class Tape extends Lifting<TapeTracer> {
  readonly entries: Entry[] = [];
  readonly watch: Watch;
  values = 0;
  /** Whether nothing is written down: values are told from constants, but no way leads back. */
  dry = false;

  constructor(watch: Watch = {}) {
    super();
    this.watch = watch;
  }

  /** A new input of the tape. */
  input(primal: Tensor): TapeTracer {
    return new TapeTracer(this, primal, this.values++);
  }

  /** The number of `x`, -1 if it is no value of this tape. */
  idOf(x: Tensor): number {
    return this.owns(x) ? x.id : -1;
  }

  /** Runs `f` as on this tape, without writing anything down. */
  dryly<T>(f: () => T): T {
    const was = this.dry;
    this.dry = true;
    try {
      return super.reopened(f);
    } finally {
      this.dry = was;
    }
  }

  override reopened<T>(f: () => T): T {
    const was = this.dry;
    this.dry = false;
    try {
      return super.reopened(f);
    } finally {
      this.dry = was;
    }
  }

  /** Writes an entry down and returns its outputs as values of the tape; those without gradients as they are. */
  record(entry: Entry, outputs: readonly Tensor[]): readonly Tensor[] {
    if (!this.dry) {
      this.watch.forward?.(entry, outputs);
      this.entries.push(entry);
    }
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
