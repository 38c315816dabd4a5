// What computes a call that no interpreter takes: the primitive's reference kernel, or a faster one in its place.
// Only plain computing asks for those in its place: who calls `kernel` itself gets the reference, to compare with.
import type { DenseTensor } from './dense.ts';
import type { Params, Primitive } from './primitive.ts';

/** A kernel in place of the reference kernel; `undefined` for calls that it leaves to that one. */
export type Substitute<P extends Params = Params> = (
  ...call: Parameters<Primitive<P>['kernel']>
) => readonly DenseTensor[] | undefined;

/** By primitive, the last one first. */
const substitutes = new Map<Primitive, readonly Substitute[]>();

/**
 * Lets `kernel` compute `primitive` from now on, wherever nothing is traced. Returns a function that ends it.
 *
 * It is given what the reference kernel is given, and must compute the same up to rounding. Of several the last is asked
 * first, and what all of them leave is computed by the reference kernel.
 * @example
 * const neg = primitives.find(({ name }) => name === 'neg') as Primitive;
 * let calls = 0;
 * const end = substituteKernel(neg, () => {
 *   calls++;
 *   return undefined;
 * });
 * apply(neg, tensor([1, 2])); // float32[2] [-1, -2]
 * end();
 * calls; // 1
 */
export function substituteKernel<P extends Params>(
  primitive: Primitive<P>,
  kernel: Substitute<P>,
): () => void {
  const key = primitive as Primitive;
  // A place of its own for every call, so that each ends just its own.
  const own: Substitute = (...call) => (kernel as Substitute)(...call);
  substitutes.set(key, [own, ...(substitutes.get(key) ?? [])]);
  return () => {
    const left = (substitutes.get(key) ?? []).filter((one) => one !== own);
    if (left.length > 0) substitutes.set(key, left);
    else substitutes.delete(key);
  };
}

/** What a call gives. */
export function compute<P extends Params>(
  primitive: Primitive<P>,
  inputs: readonly DenseTensor[],
  params: P,
): readonly DenseTensor[] {
  const outputs = primitive.shape(inputs, params);
  if (substitutes.size > 0) {
    for (const kernel of substitutes.get(primitive as Primitive) ?? []) {
      const made = kernel(inputs, params, outputs);
      if (made !== undefined) return made;
    }
  }
  return primitive.kernel(inputs, params, outputs);
}
