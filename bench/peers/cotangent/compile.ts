// What makes a column of Cotangent: how a function becomes a program. Eagerly it is run as it stands.
import { zeros, type Tensor } from '@cotangent/tensor';
import { steps, type Runner } from '../peer.ts';

/** Keeps the type of `f`; the arguments at `donate` end with the call. */
export type Compile = <F extends (...args: never[]) => unknown>(
  f: F,
  options?: { readonly donate?: readonly number[] },
) => F;

export const eager: Compile = (f) => f;

/**
 * `f` of operands that stay where they are, and whose result takes the place of the one before, which is donated: a
 * compiled program finds all of them in its own memory, as it would in the midst of a longer computation.
 */
export function resident<T, R>(
  compile: Compile,
  operands: T,
  initial: R,
  f: (operands: T) => R,
  answer: (result: R) => ArrayLike<number>,
): Runner {
  const step = compile((given: T, _before: R): R => f(given), { donate: [1] });
  let result = initial;
  const run = (): void => {
    result = step(operands, result);
  };
  return {
    run,
    answer() {
      run();
      return answer(result);
    },
  };
}

/** `resident` for a function with one result of a known shape. */
export function operation<T>(
  compile: Compile,
  operands: T,
  shape: readonly number[],
  f: (operands: T) => Tensor,
): Runner {
  return resident(compile, operands, zeros(shape) as Tensor, f, (result) => result.data());
}

/** A training step that carries its state round, donated. Its first losses are the answer. */
export function training<S, B>(
  compile: Compile,
  initial: S,
  batch: B,
  update: (state: S, batch: B) => readonly [state: S, loss: Tensor],
): Runner {
  const step = compile(update, { donate: [0] });
  let state = initial;
  const run = (): Tensor => {
    const [next, loss] = step(state, batch);
    state = next;
    return loss;
  };
  return {
    run: () => void run(),
    answer: () => Array.from({ length: steps }, () => Number(run().item())),
  };
}
