// Functions of one number and the ways to their derivatives: what the tests of this package share. Does not ship.
import { tensor, tree, type Tensor, type Tree } from '@cotangent/tensor';
import { grad, jvp } from './index.ts';

export type Scalar = Tensor<[], 'float64'>;
export type Map = (x: Scalar) => Scalar;

/** A number in float64. */
export function x64(x: number): Scalar {
  return tensor(x, 'float64');
}

/** A tree with arrays for its tensors. */
export function arrays(t: unknown): unknown {
  return tree.map((leaf) => leaf.toArray(), t as Tree);
}

/** The two modes, by name. */
export const ways: Readonly<Record<string, (f: Map) => Map>> = {
  grad: (f) => grad(f) as Map,
  jvp: (f) => (x) => jvp(f, [x], [x64(1)])[1],
};

/** All mixes of modes up to an order. */
export function mixes(order: number): string[][] {
  if (order === 0) return [[]];
  return [[], ...mixes(order - 1).flatMap((mix) => Object.keys(ways).map((way) => [way, ...mix]))];
}

/** The derivative of `f` at `x` in a mix of modes. */
export function through(mix: readonly string[], f: Map, x: number): number {
  return mix
    .reduce<Map>(
      (inner, way) => ways[way](inner),
      f,
    )(x64(x))
    .item();
}

/** Throws, and says in which mix, unless the numbers agree. */
export function expectClose(mix: readonly string[], got: number, want: number): void {
  const off = Math.abs(got - want) / Math.max(1, Math.abs(want));
  if (!(off < 1e-12)) throw new Error(`${mix.join(' of ')}: ${got}, not ${want}`);
}
