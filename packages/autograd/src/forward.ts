// Forward mode: an interpreter whose values carry a tangent along with the primal.
import type { Tensor } from '@cotangent/tensor';
import { bind, isFloat, type Params, type Primitive } from '@cotangent/tensor/extend';
import { Lifted, Lifting } from './lifting.ts';
import { vjpFlat } from './pullback.ts';
import { checkSpec, pushForward, zerosOf } from './rules.ts';

/** A value and its tangent. */
export class DualTracer extends Lifted {
  readonly interpreter: Forward;
  readonly tangent: Tensor;

  constructor(interpreter: Forward, primal: Tensor, tangent: Tensor) {
    super(primal);
    this.interpreter = interpreter;
    this.tangent = tangent;
  }
}

/** Carries tangents along. */
export class Forward extends Lifting<DualTracer> {
  /** The tangent of `x`, `null` for zero. */
  tangentOf(x: Tensor): Tensor | null {
    return this.owns(x) ? x.tangent : null;
  }

  /** `y` with its tangent, which must be like it; `y` itself where there is none. */
  dual(op: string, y: Tensor, tangent: Tensor | null): Tensor {
    if (tangent === null || !isFloat(y.dtype)) return y;
    checkSpec(op, 'the rule must return a tangent like its output', 'tangent', tangent, y);
    return new DualTracer(this, y, tangent);
  }

  over(ys: readonly Tensor[], primals: readonly Tensor[]): readonly Tensor[] {
    return ys.map((y, i) => (this.owns(y) ? new DualTracer(this, primals[i], y.tangent) : primals[i]));
  }

  protected derive(primitive: Primitive, inputs: readonly Tensor[], params: Params): readonly Tensor[] {
    const primals = this.lowered(inputs);
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
