import { add, cond, greater, less, mul, sum, tensor, zeros, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAbstract } from './abstract.ts';

describe('cond', () => {
  it('runs the branch that the predicate names, and that one only', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom('boolean', 'scalar', 'one'), (value, form) => {
        const predicate = form === 'boolean' ? value : form === 'scalar' ? tensor(value) : tensor([[value]]);
        const ran: string[] = [];
        const result = cond(
          predicate as boolean,
          (a, [b]) => {
            ran.push('true');
            return { y: add(a, b) };
          },
          (a, [b]) => {
            ran.push('false');
            return { y: mul(a, b) };
          },
          tensor(3),
          [tensor(4)] as [Tensor<[]>],
        );
        expect([result.y.item(), ran]).toEqual(value ? [7, ['true']] : [12, ['false']]);
      }),
    );
  });

  it('refuses predicates that are not one bool', () => {
    const on =
      (predicate: unknown): (() => unknown) =>
      () =>
        cond(
          predicate as boolean,
          () => 1,
          () => 2,
        );
    expect(on(1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: the predicate must be one bool.
        predicate: 1
      Expected a boolean, or a tensor of dtype bool and size 1.]
    `);
    expect(on(tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: the predicate must be one bool.
        predicate: float32[]
      Expected a boolean, or a tensor of dtype bool and size 1. For whether it is not 0, write notEqual(x, 0).]
    `);
    expect(on(greater(zeros([3]), 0))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: the predicate must be one bool.
        predicate: bool[3]
      Expected a boolean, or a tensor of dtype bool and size 1. To join the elements, use all(x) or any(x).]
    `);
    expect(on(zeros([3]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: the predicate must be one bool.
        predicate: float32[3]
      Expected a boolean, or a tensor of dtype bool and size 1.]
    `);
  });

  it('compares both branches where both are traced', () => {
    const x = tensor(1);
    const traced =
      (onTrue: () => unknown, onFalse: () => unknown): (() => unknown) =>
      () =>
        withAbstract([x], 'a test', ([y]) => cond(less(sum(y), 1) as Tensor<[], 'bool'>, onTrue, onFalse));
    expect(
      traced(
        () => ({ a: x, b: [] }),
        () => ({ b: [], a: x }),
      )(),
    ).toMatchObject({ a: { shape: [] }, b: [] });
    expect(
      traced(
        () => ({ a: x }),
        () => ({ b: x }),
      ),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: both branches must return one structure.
        onTrue: { a: * }
        onFalse: { b: * }   differs at a; missing a; extra b
      Expected onFalse to have the structure of onTrue.]
    `);
    expect(
      traced(
        () => [x],
        () => [zeros([2])],
      ),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: both branches must return the same shapes and dtypes.
        onTrue: float32[] at [0]
        onFalse: float32[2] at [0]
      Expected float32[] at [0].]
    `);
    expect(
      traced(
        () => 3,
        () => x,
      ),
    ).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cond: a tree's leaves must be tensors.
        onTrue: 3
      Expected a tensor, an array or a plain object. Write tensor(3).]
    `);
  });
});
