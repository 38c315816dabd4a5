// Entries of a tape: what the backward pass knows of each step of the forward pass.
// They name their inputs by number, never by tracer, so that nothing is kept alive but what rules need.
import type { Tensor } from '@cotangent/tensor';
import type { Params, Primitive, Spec } from '@cotangent/tensor/extend';
import { needsOf, pullBack } from './rules.ts';

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

/** Watches a tape; for diagnostics. */
export interface Watch {
  /** Told of each entry that is written down, and of what the step computed. */
  readonly forward?: (entry: Entry, outputs: readonly Tensor[]) => void;
  /** Told before the backward pass takes each entry, with the cotangents of its outputs. */
  readonly backward?: (entry: Entry, g: readonly Tensor[]) => void;
}
