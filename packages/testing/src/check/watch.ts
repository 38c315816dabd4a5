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
import { Bits } from './bits.ts';
import { isJump, narrowed, shaken } from './shake.ts';

/** What one call chose. */
export interface Decision {
  readonly op: string;
  readonly values: ArrayLike<number>;
  /**
   * Whether values stay continuous where this choice changes, or ought to: so for kinks inside a primitive and for
   * everything that derivative rules choose, but not for jumps and masks in the function itself.
   */
  readonly continuous: boolean;
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
  /** Whether a run that is shaken takes float64 for float32. */
  readonly narrow?: boolean;
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
  /** Whether the bits of all values fit into one window, so that nothing was rounded; only known if asked for. */
  exact = true;
  private readonly bits = { float64: new Bits(51), float32: new Bits(22) };
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
    const { measure = false, shake = 0, narrow = false } = this.manner;
    let values = inputs.map((x) => this.lower(x));
    if (values.every((x, i) => x === inputs[i])) return bind(p, values, params);
    if (narrow) values = values.map((x, i) => (x === inputs[i] ? narrowed(x) : x));
    const outputs = bind(p, values, params);
    if (p.name === 'stopGradient' && this.scope.inside) {
      this.stopped.push(outputs[0]);
      return [this.manner.held?.[this.stopped.length - 1] ?? outputs[0]];
    }
    this.decide(p, values, params, outputs);
    for (const y of outputs) {
      this.coarse ||= y.dtype === 'float32';
      if (measure && this.exact && isFloat(y.dtype)) {
        this.exact = this.bits[y.dtype as 'float32' | 'float64'].take(y.data());
      }
    }
    const call = { primitive: p as Primitive<never>, inputs: values, params, outputs };
    const results = shake > 0 ? shaken(call, { run: shake, narrow }) : outputs;
    return results.map((y) => new Watched(this, y));
  }

  private decide<P extends Params>(
    p: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
    outputs: readonly Tensor[],
  ): void {
    const note = (op: string, values: ArrayLike<number>, continuous: boolean): void => {
      this.decisions.push({ op, values, continuous: continuous || !this.scope.inside });
    };
    if (this.read) note(`${p.name} ${JSON.stringify(params)}`, [], false);
    for (const y of outputs) if (!isFloat(y.dtype)) note(p.name, y.data(), false);
    if (p.decides === undefined || !isFloat(outputs[0].dtype)) return;
    const continuous = !isJump(p as Primitive<never>);
    for (const y of p.decides(inputs, params)) note(p.name, y.data(), continuous);
  }
}

/** The choices that are not the same in all runs; `undefined` if not even the calls are. */
function changed(
  first: readonly Decision[],
  others: readonly (readonly Decision[])[],
): readonly Decision[] | undefined {
  const comparable = others.every(
    (run) =>
      run.length === first.length &&
      run.every(({ op, values }, k) => op === first[k].op && values.length === first[k].values.length),
  );
  if (!comparable) return undefined;
  return first.flatMap((decision, k) => {
    const { values } = decision;
    const found: Decision[] = [];
    for (let i = 0; i < values.length; i++) {
      if (others.some((run) => !Object.is(run[k].values[i] + 0, values[i] + 0))) found.push(decision);
    }
    return found;
  });
}

/** Whether two runs went through the same smooth piece. */
export function alike(first: readonly Decision[], other: readonly Decision[]): boolean {
  return changed(first, [other])?.length === 0;
}

/** The ops that chose otherwise, each once; none if not even the calls are the same. */
export function changedOps(first: readonly Decision[], other: readonly Decision[]): readonly string[] {
  return [...new Set(changed(first, [other])?.map(({ op }) => op))];
}

/** Whether a single choice differs among the runs, and one at which values stay continuous. */
export function soleKink(first: readonly Decision[], ...others: (readonly Decision[])[]): boolean {
  const found = changed(first, others);
  return found?.length === 1 && found[0].continuous;
}
