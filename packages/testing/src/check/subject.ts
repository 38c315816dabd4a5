// The function under test as vectors see it: its values at a point, and its derivatives in both modes.
import { jvp, vjp } from '@cotangent/autograd';
import type { Tensor } from '@cotangent/tensor';
import { toTensors, toVector, type Layout } from './layout.ts';
import { Watch, type Decision, type Manner, type Scope } from './watch.ts';

/** Numbers in a row. */
export type Vector = Float64Array<ArrayBuffer>;

/** A function of float64 tensors, and the point at which its derivatives are checked. */
export interface Subject {
  /** 1 for the function itself, 2 for its gradient. */
  readonly order: 1 | 2;
  readonly call: (xs: readonly Tensor[]) => readonly Tensor[];
  readonly inputs: Layout;
  readonly outputs: Layout;
  readonly point: Vector;
  readonly scope: Scope;
}

/** One run: what came out, and how it was decided. */
export interface Run {
  readonly values: Vector;
  readonly decisions: readonly Decision[];
  readonly stopped: readonly Tensor[];
  readonly coarse: boolean;
  readonly exact: boolean;
  /** Whether JavaScript read values, so that loops may depend on them. */
  readonly read: boolean;
}

/** Runs `f`, the function or a derivative of it, at `x`. */
export function watched(
  { inputs, scope }: Subject,
  x: Vector,
  f: (xs: readonly Tensor[]) => readonly Tensor[],
  manner: Manner,
): Run {
  const watch = new Watch(scope, manner);
  const values = toVector(
    f(toTensors(inputs, x).map((leaf) => watch.input(leaf))).map((y) => watch.lower(y)),
  );
  const { decisions, stopped, coarse, exact, read } = watch;
  return { values, decisions, stopped, coarse, exact, read };
}

/** Runs the function at `x`. */
export function evaluate(subject: Subject, x: Vector, manner: Manner = {}): Run {
  return watched(subject, x, subject.call, manner);
}

/** `x + t·d` */
export function moved(x: Vector, t: number, d: Vector): Vector {
  return x.map((value, i) => (d[i] === 0 ? value : value + t * d[i]));
}

/** `J d`, by forward mode, as a function of tensors. */
export function pushed({ call, inputs }: Subject, d: Vector): Subject['call'] {
  const tangents = toTensors(inputs, d);
  return (xs) => jvp((own: Tensor[]) => [...call(own)], [[...xs]], [tangents])[1];
}

/** `Jᵀ u`, by reverse mode, as a function of tensors. */
export function pulled({ call, outputs }: Subject, u: Vector): Subject['call'] {
  return (xs) => vjp((own: Tensor[]) => [...call(own)], [...xs])[1](toTensors(outputs, u))[0];
}

/** `J d`, by forward mode. */
export function forward(subject: Subject, x: Vector, d: Vector): Vector {
  return toVector(pushed(subject, d)(toTensors(subject.inputs, x)));
}

/** `u ↦ Jᵀ u`, by reverse mode. */
export function reverse(subject: Subject, x: Vector): (u: Vector) => Vector {
  const [, pullback] = vjp((xs: Tensor[]) => [...subject.call(xs)], toTensors(subject.inputs, x));
  return (u) => toVector(pullback(toTensors(subject.outputs, u))[0]);
}

/** `Σ x·y`, and the sum of the magnitudes, which says what rounding can do to it. */
export function inner(x: Vector, y: Vector): { readonly sum: number; readonly magnitude: number } {
  let sum = 0;
  let magnitude = 0;
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0 || y[i] === 0) continue;
    sum += x[i] * y[i];
    magnitude += Math.abs(x[i] * y[i]);
  }
  return { sum, magnitude };
}

/** The unit vector along coordinate `i`. */
export function unit(size: number, i: number): Vector {
  const d = new Float64Array(size);
  d[i] = 1;
  return d;
}
