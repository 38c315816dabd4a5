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
 * `f` of operands that stay where they are: they go round with the result, donated, so that a compiled program finds
 * all of them in its own memory, as it would in the midst of a longer computation.
 */
export function resident<T, R>(
  compile: Compile,
  operands: T,
  initial: R,
  f: (operands: T) => R,
  answer: (result: R) => ArrayLike<number>,
): Runner {
  interface State {
    readonly operands: T;
    readonly result: R;
  }
  const step = compile((state: State): State => ({ operands: state.operands, result: f(state.operands) }), {
    donate: [0],
  });
  let state: State = { operands, result: initial };
  const run = (): void => {
    state = step(state);
  };
  return {
    run,
    answer() {
      run();
      return answer(state.result);
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
  interface Carried {
    readonly state: S;
    readonly batch: B;
    readonly loss: Tensor;
  }
  const step = compile(
    (carried: Carried): Carried => {
      const [state, loss] = update(carried.state, carried.batch);
      return { state, batch: carried.batch, loss };
    },
    { donate: [0] },
  );
  let carried: Carried = { state: initial, batch, loss: zeros([]) };
  const run = (): void => {
    carried = step(carried);
  };
  return {
    run,
    answer: () =>
      Array.from({ length: steps }, () => {
        run();
        return Number(carried.loss.item());
      }),
  };
}
