// Forward mode over lists of leaves: a function runs on values with tangents, and gives its outputs with theirs.
import type { Tensor } from '@cotangent/tensor';
import { ForwardMode } from './forwardControl.ts';

/**
 * Outputs of `f` and their tangents; `null` for zero, among the inputs as among the outputs.
 * @example jvpFlat(([x]) => [sin(x)], [tensor(0) as Tensor], [tensor(1) as Tensor]).tangents; // [float32[] 1]
 */
export function jvpFlat(
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
  primals: readonly Tensor[],
  tangents: readonly (Tensor | null)[],
): { readonly outputs: readonly Tensor[]; readonly tangents: readonly (Tensor | null)[] } {
  const forward = new ForwardMode();
  const results = forward.run(() => f(primals.map((x, i) => forward.dual('jvp', x, tangents[i]))));
  return {
    outputs: forward.lowered(results),
    tangents: results.map((y) => forward.tangentOf(y)),
  };
}
