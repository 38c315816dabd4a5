// Functions that are computed, and differentiated, in another way than call by call: by programs, say. One call on a
// tape is one entry then, and its derivatives are functions of the same kind.
import type { Tensor } from '@cotangent/tensor';
import { interpreterOf } from '@cotangent/tensor/extend';
import { specOf, type Entry } from './entry.ts';
import { Forward } from './forward.ts';
import { Lifted, refuseEscaped } from './lifting.ts';
import { Tape } from './tape.ts';

type Leaves = readonly Tensor[];
/** Derivatives, `null` for zero. */
type Derivatives = readonly (Tensor | null)[];

/** What a function gives on the way to its gradient. */
export interface Reversed {
  readonly outputs: Leaves;
  /** Which of the outputs depend on an active input. */
  readonly connected: readonly boolean[];
  /** What the way back keeps alive. */
  readonly kept: Leaves;
  /** Cotangents of the inputs from those of the outputs that are connected; may be called more than once. */
  readonly pullback: (g: Leaves) => Derivatives;
}

/** What a function gives along a tangent. */
export interface Pushed {
  readonly outputs: Leaves;
  readonly tangents: Derivatives;
}

/** A function of leaves and its derivatives. All of them may be given values that are being differentiated further out. */
export interface Implementation {
  /** The outputs. */
  run(inputs: Leaves): Leaves;
  /** The outputs and the way back to those inputs that are active. */
  reverse(inputs: Leaves, active: readonly boolean[]): Reversed;
  /** The outputs and their tangents. */
  forward(inputs: Leaves, tangents: Derivatives): Pushed;
}

/**
 * The outputs of a function for `inputs`, on whose highest tape its derivative is one entry called `name`.
 * @example
 * const double: Implementation = {
 *   run: ([x]) => [mul(x, 2)],
 *   reverse: ([x]) => ({
 *     outputs: [mul(x, 2)],
 *     connected: [true],
 *     kept: [],
 *     pullback: ([g]) => [mul(g, 2)],
 *   }),
 *   forward: ([x], [t]) => ({ outputs: [mul(x, 2)], tangents: [t === null ? null : mul(t as Tensor, 2)] }),
 * };
 * grad((x: Tensor<[]>) => implemented('double', [x as Tensor], double)[0] as Tensor<[]>)(tensor(3)); // float32[] 2
 */
export function implemented(name: string, inputs: Leaves, how: Implementation): Leaves {
  const interpreter = interpreterOf(inputs);
  if (!(interpreter instanceof Tape || interpreter instanceof Forward)) return how.run(inputs);
  const primals = interpreter.lowered(inputs);
  if (interpreter.constant) return implemented(name, primals, how);
  if (!interpreter.open) refuseEscaped(name);
  if (interpreter instanceof Forward) {
    const { outputs, tangents } = how.forward(
      primals,
      inputs.map((x) => interpreter.tangentOf(x)),
    );
    return outputs.map((y, k) => interpreter.dual(name, y, tangents[k]));
  }
  const parents = inputs.map((x) => interpreter.idOf(x));
  const { outputs, connected, kept, pullback } = how.reverse(
    primals,
    parents.map((id) => id >= 0),
  );
  if (!connected.includes(true)) return outputs;
  const entry: Entry = {
    name,
    specs: primals.map(specOf),
    outputs: outputs.map(specOf),
    parents,
    first: interpreter.values,
    kept,
    pull: (g) => pullback(g.filter((_, k) => connected[k])),
  };
  return interpreter.record(entry, outputs).map((y, k) => (connected[k] ? y : outputs[k]));
}

/**
 * The value below all derivatives that are being taken of `x`.
 * @example primalOf(tensor([1, 2])); // float32[2] [1, 2]
 */
export function primalOf(x: Tensor): Tensor {
  return x instanceof Lifted ? primalOf(x.primal) : x;
}
