// What the tape and forward mode share: values that stand over a primal, and the interpreter that owns them.
// A primal is the value as the levels below see it; what is kept beside it, a number or a tangent, is the mode's own.
import type { Tensor } from '@cotangent/tensor';
import {
  bind,
  complain,
  nextLevel,
  Tracer,
  type Interpreter,
  type Params,
  type Primitive,
} from '@cotangent/tensor/extend';

/** A value of a function that is being differentiated. */
export abstract class Lifted extends Tracer {
  abstract override readonly interpreter: Lifting;
  readonly primal: Tensor;

  constructor(primal: Tensor) {
    super(primal);
    this.primal = primal;
  }

  concrete(): Tensor {
    return this.primal;
  }
}

/** An interpreter whose values are `V`, and which passes every call on to the levels below. */
export abstract class Lifting<V extends Lifted = Lifted> implements Interpreter {
  /** Raised for as long as it runs something again: what has been opened since is then below. */
  level: number = nextLevel();
  /** Whether the function is still running. */
  open = true;
  /** Whether its values are constants for the moment. */
  constant = false;

  /** Whether `x` is a value of this interpreter. */
  owns(x: Tensor): x is V {
    return x instanceof Lifted && x.interpreter === this;
  }

  /** `x` as the levels below see it. */
  lower(x: Tensor): Tensor {
    return this.owns(x) ? x.primal : x;
  }

  /** Tensors as the levels below see them. */
  lowered(xs: readonly Tensor[]): readonly Tensor[] {
    return xs.map((x) => this.lower(x));
  }

  /** Runs `f` while the values of this interpreter are constants. */
  constantly<T>(f: () => T): T {
    return this.within(this.open, true, f);
  }

  /** Runs the function that is differentiated; from its end on, values of this interpreter are refused. */
  run<T>(f: () => T): T {
    running.push(this);
    try {
      return f();
    } finally {
      running.pop();
      this.open = false;
    }
  }

  /** Runs `f` while this interpreter takes calls, as it did before its function had returned. */
  reopened<T>(f: () => T): T {
    return this.within(true, false, f);
  }

  private within<T>(open: boolean, constant: boolean, f: () => T): T {
    const was = [this.level, this.open, this.constant] as const;
    [this.level, this.open, this.constant] = [nextLevel(), open, constant];
    running.push(this);
    try {
      return f();
    } finally {
      running.pop();
      [this.level, this.open, this.constant] = was;
    }
  }

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    const primitive = p as Primitive;
    if (this.constant) return bind(primitive, this.lowered(inputs), params);
    if (!this.open) refuseEscaped(primitive.name);
    return this.derive(primitive, inputs, params);
  }

  /** The outputs of a call, with what this mode keeps of them. */
  protected abstract derive(
    primitive: Primitive,
    inputs: readonly Tensor[],
    params: Params,
  ): readonly Tensor[];

  /**
   * Values like `ys`, whose primals are `primals`. Where `derived`, they are derivatives at values of this interpreter,
   * and count as depending on them even if they are constant.
   */
  abstract over(ys: readonly Tensor[], primals: readonly Tensor[], derived: boolean): readonly Tensor[];
}

/** Those that are running something, as variables or as constants; the innermost last. */
const running: Lifting[] = [];

/** The innermost interpreter above a level whose function is running, and whose values are not constants already. */
export function runningAbove(level: number): Lifting | undefined {
  return running.findLast((lifting) => lifting.open && !lifting.constant && lifting.level > level);
}

/** A way to run functions later as they would run now: those whose values are constants now are so then. */
export function asNow(): <T>(f: () => T) => T {
  const held = [...new Set(running)].filter(({ constant }) => constant);
  return (f) => held.reduce((run, lifting) => () => lifting.constantly(run), f)();
}

/** Refuses a value of a function that has returned. */
export function refuseEscaped(name: string): never {
  return complain({
    op: name,
    rule: 'a traced value must not outlive its function',
    got: { x: 'a value from inside a function that was differentiated' },
    argument: 'x',
    expected: 'a tensor, or a value of a function that is still running',
    hint: 'Return the value from the function instead of storing it.',
  });
}
