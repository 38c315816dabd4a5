// The recorder: an interpreter that computes nothing and writes every call into a graph.
import type { Tensor } from '@cotangent/tensor';
import {
  complain,
  DenseTensor,
  nextLevel,
  sourceLine,
  sourceLineLater,
  Tracer,
  withRecorder,
  type ControlFlow,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import { uniform, type Graph, type Line, type Value } from './graph.ts';
import { RecordedControl, type Body } from './recordControl.ts';
import { Scope } from './scope.ts';

type Leaves = readonly Tensor[];

/** A value of a graph while its function runs. */
class GraphTracer extends Tracer {
  readonly interpreter: Recorder;
  readonly value: Value;
  /** The function it is a value of: the traced one, or the body of a loop or branch. */
  readonly scope: Scope;

  constructor(recorder: Recorder, value: Value) {
    super(value);
    this.interpreter = recorder;
    this.value = value;
    this.scope = recorder.scope;
  }

  concrete(reading: string): never {
    if (!this.interpreter.open) refuseEscaped(reading, this);
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

/** Writes calls into a graph, and loops and branches as calls whose bodies are graphs. */
class Recorder implements Interpreter {
  readonly level: number = nextLevel();
  /** Whether the function still runs. */
  open = true;
  readonly control: ControlFlow = new RecordedControl(this);
  /** Where calls are written at the moment. */
  scope: Scope = new Scope();
  private again: number | undefined;
  private repeats = 0;

  process<P extends Params>(
    primitive: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
  ): readonly Tensor[] {
    return this.call(
      primitive as Primitive,
      inputs.map((x) => this.valueOf(x, primitive.name)),
      params,
    );
  }

  /** A call of a primitive, loops and branches among them. */
  call(primitive: Primitive, inputs: readonly Value[], params: Params): readonly Tensor[] {
    const { builder } = this.scope;
    builder.line = lineOfCalls ?? sourceLineLater();
    builder.again = this.again;
    return builder.call(primitive, inputs, params).map((value) => this.traced(value));
  }

  anew<T>(f: () => T): T {
    const was = this.again;
    this.again = ++this.repeats;
    try {
      return f();
    } finally {
      this.again = was;
    }
  }

  /** The graph of a function, within the one that is being recorded: what it uses of that becomes inputs. */
  body(specs: readonly Spec[], f: (inputs: readonly Tensor[]) => readonly Tensor[]): Body {
    const around = this.scope;
    const scope = new Scope(around);
    this.scope = scope;
    try {
      return { graph: this.graph(specs, f), closures: scope.closures };
    } finally {
      this.scope = around;
    }
  }

  /** The graph of a function. */
  graph(specs: readonly Spec[], f: (inputs: readonly Tensor[]) => readonly Tensor[]): Graph {
    const { builder } = this.scope;
    const outputs = f(specs.map((spec) => this.traced(builder.input(spec))));
    return builder.graph(outputs.map((y) => this.valueOf(y)));
  }

  /** The value that stands for `x` where calls are written at the moment. */
  valueOf(x: Tensor, op = 'jit'): Value {
    if (x instanceof GraphTracer && !x.interpreter.open) refuseEscaped(op, x);
    if (x instanceof GraphTracer && x.interpreter === this)
      return this.scope.find(x.value, x.scope) ?? refuseLeaked(x);
    if (x instanceof DenseTensor) return this.constant(x);
    if (x instanceof Tracer && x.interpreter.level === 0)
      return this.constant(x.concrete('jit') as DenseTensor);
    throw new OuterValue();
  }

  traced(value: Value): Tensor {
    return new GraphTracer(this, value);
  }

  /** Numbers are constants where they are used; tensors are constants of the whole, which bodies close over. */
  private constant(x: DenseTensor): Value {
    const { scope } = this;
    if (uniform(x) !== undefined) return scope.builder.constant(x);
    const { root } = scope;
    return scope.find(root.builder.constant(x), root) as Value;
  }
}

function refuseEscaped(op: string, x: Tensor): never {
  return complain({
    op,
    rule: 'a traced value must not outlive its function',
    got: { x: `${x.toString()}   made inside of a jitted function` },
    argument: 'x',
    expected: 'a tensor, or a value of a function that is still being traced',
    hint: 'Return the value from the function instead of storing it.',
  });
}

function refuseLeaked(x: Tensor): never {
  return complain({
    op: 'jit',
    rule: 'a value of a loop or branch must not be used outside of it',
    got: { x: `${x.toString()}   made inside of a scan, cond or whileLoop` },
    argument: 'x',
    expected: 'what the loop or branch returned',
    hint: 'Return the value from the function given to scan, cond or whileLoop.',
  });
}

/** The graph of `f` on inputs of these shapes and dtypes. Throws `OuterValue` where `f` closes over a traced value. */
export function record(specs: readonly Spec[], f: (inputs: Leaves) => Leaves): Graph {
  return recorded((recorder) => recorder.graph(specs, f));
}

/** Runs `f` with a recorder, whose values end with it. */
function recorded<T>(f: (recorder: Recorder) => T): T {
  const recorder = new Recorder();
  try {
    return withRecorder(recorder, () => f(recorder));
  } finally {
    recorder.open = false;
  }
}

/** What a function gives at first, and what it makes of the inputs that come later. */
export interface FirstPart {
  readonly outputs: Leaves;
  readonly specs: readonly Spec[];
  readonly back: (inputs: Leaves) => Leaves;
}

/** A function in two parts: a graph of both, and what belongs to the first. */
export interface TwoParts {
  readonly graph: Graph;
  readonly inputs: number;
  readonly outputs: number;
  readonly calls: number;
}

/** `record`, of a function that comes in two parts. */
export function recordInTwo(specs: readonly Spec[], f: (inputs: Leaves) => FirstPart): TwoParts {
  return recorded((recorder) => {
    const { builder } = recorder.scope;
    const input = (spec: Spec): Tensor => recorder.traced(builder.input(spec));
    const { outputs, specs: later, back } = f(specs.map(input));
    const first = outputs.map((y) => recorder.valueOf(y));
    const calls = builder.calls.length;
    const last = back(later.map(input)).map((y) => recorder.valueOf(y));
    const graph = builder.graph([...first, ...last]);
    return { graph, inputs: specs.length, outputs: first.length, calls };
  });
}

let lineOfCalls: Line | undefined;

/** Runs `f`, whose calls are noted as standing at `line`, where that is known. */
export function calledAt<T>(line: Line | undefined, f: () => T): T {
  const was = lineOfCalls;
  lineOfCalls = line ?? was;
  try {
    return f();
  } finally {
    lineOfCalls = was;
  }
}
