// Loops and branches that stay such in compiled programs, against the eager interpreter, derivatives included.
import { describe, expect, test } from 'vitest';
import type { Tensor } from '@cotangent/tensor';
import { derived, functions, v, w, type Vector } from '../../autograd/test/loops.samples.ts';
import { jit } from '../src/index.ts';

const numbers = (results: unknown): number[] =>
  [results as Tensor].flat().flatMap((y) => Array.from(y.data()));

describe.each(Object.keys(functions))('%s', (name) => {
  test.each(Object.keys(derived))('%s', (way) => {
    const g = derived[way](functions[name]);
    const compiled = jit((a: Vector) => g(a));
    for (const at of [w, v]) {
      const [got, want] = [numbers(compiled(at)), numbers(g(at))];
      expect(got.length).toBe(want.length);
      got.forEach((value, i) =>
        expect(Math.abs(value - want[i])).toBeLessThan(1e-11 * Math.max(1, Math.abs(want[i]))),
      );
    }
  });
});
