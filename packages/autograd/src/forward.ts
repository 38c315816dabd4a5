// Forward mode: an interpreter whose values carry a tangent along with the primal.
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
import { vjpFlat } from './pullback.ts';
import { checkSpec, pushForward, zerosOf } from './rules.ts';
import { lowered, refuseEscaped } from './tape.ts';

/** A value and its tangent. */
export class DualTracer extends Tracer {
  readonly interpreter: Forward;
  readonly primal: Tensor;
  readonly tangent: Tensor;

  constructor(interpreter: Forward, primal: Tensor, tangent: Tensor) {
    super(primal);
    this.interpreter = interpreter;
    this.primal = primal;
    this.tangent = tangent;
  }

  concrete(): Tensor {
    return this.primal;
  }
}

/** Carries tangents along. */
export class Forward implements Interpreter {
  readonly level: number = nextLevel();
  open = true;
  constant = false;

  owns(x: Tensor): x is DualTracer {
    return x instanceof DualTracer && x.interpreter === this;
  }

  /** `x` as the levels below see it. */
  lower(x: Tensor): Tensor {
    return this.owns(x) ? x.primal : x;
  }

  /** The tangent of `x`, `null` for zero. */
  tangentOf(x: Tensor): Tensor | null {
    return this.owns(x) ? x.tangent : null;
  }

  /** Runs `f` while the values of this interpreter are constants. */
  constantly<T>(f: () => T): T {
    const was = this.constant;
    this.constant = true;
    try {
      return f();
    } finally {
      this.constant = was;
    }
  }

  /** `y` with its tangent, which must be like it; `y` itself where there is none. */
  dual(op: string, y: Tensor, tangent: Tensor | null): Tensor {
    if (tangent === null || !isFloat(y.dtype)) return y;
    checkSpec(op, 'the rule must return a tangent like its output', 'tangent', tangent, y);
    return new DualTracer(this, y, tangent);
  }

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    const primitive = p as Primitive;
    const primals = lowered(this, inputs);
    if (this.constant) return bind(primitive, primals, params);
    if (!this.open) refuseEscaped(primitive.name);
    const outputs = bind(primitive, primals, params);
    const tangents = inputs.map((x) => this.tangentOf(x));
    const call = {
      primitive,
      params,
      specs: primals,
      outputs: outputs,
      keptInputs: primals,
      keptOutput: outputs[0],
    };
    const pushed = pushForward(call, tangents, (linear, t) => transpose(linear, primals, outputs, t));
    return outputs.map((y, k) => this.dual(primitive.name, y, pushed[k] ?? null));
  }
}

/** `J t`, given `g ↦ Jᵀ g`: that map is linear, so its own pullback is `J`. */
export function transpose(
  linear: (g: readonly Tensor[]) => readonly (Tensor | null)[],
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  t: readonly (Tensor | null)[],
): readonly Tensor[] {
  const specs = outputs;
  const filled = (g: readonly Tensor[]): readonly Tensor[] =>
    linear(g).map((back, i) => back ?? zerosOf(inputs[i]));
  const { pullback } = vjpFlat(filled, specs.map(zerosOf));
  return pullback(t).map((tangent, k) => tangent ?? zerosOf(specs[k]));
}

/** Outputs of `f` and their tangents; `null` for outputs that do not depend on the inputs. */
export function jvpFlat(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  primals: readonly Tensor[],
  tangents: readonly Tensor[],
): { readonly outputs: readonly Tensor[]; readonly tangents: readonly (Tensor | null)[] } {
  const forward = new Forward();
  let results: readonly Tensor[];
  try {
    results = f(primals.map((x, i) => new DualTracer(forward, x, tangents[i])));
  } finally {
    forward.open = false;
  }
  return {
    outputs: results.map((y) => forward.lower(y)),
    tangents: results.map((y) => forward.tangentOf(y)),
  };
}
