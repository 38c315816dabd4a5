// Running a function on shapes alone: an interpreter that asks primitives for their shape rule and for nothing else.
// It tells what a loop of no steps would have returned, and what functions close over; it is also the shortest
// interpreter that keeps control flow.
import { complain } from '../base/error.ts';
import { sourceLine } from '../base/source.ts';
import { nextLevel, Tracer, withRecorder, type ControlFlow, type Interpreter } from '../core/bind.ts';
import type { Params, Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Spec } from '../shape/dim.ts';

class AbstractTracer extends Tracer {
  readonly interpreter: Abstract;

  constructor(spec: Spec, interpreter: Abstract) {
    super(spec);
    this.interpreter = interpreter;
  }

  concrete(reading: string): never {
    const line = sourceLine();
    return complain({
      op: reading,
      rule: `there are no values to read in ${this.interpreter.why}`,
      got: { x: `${this.toString()}${line === undefined ? '' : `   read at ${line}`}` },
      argument: 'x',
      expected: 'code that needs shapes and dtypes only',
      hint: 'Choose by where or cond, or read the value outside of the function.',
    });
  }
}

/** Runs both branches once, and a body once: enough to know what comes out, that it fits, and what goes in. */
export class Abstract implements Interpreter, ControlFlow {
  readonly level: number = nextLevel();
  /** For messages: what is run on shapes. */
  readonly why: string;
  readonly looksInside = true;
  /** Tracers from outside that came in. */
  readonly foreign: Set<Tensor> = new Set();

  constructor(why: string) {
    this.why = why;
  }

  get control(): ControlFlow {
    return this;
  }

  trace(specs: readonly Spec[]): readonly Tensor[] {
    return specs.map((spec) => new AbstractTracer(spec, this));
  }

  /** Notes those of `xs` that are tracers from outside. */
  see(xs: readonly Tensor[]): void {
    for (const x of xs) if (x instanceof Tracer && x.interpreter !== this) this.foreign.add(x);
  }

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    this.see(inputs);
    return this.trace(p.shape(inputs, params));
  }

  cond: ControlFlow['cond'] = (predicate, [onTrue, onFalse]) => {
    const leaves = onTrue();
    this.see([predicate, ...leaves, ...onFalse()]);
    return this.trace(leaves);
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry) => {
    const inside = this.trace(carry);
    this.see([...carry, test(inside), ...body(inside)]);
    return this.trace(carry);
  };

  scan: ControlFlow['scan'] = (body, carry, xs, { length }) => {
    const [next, ys] = body(this.trace(carry), this.trace(rowsOf(xs)));
    this.see([...carry, ...xs, ...next, ...ys]);
    const stacked = ys.map(({ shape, dtype }) => ({ shape: [length, ...shape], dtype }));
    return [this.trace(carry), this.trace(stacked)];
  };
}

/** What a step takes of the inputs of a scan. */
export function rowsOf(xs: readonly Spec[]): readonly Spec[] {
  return xs.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
}

/**
 * What a function of tensors returns when it runs on their shapes and dtypes alone; `why` is for messages.
 *
 * Throws where values are read.
 * @example withAbstract([{ shape: [2, 3], dtype: 'float32' }], 'an example', ([x]) => exp(x).shape); // [2, 3]
 */
export function withAbstract<R>(
  inputs: readonly Spec[],
  why: string,
  f: (inputs: readonly Tensor[]) => R,
): R {
  const interpreter = new Abstract(why);
  return withRecorder(interpreter, () => f(interpreter.trace(inputs)));
}

/** The tracers that a function of tensors uses besides its inputs, found by running it on shapes alone. */
export function closuresOf(
  inputs: readonly Spec[],
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
): readonly Tensor[] {
  const interpreter = new Abstract('a loop or branch that is kept as such');
  withRecorder(interpreter, () => interpreter.see(f(interpreter.trace(inputs))));
  return [...interpreter.foreign];
}
