// How cases are run: by the eager interpreter, or compiled where `GOLDEN_JIT` is set (`npm run test:golden -- --jit`).
import { inspect, jit } from '@cotangent/compiler';
import { expect } from 'vitest';

/** `f` as it is, or compiled, every kernel of it. */
export function through<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  if (process.env['GOLDEN_JIT'] === undefined) return f;
  const compiled = jit(f);
  return (...args) => {
    const kinds = inspect(compiled, ...args).kernels.map(({ kind }) => kind);
    expect(kinds).not.toContain('eager');
    return compiled(...args);
  };
}
