// Running a function on shapes alone: an interpreter that asks primitives for their shape rule and for nothing else.
// It tells what a loop of no steps would have returned; it is also the shortest interpreter that keeps control flow.
import { complain } from '../base/error.ts';
import { nextLevel, Tracer, withRecorder, type ControlFlow, type Interpreter } from '../core/bind.ts';
import type { Params, Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Spec } from '../shape/dim.ts';

class AbstractTracer extends Tracer {
  readonly interpreter: Interpreter;
  readonly why: string;

  constructor(spec: Spec, interpreter: Interpreter, why: string) {
    super(spec);
    this.interpreter = interpreter;
    this.why = why;
  }

  concrete(reading: string): never {
    return complain({
      op: reading,
      rule: `there are no values to read in ${this.why}`,
      got: { x: this.toString() },
      argument: 'x',
      expected: 'code that needs shapes and dtypes only',
    });
  }
}

/** What a function of tensors returns when it runs on their shapes and dtypes alone; `why` is for messages. */
export function withAbstract<R>(
  inputs: readonly Spec[],
  why: string,
  f: (inputs: readonly Tensor[]) => R,
): R {
  const level = nextLevel();
  const trace = (specs: readonly Spec[]): readonly Tensor[] =>
    specs.map((spec) => new AbstractTracer(spec, interpreter, why));
  const interpreter: Interpreter = {
    level,
    process: <P extends Params>(primitive: Primitive<P>, given: readonly Tensor[], params: P) =>
      trace(primitive.shape(given as readonly Spec[], params)),
    control: abstractControl(trace),
  };
  return withRecorder(interpreter, () => f(trace(inputs)));
}

/** Both branches once, a body once: enough to know what comes out, and that it fits. */
function abstractControl(trace: (specs: readonly Spec[]) => readonly Tensor[]): ControlFlow {
  return {
    cond: (_, [onTrue, onFalse]) => {
      const leaves = onTrue();
      onFalse();
      return trace(leaves as readonly Spec[]);
    },
    whileLoop: (test, body, carry) => {
      test(carry);
      body(carry);
      return trace(carry as readonly Spec[]);
    },
    scan: (body, carry, xs, { length }) => {
      const rows = (xs as readonly Spec[]).map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
      const [, ys] = body(carry, trace(rows));
      const stacked = (ys as readonly Spec[]).map(({ shape, dtype }) => ({
        shape: [length, ...shape],
        dtype,
      }));
      return [trace(carry as readonly Spec[]), trace(stacked)];
    },
  };
}
