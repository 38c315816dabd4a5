// pipe: functions read from left to right instead of from the inside out.

/**
 * `x` through one function after another: `pipe(x, f, g)` is `g(f(x))`. `A, A → B, B → C` gives `C`.
 * @example
 * const w = tensor([[1], [2]]);
 * pipe(tensor([[-1, 3]]), relu, (h) => matmul(h, w)); // float32[1, 1] [[6]]
 */
export function pipe<A, B>(x: A, f: (x: A) => B): B;
export function pipe<A, B, C>(x: A, f: (x: A) => B, g: (x: B) => C): C;
export function pipe<A, B, C, D>(x: A, f: (x: A) => B, g: (x: B) => C, h: (x: C) => D): D;
export function pipe<A, B, C, D, E>(x: A, f: (x: A) => B, g: (x: B) => C, h: (x: C) => D, i: (x: D) => E): E;
export function pipe<A, B, C, D, E, F>(
  x: A,
  f: (x: A) => B,
  g: (x: B) => C,
  h: (x: C) => D,
  i: (x: D) => E,
  j: (x: E) => F,
): F;
export function pipe(x: unknown, ...functions: readonly ((x: never) => unknown)[]): unknown {
  return functions.reduce((value, f) => f(value as never), x);
}
