// Primitives from outside, with rules that are right and rules that are broken.
import { add, mul, ones, reshape, square, sum, tensor, zeros, type Tensor } from '@cotangent/tensor';
import {
  allocate,
  apply,
  bind,
  contiguous,
  dense,
  from,
  primitive,
  type Data,
  type Primitive,
  type Rule,
} from '@cotangent/tensor/extend';
import { describe, expect, it } from 'vitest';
import { grad, hessian, jvp, vjp } from './index.ts';

/** The first input, with any rule one likes. */
const wrong = (rule: Rule): Primitive =>
  primitive({ name: 'mine', shape: ([y]) => [y], kernel: ([y]) => [y], rule });
const x: Tensor<[2]> = tensor([1, 2]);
const reverse =
  (p: Primitive, count = 1) =>
  (): unknown =>
    vjp((y: Tensor<[2]>) => apply(p, ...Array.from({ length: count }, () => y as Tensor)), x)[1](
      ones([2]) as Tensor,
    );
const forward =
  (p: Primitive, count = 1) =>
  (): unknown =>
    jvp((y: Tensor<[2]>) => apply(p, ...Array.from({ length: count }, () => y as Tensor)), [x], [ones([2])]);

describe('a rule that returns the wrong shape or dtype', () => {
  it('of an elementwise derivative', () => {
    const shape = wrong({ kind: 'elementwise', derivatives: [from([], (g) => sum(g) as Tensor)] });
    expect(reverse(shape)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: float32[]
      Expected float32[2].]
    `);
    expect(forward(shape)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a tangent like its output.
        tangent: float32[]
      Expected float32[2].]
    `);
    const dtype = wrong({
      kind: 'elementwise',
      derivatives: [from([], (g) => mul(g, tensor(1, 'float64')) as Tensor)],
    });
    expect(reverse(dtype)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: float64[2]
      Expected float32[2].]
    `);
    expect(forward(dtype)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a tangent like its output.
        tangent: float64[2]
      Expected float32[2].]
    `);
  });

  it('of a linear adjoint', () => {
    const stretched = wrong({ kind: 'linear', adjoint: ([g]) => [reshape(g, [1, 2]) as Tensor] });
    expect(reverse(stretched)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: float32[1, 2]
      Expected float32[2].]
    `);
    const second = wrong({ kind: 'linear', adjoint: ([g]) => [g, zeros([3])] });
    expect(reverse(second, 2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 1.
        cotangent: float32[3]
      Expected float32[2].]
    `);
  });

  it('of a bilinear adjoint', () => {
    const p = wrong({ kind: 'bilinear', adjoints: [(g) => g, () => zeros([3]) as Tensor] });
    expect(reverse(p, 2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 1.
        cotangent: float32[3]
      Expected float32[2].]
    `);
  });

  it('of a general rule, in both modes', () => {
    const p = wrong({ kind: 'general', needs: [0], vjp: ([g]) => [sum(g) as Tensor] });
    expect(reverse(p)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: float32[]
      Expected float32[2].]
    `);
    expect(forward(p)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: float32[]
      Expected float32[2].]
    `);
  });

  it('of what is no tensor at all', () => {
    const p = wrong({ kind: 'elementwise', derivatives: [from([], () => 1 as never)] });
    expect(reverse(p)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent like its input 0.
        cotangent: 1
      Expected float32[2].]
    `);
    expect(forward(p)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a tangent like its output.
        tangent: 1
      Expected float32[2].]
    `);
  });

  it('or too few of them', () => {
    const few = wrong({ kind: 'linear', adjoint: ([g]) => [g] });
    expect(reverse(few, 2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent for each input.
        cotangents: 1 of them
      Expected a list of 2, null where there is none.]
    `);
    const none = wrong({ kind: 'general', needs: [], vjp: () => undefined as never });
    expect(reverse(none)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: mine: the rule must return a cotangent for each input.
        cotangents: undefined
      Expected a list of 1, null where there is none.]
    `);
    expect(forward(none)).toThrow('the rule must return a cotangent for each input');
  });
});

describe('a primitive from outside', () => {
  /** `[x + y, x · y]` in one call. */
  const both: Primitive = primitive({
    name: 'both',
    shape: ([a]) => [a, a],
    kernel: ([a, b]) => {
      const [left, right] = [contiguous(a), contiguous(b)];
      const results = [0, 1].map(() => allocate(a.dtype, a.size));
      for (let i = 0; i < a.size; i++) {
        results[0][i] = left.values[left.offset + i] + right.values[right.offset + i];
        results[1][i] = left.values[left.offset + i] * right.values[right.offset + i];
      }
      return results.map((values) => dense(values, a.dtype, a.shape));
    },
    rule: {
      kind: 'general',
      needs: [0, 1],
      vjp: ([ofSum, ofProduct], _, a, b) =>
        [b, a].map((other) => add(ofSum, mul(ofProduct, other)) as Tensor),
    },
  });

  it('with several outputs works in both modes and at second order', () => {
    const f = (a: Tensor<[2]>, b: Tensor<[2]>): Tensor<[]> => {
      const [s, p] = bind(both, [a as Tensor, b as Tensor], {});
      return sum(mul(s, p) as Tensor) as Tensor<[]>; // Σ a²b + ab²
    };
    const [a, b] = [tensor([1, 2]), tensor([3, 5])];
    expect(grad(f)(a, b).toArray()).toEqual([2 * 3 + 9, 2 * 2 * 5 + 25]);
    expect(jvp(f, [a, b], [ones([2]), zeros([2])])[1].item()).toBe(15 + 45);
    expect(hessian(f)(a, b).toArray()).toEqual([
      [6, 0],
      [0, 10],
    ]);
  });

  it('gets zeros for the outputs that no cotangent reaches', () => {
    const product = (a: Tensor<[2]>): Tensor<[]> =>
      sum(square(bind(both, [a as Tensor, a as Tensor], {})[1])) as Tensor<[]>;
    expect(grad(product)(x).toArray()).toEqual([4, 32]); // Σ a⁴
  });

  /** The value with its sign as an integer: outputs of which one has no gradient. */
  const signed: Primitive = primitive({
    name: 'signed',
    shape: ([a]) => [{ shape: a.shape, dtype: 'int32' }, a],
    kernel: ([a]) => [dense(Int32Array.from(a.data(), Math.sign), 'int32', a.shape), a],
    rule: { kind: 'linear', adjoint: ([, g]) => [g] },
  });

  it('may have outputs without gradients', () => {
    const f = (a: Tensor<[2]>): Tensor<[]> => {
      const [signs, same] = bind(signed, [a as Tensor], {});
      expect(signs.toArray()).toEqual([1, -1]);
      return sum(mul(mul(same, same), signs) as Tensor) as Tensor<[]>;
    };
    expect(grad(f)(tensor([3, -4])).toArray()).toEqual([6, 8]);
    expect(jvp(f, [tensor([3, -4])], [ones([2])])[1].item()).toBe(14);
  });

  it('is told its parameters', () => {
    const scale: Primitive<{ readonly factor: Data }> = primitive({
      name: 'scale',
      shape: ([a]) => [a],
      kernel: ([a], { factor }) => [
        dense(
          Float32Array.from(a.data(), (v) => v * Number(factor)),
          'float32',
          a.shape,
        ),
      ],
      rule: { kind: 'linear', adjoint: ([g], { params }) => bind(scale, [g], params) },
    });
    const f = (a: Tensor<[2]>): Tensor<[]> => sum(bind(scale, [a as Tensor], { factor: 3 })[0]) as Tensor<[]>;
    expect(grad(f)(x).toArray()).toEqual([3, 3]);
    expect(jvp(f, [x], [x])[1].item()).toBe(9);
  });
});
