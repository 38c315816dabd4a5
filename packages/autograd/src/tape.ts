// The tape: an interpreter that computes, and writes down what the backward pass will need.
// A node names its inputs by number, never by tracer, so that nothing is kept alive but what rules need.
import type { Tensor } from '@cotangent/tensor';
import {
  bind,
  complain,
  nextLevel,
  Tracer,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import { isFloat } from '@cotangent/tensor/extend';
import { needsOf, reaches, type Recorded } from './rules.ts';

/** A value on a tape: what was computed, and its number there. */
export class TapeTracer extends Tracer {
  readonly interpreter: Tape;
  readonly primal: Tensor;
  readonly id: number;

  constructor(tape: Tape, primal: Tensor, id: number) {
    super(primal as Spec);
    this.interpreter = tape;
    this.primal = primal;
    this.id = id;
  }

  concrete(): Tensor {
    return this.primal;
  }
}

/** One call. Its outputs are values `first`, `first + 1`, …; its inputs are values by number, -1 for constants. */
export class Node implements Recorded {
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
    const active = parents.map((id) => id >= 0);
    const needs = needsOf(primitive.rule, active);
    this.primitive = primitive;
    this.params = params;
    this.specs = inputs.map(specOf);
    this.outputs = outputs.map(specOf);
    this.keptInputs = inputs.map((x, i) => (needs.includes(i) ? x : null));
    this.keptOutput = needs.includes('output') ? outputs[0] : null;
    this.parents = parents;
    this.first = first;
  }
}

/** Shape and dtype without the values. */
function specOf({ shape, dtype }: Spec): Spec {
  return { shape, dtype };
}

/** Watches what a tape records; for diagnostics. */
export type Observer = (node: Node, outputs: readonly Tensor[]) => void;

/** Records the calls that depend on its inputs. */
export class Tape implements Interpreter {
  readonly level: number = nextLevel();
  readonly nodes: Node[] = [];
  values = 0;
  closed = false;
  readonly observer: Observer | undefined;

  constructor(observer?: Observer) {
    this.observer = observer;
  }

  /** A new input of the tape. */
  input(primal: Tensor): TapeTracer {
    return new TapeTracer(this, primal, this.values++);
  }

  /** Whether `x` is a value of this tape. */
  owns(x: Tensor): x is TapeTracer {
    return x instanceof TapeTracer && x.interpreter === this;
  }

  process<P extends Params>(
    primitive: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
  ): readonly Tensor[] {
    if (this.closed) refuseEscaped(primitive.name);
    const lower = inputs.map((x) => (this.owns(x) ? x.primal : x));
    const outputs = bind(primitive, lower, params);
    const rule = (primitive as Primitive).rule;
    const parents = inputs.map((x, i) => (this.owns(x) && reaches(rule, i) ? x.id : -1));
    if (rule.kind === 'none' || parents.every((id) => id < 0) || !outputs.some((y) => isFloat(y.dtype))) {
      return outputs;
    }
    const node = new Node(primitive as Primitive, params, lower, outputs, parents, this.values);
    this.nodes.push(node);
    this.values += outputs.length;
    this.observer?.(node, outputs);
    return outputs.map((y, slot) => new TapeTracer(this, y, node.first + slot));
  }
}

function refuseEscaped(name: string): never {
  return complain({
    op: name,
    rule: 'a traced value must not outlive its function',
    got: { x: 'a value from inside a function that was differentiated' },
    argument: 'x',
    expected: 'a tensor, or a value of a function that is still running',
    hint: 'Return the value from the function instead of storing it.',
  });
}
