// Watching a function decide: an interpreter that computes, and writes down every choice that depends on the inputs.
// Two runs that chose alike went through the same smooth piece, so their difference tells the derivative there.
import type { Tensor } from '@cotangent/tensor';
import {
  bind,
  isFloat,
  nextLevel,
  Tracer,
  type Interpreter,
  type Params,
  type Primitive,
} from '@cotangent/tensor/extend';
import { isShort, shaken } from './shake.ts';

/** What one call chose. */
export interface Decision {
  readonly op: string;
  readonly values: ArrayLike<number>;
}

/** Whether the function under test is running, rather than a derivative rule. */
export interface Scope {
  inside: boolean;
}

/** A value that depends on the inputs. */
class Watched extends Tracer {
  readonly interpreter: Watch;
  readonly value: Tensor;

  constructor(interpreter: Watch, value: Tensor) {
    super(value);
    this.interpreter = interpreter;
    this.value = value;
  }

  concrete(): Tensor {
    this.interpreter.read = true;
    return this.value;
  }
}

/** What a run does besides watching. */
export interface Manner {
  /** What `stopGradient` held in another run, to be held again. */
  readonly held?: readonly Tensor[];
  /** Whether to find out if anything was rounded. */
  readonly measure?: boolean;
  /** The number of a run whose rounding is shaken; 0 or nothing for one that is not. */
  readonly shake?: number;
}

/** One run of a function. */
export class Watch implements Interpreter {
  readonly level: number = nextLevel();
  readonly decisions: Decision[] = [];
  /** What `stopGradient` held; a constant for derivatives, so later runs hold it too. */
  readonly stopped: Tensor[] = [];
  /** Whether values were read by JavaScript, whose choices then show only in which ops follow. */
  read = false;
  /** Whether a value passed through float32. */
  coarse = false;
  /** Whether all values were so short that nothing was rounded; only known if asked for. */
  exact = true;
  private readonly scope: Scope;
  private readonly manner: Manner;

  constructor(scope: Scope, manner: Manner) {
    this.scope = scope;
    this.manner = manner;
  }

  /** An input of the run. */
  input(x: Tensor): Tensor {
    return new Watched(this, x);
  }

  /** A value without its watch. */
  lower(x: Tensor): Tensor {
    return x instanceof Watched && x.interpreter === this ? x.value : x;
  }

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    const values = inputs.map((x) => this.lower(x));
    const outputs = bind(p, values, params);
    if (values.every((x, i) => x === inputs[i])) return outputs;
    if (p.name === 'stopGradient' && this.scope.inside) {
      this.stopped.push(outputs[0]);
      return [this.manner.held?.[this.stopped.length - 1] ?? outputs[0]];
    }
    this.decide(p, values, params, outputs);
    const { measure = false, shake = 0 } = this.manner;
    for (const y of outputs) {
      this.coarse ||= y.dtype === 'float32';
      if (measure && this.exact && isFloat(y.dtype)) this.exact = y.data().every(isShort);
    }
    return outputs.map((y) => new Watched(this, shake > 0 ? shaken(y, values, shake) : y));
  }

  private decide<P extends Params>(
    p: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
    outputs: readonly Tensor[],
  ): void {
    if (this.read) this.decisions.push({ op: `${p.name} ${JSON.stringify(params)}`, values: [] });
    for (const y of outputs) if (!isFloat(y.dtype)) this.decisions.push({ op: p.name, values: y.data() });
    if (p.decides === undefined || !isFloat(outputs[0].dtype)) return;
    for (const y of p.decides(inputs, params)) this.decisions.push({ op: p.name, values: y.data() });
  }
}

/** How many choices are not the same in all runs; infinitely many if not even the calls are. */
export function differences(first: readonly Decision[], ...others: (readonly Decision[])[]): number {
  const alike = others.every(
    (run) =>
      run.length === first.length &&
      run.every(({ op, values }, k) => op === first[k].op && values.length === first[k].values.length),
  );
  if (!alike) return Infinity;
  let count = 0;
  first.forEach(({ values }, k) => {
    const rest = others.map((run) => run[k].values);
    for (let i = 0; i < values.length; i++) {
      if (rest.some((other) => !Object.is(other[i] + 0, values[i] + 0))) count++;
    }
  });
  return count;
}
