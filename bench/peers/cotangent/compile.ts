// What makes a column of Cotangent: how a function becomes a program. Eagerly it is run as it stands.
import { zeros, type Tensor } from '@cotangent/tensor';
import type { Runner } from '../peer.ts';

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
export function resident<T>(
  compile: Compile,
  operands: T,
  shape: readonly number[],
  f: (operands: T) => Tensor,
): Runner {
  interface State {
    readonly operands: T;
    readonly result: Tensor;
  }
  const step = compile((state: State): State => ({ operands: state.operands, result: f(state.operands) }), {
    donate: [0],
  });
  let state: State = { operands, result: zeros(shape) };
  const run = (): void => {
    state = step(state);
  };
  return {
    run,
    answer() {
      run();
      return state.result.data();
    },
  };
}

/** A training step that carries its state round, donated. The first `losses` of it are the answer. */
export function training<S, B>(
  compile: Compile,
  initial: S,
  batch: B,
  update: (state: S, batch: B) => readonly [state: S, loss: Tensor],
  steps: number,
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
