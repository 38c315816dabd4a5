// What the programs beside this one assert with: types that are the same, and values that are equal.

/** `true` if `A` and `B` are one and the same type, inside generic functions too. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the type of `x` is `Expected`: `same<Tensor<[2]>>()(x, true)`. */
export const same =
  <Expected>() =>
  <Actual>(_x: Actual, _same: Same<Actual, Expected>): void => {};

/** Throws unless both print alike. */
export const equal = (actual: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} instead of ${b}`);
};
