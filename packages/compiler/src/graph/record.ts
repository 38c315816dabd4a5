// The recorder: an interpreter that computes nothing and writes every call into a graph.
import type { Tensor } from '@cotangent/tensor';
import {
  complain,
  DenseTensor,
  nextLevel,
  sourceLine,
  Tracer,
  withRecorder,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import { GraphBuilder, type Graph, type Value } from './graph.ts';

/** A value of a graph while its function runs. */
class GraphTracer extends Tracer {
  readonly interpreter: Recorder;
  readonly value: Value;

  constructor(recorder: Recorder, value: Value) {
    super(value);
    this.interpreter = recorder;
    this.value = value;
  }

  concrete(reading: string): never {
    const line = sourceLine();
    return complain({
      op: reading,
      rule: 'a jitted function is traced before there are values to read',
      got: { x: `${this.toString()}${line === undefined ? '' : `   read at ${line}`}` },
      argument: 'x',
      expected: 'code that needs shapes and dtypes only',
      hint: 'Choose by where or cond, pass the value as a static argument, or read it outside the function.',
    });
  }
}

/** Thrown where a function being recorded meets a value of an interpreter around it. */
export class OuterValue extends Error {}

/** Writes calls into a graph. */
class Recorder implements Interpreter {
  readonly level: number = nextLevel();
  readonly builder: GraphBuilder = new GraphBuilder();

  input(spec: Spec): Tensor {
    return new GraphTracer(this, this.builder.input(spec));
  }

  process<P extends Params>(
    primitive: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
  ): readonly Tensor[] {
    const values = inputs.map((x) => this.valueOf(x));
    return this.builder
      .call(primitive as Primitive, values, params)
      .map((value) => new GraphTracer(this, value));
  }

  /** The value that stands for `x` in the graph. */
  valueOf(x: Tensor): Value {
    if (x instanceof GraphTracer && x.interpreter === this) return x.value;
    if (x instanceof DenseTensor) return this.builder.constant(x);
    if (x instanceof Tracer && x.interpreter.level === 0)
      return this.builder.constant(x.concrete('jit') as DenseTensor);
    throw new OuterValue();
  }
}

/** The graph of `f` on inputs of these shapes and dtypes. Throws `OuterValue` where `f` closes over a traced value. */
export function record(specs: readonly Spec[], f: (inputs: readonly Tensor[]) => readonly Tensor[]): Graph {
  const recorder = new Recorder();
  const inputs = specs.map((spec) => recorder.input(spec));
  const outputs = withRecorder(recorder, () => f(inputs));
  return recorder.builder.graph(outputs.map((y) => recorder.valueOf(y)));
}
