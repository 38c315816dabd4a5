// What a primitive is: one frozen object with its name, shape rule, reference kernel and derivative rule.
// Rules are data, written in ops; interpreters (tape, forward mode, compiler) give them meaning.
import type { Spec } from '../shape/dim.ts';
import type { DenseTensor } from './dense.ts';
import type { Tensor } from './tensor.ts';

/** Parameters of a primitive: plain data, so that a recorded program is plain JSON. */
export type Params = Readonly<Record<string, Data>>;
/** Plain, immutable data. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** What a derivative keeps from the forward pass: inputs by position, or the output. */
export type Needs = readonly (number | 'output')[];

/**
 * One scalar derivative of an elementwise primitive, as a function linear in `g`. The Jacobian is diagonal,
 * so the same formula carries a cotangent back and a tangent forward.
 */
export interface Derivative {
  readonly needs: Needs;
  readonly of: (g: Tensor, ...kept: Tensor[]) => Tensor;
}

/** What an adjoint knows of the call it belongs to. */
export interface Call<P extends Params> {
  readonly params: P;
  readonly inputs: readonly Spec[];
}

/** How a primitive differentiates. Both modes are derived from the one formula, so that they cannot drift. */
export type Rule<P extends Params = Params> =
  /** Same shape in and out; a derivative for each input, `null` where it is zero everywhere (`floor`). */
  | { readonly kind: 'elementwise'; readonly derivatives: readonly (Derivative | null)[] }
  /**
   * Jointly linear in its inputs, save for those at the positions in `fixed` (indices, masks), which the backward
   * pass keeps and which get no cotangent. `adjoint` returns a cotangent for each input, `null` for the fixed ones.
   */
  | {
      readonly kind: 'linear';
      readonly fixed?: readonly number[];
      readonly adjoint: (
        g: readonly Tensor[],
        call: Call<P>,
        fixed: readonly Tensor[],
      ) => readonly (Tensor | null)[];
    }
  /** Linear in each of two inputs; an adjoint for each, given the other input. */
  | {
      readonly kind: 'bilinear';
      readonly adjoints: readonly [
        (g: Tensor, y: Tensor, call: Call<P>) => Tensor,
        (g: Tensor, x: Tensor, call: Call<P>) => Tensor,
      ];
    }
  /** Anything else: cotangents of the inputs from those of the outputs, linear in `g`, and what it keeps. */
  | {
      readonly kind: 'general';
      readonly needs: Needs;
      readonly vjp: (g: readonly Tensor[], call: Call<P>, ...kept: Tensor[]) => readonly (Tensor | null)[];
    }
  /** No derivative: outputs of integers and bools, random bits, `stopGradient`. */
  | { readonly kind: 'none' };

/** How a primitive maps over a batch axis; the slot is typed, vmap comes later. */
export type BatchRule<P extends Params = Params> = (
  inputs: readonly Tensor[],
  axes: readonly (number | null)[],
  params: P,
) => { readonly outputs: readonly Tensor[]; readonly axes: readonly number[] };

/**
 * The choices a call makes among smooth pieces (signs, winners, whole parts), as tensors that change exactly where it
 * passes from one piece to another. Written in ops. Where two calls decide alike, differences tell the derivative.
 */
export type Decides<P extends Params = Params> = (inputs: readonly Tensor[], params: P) => readonly Tensor[];

/** The unit of differentiation. */
export interface Primitive<P extends Params = Params> {
  readonly name: string;
  /** The outputs' shapes and dtypes. Inputs have passed the op's own checks. */
  readonly shape: (inputs: readonly Spec[], params: P) => readonly Spec[];
  /** The reference kernel: from strided inputs to the outputs that `shape` promised. */
  readonly kernel: (
    inputs: readonly DenseTensor[],
    params: P,
    outputs: readonly Spec[],
  ) => readonly DenseTensor[];
  readonly rule: Rule<P>;
  /** For float outputs with kinks or jumps; choices that are outputs themselves (masks, indices) need no mention. */
  readonly decides?: Decides<P>;
  readonly batch?: BatchRule<P>;
}

/**
 * Freezes the description of a primitive.
 * @example
 * const cube: Primitive = primitive({
 *   name: 'cube',
 *   shape: ([x]) => [x],
 *   kernel: ([x]) => [map1(loop1((v) => v ** 3), x.dtype, x)],
 *   rule: { kind: 'elementwise', derivatives: [from([0], (g, x) => mul(g, mul(3, square(x))))] },
 * });
 * apply(cube, tensor([2, 3])); // float32[2] [ 8, 27]
 */
export function primitive<P extends Params>(description: Primitive<P>): Primitive<P> {
  return Object.freeze(description);
}

/**
 * A derivative that keeps `needs` from the forward pass and is `of` those and `g`.
 * @example from(['output'], (g, y) => mul(g, y)); // that of exp
 */
export function from(needs: Needs, of: Derivative['of']): Derivative {
  return Object.freeze({ needs, of });
}
