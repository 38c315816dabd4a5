// A graph recorder in small: it traces a function once, keeps loops and branches as such, and then runs the graph.
// Derivatives of loops are tested against it, so that they need no compiler; it has no values while it traces.
import { reshape, slice, stack, zeros, type Tensor } from '@cotangent/tensor';
import {
  complain,
  nextLevel,
  Tracer,
  withRecorder,
  type ControlFlow,
  type DenseTensor,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';

type Leaves = readonly Tensor[];
/** What tracers stand for while the graph runs; dense tensors stand for themselves. */
type Values = Map<Tensor, Tensor>;

class Node extends Tracer {
  readonly interpreter: Interpreter;

  constructor(spec: Spec, interpreter: Interpreter) {
    super(spec);
    this.interpreter = interpreter;
  }

  concrete(reading: string): never {
    return complain({
      op: reading,
      rule: 'nothing is computed while a graph is recorded',
      got: { x: String(this) },
      argument: 'x',
      expected: 'a function that reads no values',
    });
  }
}

/** A function's steps: each reads and writes values. */
interface Block {
  readonly inputs: Leaves;
  readonly steps: readonly Step[];
  readonly outputs: Leaves;
}
interface Step {
  readonly name: string;
  readonly blocks: readonly Block[];
  run(values: Values): void;
}

class Recorder implements Interpreter, ControlFlow {
  readonly level: number = nextLevel();
  private steps: Step[] = [];

  get control(): ControlFlow {
    return this;
  }

  /** `f` as a block of this graph. */
  block(specs: readonly Spec[], f: (inputs: Leaves) => Leaves): Block {
    const outer = this.steps;
    this.steps = [];
    try {
      const inputs = specs.map((spec) => new Node(spec, this));
      const outputs = f(inputs);
      return { inputs, steps: this.steps, outputs };
    } finally {
      this.steps = outer;
    }
  }

  process<P extends Params>(primitive: Primitive<P>, inputs: Leaves, params: P): Leaves {
    const specs = primitive.shape(inputs, params);
    return this.step(primitive.name, specs, [], (values) =>
      primitive.kernel(
        inputs.map(valueIn(values)) as readonly Tensor[] as readonly DenseTensor[],
        params,
        specs,
      ),
    );
  }

  cond: ControlFlow['cond'] = (predicate, branches) => {
    const [onTrue, onFalse] = branches.map((branch) => this.block([], branch));
    return this.step('cond', onTrue.outputs, [onTrue, onFalse], (values) =>
      execute(valueIn(values)(predicate).item() === true ? onTrue : onFalse, [], values),
    );
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry) => {
    const goesOn = this.block(carry, (inputs) => [test(inputs)]);
    const step = this.block(carry, body);
    return this.step('whileLoop', carry, [goesOn, step], (values) => {
      let now: Leaves = carry.map(valueIn(values));
      while (execute(goesOn, now, values)[0].item() === true) now = execute(step, now, values);
      return now;
    });
  };

  scan: ControlFlow['scan'] = (body, carry, xs, { length, reverse }) => {
    const n = carry.length;
    const rows = xs.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
    const step = this.block([...carry, ...rows], (inputs) =>
      body(inputs.slice(0, n), inputs.slice(n)).flat(),
    );
    const ys = step.outputs.slice(n).map(({ shape, dtype }) => ({ shape: [length, ...shape], dtype }));
    const outputs = this.step('scan', [...carry, ...ys], [step], (values) => {
      let now: Leaves = carry.map(valueIn(values));
      const stacks = xs.map(valueIn(values));
      const given: Leaves[] = new Array(length);
      for (let k = 0; k < length; k++) {
        const at = reverse ? length - 1 - k : k;
        const out = execute(step, [...now, ...stacks.map((x) => rowOf(x, at))], values);
        now = out.slice(0, n);
        given[at] = out.slice(n);
      }
      const stacked = ys.map(({ shape, dtype }, k) =>
        length === 0 ? zeros(shape, dtype) : stack(given.map((row) => row[k])),
      );
      return [...now, ...(stacked as Leaves)];
    });
    return [outputs.slice(0, n), outputs.slice(n)];
  };

  private step(
    name: string,
    specs: readonly Spec[],
    blocks: readonly Block[],
    compute: (values: Values) => Leaves,
  ): Leaves {
    const outputs = specs.map((spec) => new Node(spec, this));
    const run = (values: Values): void =>
      compute(values).forEach((value, k) => void values.set(outputs[k], value));
    this.steps.push({ name, blocks, run });
    return outputs;
  }
}

const valueIn =
  (values: Values) =>
  (x: Tensor): Tensor =>
    values.get(x) ?? (x instanceof Tracer ? refuseUnknown(x) : x);

/** A tracer that no step has made: of another block, or of a tape that should have taken it off. */
function refuseUnknown(x: Tensor): never {
  throw new Error(`${x} is no value of the graph`);
}

function rowOf(x: Tensor, at: number): Tensor {
  return reshape(slice(x, [at], [at + 1]), x.shape.slice(1)) as Tensor;
}

function execute({ inputs, steps, outputs }: Block, given: Leaves, values: Values): Leaves {
  inputs.forEach((input, k) => void values.set(input, given[k]));
  for (const step of steps) step.run(values);
  return outputs.map(valueIn(values));
}

/** A function recorded once: running it, and the names of its steps, those of blocks among them. */
export interface Recorded {
  readonly run: (...inputs: Leaves) => Leaves;
  readonly names: readonly string[];
}

/** Records `f` for inputs like these. */
export function record(specs: readonly Spec[], f: (inputs: Leaves) => Leaves): Recorded {
  const recorder = new Recorder();
  const block = withRecorder(recorder, () => recorder.block(specs, f));
  return { run: (...inputs) => execute(block, inputs, new Map()), names: namesOf(block) };
}

function namesOf({ steps }: Block): readonly string[] {
  return steps.flatMap(({ name, blocks }) => [name, ...blocks.flatMap(namesOf)]);
}
