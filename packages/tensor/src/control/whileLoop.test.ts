import { add, less, mul, tensor, whileLoop, zeros, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('whileLoop', () => {
  it('is the loop it stands for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 999 }), (first, limit) => {
        const { x, steps } = whileLoop(
          (carry) => less(carry.x, limit),
          (carry) => ({ x: mul(carry.x, 2), steps: add(carry.steps, 1) }),
          { x: tensor(first), steps: tensor(0, 'int32') },
        );
        let [y, n] = [first, 0];
        for (; y < limit; n++) y *= 2;
        expect([x.item(), steps.item()]).toEqual([y, n]);
      }),
    );
  });

  it('takes plain booleans', () => {
    let n = 0;
    expect(
      whileLoop(
        () => n++ < 3,
        (x) => add(x, 1),
        tensor(0),
      ).item(),
    ).toBe(3);
  });

  it('refuses carries that change and tests that are not one bool', () => {
    const x = zeros([2]);
    const loop =
      (test: unknown, body: unknown): (() => unknown) =>
      () =>
        whileLoop(
          () => test as boolean,
          () => body as Tensor,
          { x },
        );
    expect(loop(true, { x: zeros([3]) })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: whileLoop: the carry must keep its shapes and dtypes.
        init: float32[2] at x
        body: float32[3] at x
      Expected float32[2] at x.]
    `);
    expect(loop(true, { y: x })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: whileLoop: the carry must keep its structure.
        init: { x: * }
        body: { y: * }   differs at x; missing x; extra y
      Expected body to have the structure of init.]
    `);
    expect(loop(less(x, 1), { x })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: whileLoop: the predicate must be one bool.
        test: bool[2]
      Expected a boolean, or a tensor of dtype bool and size 1. To join the elements, use all(x) or any(x).]
    `);
    expect(loop(undefined, { x })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: whileLoop: the predicate must be one bool.
        test: undefined
      Expected a boolean, or a tensor of dtype bool and size 1.]
    `);
  });
});
