import {
  add,
  clamp,
  exp,
  greater,
  log,
  mul,
  ones,
  onesLike,
  sign,
  sin,
  stopGradient,
  sub,
  sum,
  tensor,
  where,
  zerosLike,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { customJvp, customVjp, grad, hessian, jacobian, jvp, tapeOf, vjp } from './index.ts';
import { arrays, expectClose, mixes, through, ways, x64, type Map, type Scalar } from './scalars.samples.ts';

/** x·exp(x) with its true derivative, as a rule for each mode. */
const backward = customVjp(
  (x: Scalar) => [mul(x, exp(x)), { x, e: exp(x) }],
  ({ x, e }, g) => [mul(g, mul(add(x, 1), e))],
);
const forward = customJvp(
  (x: Scalar) => mul(x, exp(x)),
  ([x], [t]) => [mul(x, exp(x)), mul(t, mul(add(x, 1), exp(x)))],
);

describe.each([
  ['customVjp', backward],
  ['customJvp', forward],
])('%s', (_, f) => {
  it('with the true rule agrees with the closed form, to order 3 in any mix', () => {
    for (const mix of mixes(3)) {
      const want = (0.75 + mix.length) * Math.exp(0.75);
      expectClose(mix, through(mix, f, 0.75), want);
    }
  });

  it('composes with other functions on both sides', () => {
    const composed: Map = (x) => sin(f(mul(x, x)));
    const plain: Map = (x) => sin(mul(mul(x, x), exp(mul(x, x))));
    for (const mix of mixes(3)) {
      expectClose(mix, through(mix, composed, 0.3), through(mix, plain, 0.3));
    }
  });

  it('is the function itself where nothing is differentiated', () => {
    expect(f(x64(2)).item()).toBe(2 * Math.exp(2));
    expect(() => f(x64(2)).item()).not.toThrow();
  });
});

describe('customVjp', () => {
  const clipped = customVjp(
    (x: Tensor<[3]>) => [mul(x, x), x],
    (x, g) => [clamp(mul(mul(g, x), 2), -1, 1)],
  );

  it('replaces the derivative, in reverse mode and by its transpose in forward mode', () => {
    const x = tensor([0.25, 1, -3]);
    expect(clipped(x).toArray()).toEqual([0.0625, 1, 9]);
    expect(grad((y: Tensor<[3]>) => sum(clipped(y)))(x).toArray()).toEqual([0.5, 1, -1]);
    const half = customVjp(
      (y: Tensor<[3]>) => [mul(y, y), y],
      (y, g) => [mul(g, y)],
    );
    expect(jvp(half, [x], [ones([3])])[1].toArray()).toEqual([0.25, 1, -3]);
    for (const mode of ['reverse', 'forward'] as const) {
      expect(add(jacobian(half, { mode })(x), 0).toArray()).toEqual([
        [0.25, 0, 0],
        [0, 1, 0],
        [0, 0, -3],
      ]);
    }
  });

  it('calls backward once a pass, and forward once', () => {
    const calls: string[] = [];
    const f = customVjp(
      (x: Scalar) => {
        calls.push('forward');
        return [x, []];
      },
      (_, g) => {
        calls.push('backward');
        return [mul(g, 10)];
      },
    );
    const [, pullback] = vjp((x: Scalar) => mul(f(x), 2), x64(1));
    expect(calls).toEqual(['forward']);
    expect(pullback(1)[0].item()).toBe(20);
    expect(calls).toEqual(['forward', 'backward']);
  });

  it('differentiates the rule at higher orders', () => {
    // A derivative of the user's own choice, x² in place of cos: the second derivative is its derivative.
    const f = customVjp(
      (x: Scalar) => [sin(x), x],
      (x, g) => [mul(g, mul(x, x))],
    );
    expect([through(['grad'], f, 3), through(['grad', 'grad'], f, 3)]).toEqual([9, 6]);
    expect([through(['jvp', 'grad'], f, 3), through(['grad', 'jvp'], f, 3)]).toEqual([6, 6]);
    expect(hessian(f)(x64(3)).item()).toBe(6);
  });

  it('takes and returns trees, of several arguments', () => {
    const f = customVjp(
      (p: { a: Tensor<[2]>; b: readonly Tensor<[]>[] }, scale: Tensor<[]>) => [
        { y: mul(p.a, p.b[0]), mask: greater(p.a, 1) },
        [p.a, scale],
      ],
      ([a], g) => [{ a: mul(g.y, 100), b: [sum(mul(g.y, a))] }, tensor(7)],
    );
    const loss = (p: { a: Tensor<[2]>; b: readonly Tensor<[]>[] }, scale: Tensor<[]>): Tensor<[]> => {
      const { y, mask } = f(p, scale);
      return sum(where(mask, y, 0));
    };
    const got = grad(loss, [0, 1])({ a: tensor([1, 2]), b: [tensor(3)] }, 5);
    expect(arrays(got)).toEqual([{ a: [0, 100], b: [2] }, 7]);
  });

  it('lets integers and masks pass, in and out', () => {
    const f = customVjp(
      (x: Tensor<[2]>, at: Tensor<[2], 'int32'>) => [[mul(x, at), greater(x, 0)] as const, at],
      (at, [g]) => [mul(g, mul(at, 10)), zerosLike(at)],
    );
    const [x, at] = [tensor([1, 2]), tensor([3, 4], 'int32')];
    const loss = (y: Tensor<[2]>): Tensor<[]> => {
      const [product, mask] = f(y, at);
      return sum(mul(product, mask));
    };
    expect(grad(loss)(x).toArray()).toEqual([30, 40]);
    expect(jvp(loss, [x], [ones([2])])[1].item()).toBe(70);
  });

  it('takes null for arguments without a gradient', () => {
    const f = customVjp(
      (x: Tensor<[2]>, at: Tensor<[2], 'int32'>, on: Tensor<[], 'bool'>, k: number) => [
        where(on, mul(mul(x, at), k), 0),
        at,
      ],
      (at, g) => [mul(g, mul(at, 10)), null, null, null],
    );
    const [x, at, on] = [tensor([1, 2]), tensor([3, 4], 'int32'), tensor(true)];
    const loss = (y: Tensor<[2]>): Tensor<[]> => sum(f(y, at, on, 2));
    expect(loss(x).item()).toBe(22);
    expect(grad(loss)(x).toArray()).toEqual([30, 40]);
    expect(jvp(loss, [x], [ones([2])])[1].item()).toBe(70);
    const trees = customVjp(
      ({ ids }: { ids: Tensor<[2], 'int32'> }, y: Tensor<[2]>) => [mul(y, ids), []],
      (_, g) => [null as never, g],
    );
    expect(grad((y: Tensor<[2]>) => sum(trees({ ids: at }, y)))(x).toArray()).toEqual([1, 1]);
    const wrong = customVjp(
      (y: Tensor<[2]>, ids: Tensor<[2], 'int32'>) => [mul(y, ids), []],
      (_, g) => [g, g as never],
    );
    expect(() => grad((y: Tensor<[2]>) => sum(wrong(y, at)))(x)).toThrow(
      'Expected int32[2]. Return null for an argument of integers or bools.',
    );
  });

  it('treats what it closes over as constants, in both modes, and lets outer derivatives through', () => {
    const f = (w: Scalar): Scalar => {
      const scaled = customVjp(
        (x: Scalar) => [mul(x, w), [mul(w, 1), w]],
        ([same], g) => [mul(g, mul(w, same))],
      );
      return scaled(mul(w, w));
    };
    expect(f(x64(3)).item()).toBe(27);
    for (const way of Object.keys(ways)) expectClose([way], through([way], f, 3), 9 * 6);
    const outer: Map = (w) => {
      const scaled = customVjp(
        (x: Scalar) => [mul(x, w), []],
        (_, g) => [mul(g, w)],
      );
      return grad(scaled)(x64(5)); // w, whose derivative is 1
    };
    for (const way of Object.keys(ways)) expectClose([way], through([way], outer, 3), 1);
  });

  it('treats what it closes over as constants, whether its argument is traced, of an outer function, or neither', () => {
    const product = {
      customVjp: (w: Scalar) =>
        customVjp(
          (x: Scalar) => [mul(x, w), w],
          (kept, g) => [mul(g, kept)],
        ),
      customJvp: (w: Scalar) =>
        customJvp(
          (x: Scalar) => mul(x, w),
          ([x], [t]) => [mul(x, w), mul(t, w)],
        ),
    };
    for (const [name, of] of Object.entries(product)) {
      for (const way of Object.keys(ways)) {
        const slope = (f: Map): number => through([way], f, 2);
        expectClose(
          [name, way, 'plain'],
          slope((w) => add(w, of(w)(x64(3)))),
          1,
        );
        expectClose(
          [name, way, 'itself'],
          slope((w) => add(w, of(w)(w))),
          3,
        );
        // d/dw of w² · w, where w is closed over; further in, the slope by v of v + w · v, where v is closed over.
        const nested: Map = (w) => mul(mul(w, w), grad((v: Scalar) => add(v, of(v)(w)))(w));
        expectClose([name, way, 'outer'], slope(nested), 4);
        const kept = customVjp(
          (x: Scalar) => [of(x64(3))(x), []],
          (_, g) => [g],
        );
        expectClose(
          [name, way, 'within'],
          slope((w) => add(w, mul(kept(w), of(w)(x64(1))))),
          3,
        );
      }
    }
  });

  it('gives back what it closes over as a constant', () => {
    const f: Map = (w) =>
      customVjp(
        (x: Scalar) => [{ x, w }, []],
        (_, g) => [g.x],
      )(x64(3)).w;
    for (const way of Object.keys(ways)) {
      expectClose(
        [way],
        through([way], (w) => add(f(w), w), 2),
        1,
      );
    }
  });

  it('treats closed-over values as constants also of rules within rules', () => {
    const f: Map = (w) => {
      const inner = customVjp(
        (x: Scalar) => [mul(x, w), []],
        (_, g) => [mul(g, 100)],
      );
      const rule = customVjp(
        (x: Scalar) => [inner(x), inner(w)],
        (r, g) => [mul(g, r)],
      );
      return rule(w);
    };
    for (const way of Object.keys(ways)) expectClose([way], through([way], f, 3), 9);
  });

  it('records one step, with what its rule keeps', () => {
    const { steps } = tapeOf((x: Tensor<[3]>) => sum(clipped(exp(x))), ones([3]));
    expect(steps.map(({ primitive, bytesKept }) => [primitive, bytesKept])).toEqual([
      ['exp', 12],
      ['customVjp', 0],
      ['sum', 0],
    ]);
    const keeping = customVjp(
      (x: Tensor<[3]>) => [x, [exp(x)]],
      ([y], g) => [mul(g, y)],
    );
    expect(tapeOf((x: Tensor<[3]>) => keeping(x), ones([3])).steps[0].bytesKept).toBe(12);
  });

  it('refuses rules that return something else than cotangents of the arguments', () => {
    const of = (cotangent: unknown): (() => unknown) => {
      const f = customVjp(
        (x: Tensor<[2]>) => [mul(x, 2), []],
        () => cotangent as [Tensor<[2]>],
      );
      return () => grad((x: Tensor<[2]>) => sum(f(x)))(ones([2]));
    };
    expect(of([ones([3])])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: the rule must return a cotangent for each leaf, of its shape and dtype.
        cotangent: float32[3]
      Expected float32[2].]
    `);
    expect(of([ones([2], 'float64')])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: the rule must return a cotangent for each leaf, of its shape and dtype.
        cotangent: float64[2]
      Expected float32[2].]
    `);
    expect(of([])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: the rule must return a cotangent for each leaf, of its shape and dtype.
        cotangent: 0 leaves
      Expected 1 leaves.]
    `);
    expect(of([null])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: null is the cotangent of numbers, integers and bools only.
        cotangent: null at [0], for float32[2]
      Expected a cotangent like argument 0. Return zerosLike of the argument if no gradient is to reach it.]
    `);
    expect(of(undefined)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: a tree's leaves must be tensors.
        cotangent: undefined
      Expected a tensor, an array or a plain object. For nothing at all, write [] or {}.]
    `);
    const single = customVjp(
      (x: Tensor<[2]>): [Tensor<[2]>, []] => x as never,
      () => [ones([2])],
    );
    expect(() => grad((x: Tensor<[2]>) => sum(single(x)))(ones([2]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customVjp: forward must return a pair.
        output: float32[2]
      Expected a list [output, residuals].]
    `);
  });
});

describe('customJvp', () => {
  it('replaces the derivative, in forward mode and by its transpose in reverse mode', () => {
    const straight = customJvp(
      (x: Tensor<[2]>) => sign(x),
      (_, [t]) => [t, t],
    );
    const x = tensor([3, -2]);
    expect(straight(x).toArray()).toEqual([1, -1]);
    expect(grad((y: Tensor<[2]>) => sum(mul(straight(y), tensor([10, 20]))))(x).toArray()).toEqual([10, 20]);
    expect(jvp(straight, [x], [tensor([5, 6])])[1].toArray()).toEqual([5, 6]);
  });

  it('differentiates the rule at higher orders', () => {
    const f = customJvp(
      (x: Scalar) => sin(x),
      ([x], [t]) => [sin(x), mul(t, mul(x, x))],
    );
    for (const mix of mixes(2).slice(1)) expect(through(mix, f, 3)).toBe(mix.length === 1 ? 9 : 6);
  });

  it('takes and returns trees; arguments without a tangent get zeros', () => {
    const f = customJvp(
      ({ a }: { a: Tensor<[2]> }, b: Tensor<[]>) => ({ y: mul(a, b), at: [greater(a, b)] }),
      ([{ a }, b], [t, u]) => {
        const at = [greater(a, b)];
        return [
          { y: mul(a, b), at },
          { y: add(mul(t.a, 10), mul(u, a)), at },
        ];
      },
    );
    const loss = (a: Tensor<[2]>, b: Tensor<[]>): Tensor<[]> => sum(f({ a }, b).y);
    expect(grad(loss)(tensor([1, 2]), tensor(3)).toArray()).toEqual([10, 10]);
    expect(grad(loss, 1)(tensor([1, 2]), 3).item()).toBe(3);
    expect(
      jvp((b: Tensor<[]>) => f({ a: tensor([1, 2]) }, b).y, [tensor(3)], [tensor(1)])[1].toArray(),
    ).toEqual([1, 2]);
  });

  it('treats what it closes over as constants, and lets outer derivatives through', () => {
    const f: Map = (w) => {
      const scaled = customJvp(
        (x: Scalar) => mul(x, w),
        ([x], [t]) => [mul(x, w), mul(t, w)],
      );
      return scaled(mul(w, w));
    };
    for (const way of Object.keys(ways)) expectClose([way], through([way], f, 3), 3 * 6);
    const outer: Map = (w) => {
      const scaled = customJvp(
        (x: Scalar) => mul(x, w),
        ([x], [t]) => [mul(x, w), mul(t, mul(w, w))],
      );
      return grad(scaled)(x64(5));
    };
    for (const way of Object.keys(ways)) expectClose([way], through([way], outer, 3), 6);
  });

  it('mends what the plain derivative gets wrong', () => {
    // log(1 + exp(x)) overflows for large x; its derivative, written down, does not.
    const softplus = customJvp(
      (x: Scalar) => log(add(1, exp(x))),
      ([x], [t]) => [log(add(1, exp(x))), mul(t, sigmoidOf(x))],
    );
    const sigmoidOf = (x: Scalar): Scalar => exp(mul(-1, log(add(1, exp(mul(-1, x))))));
    expect(grad(softplus)(x64(1000)).item()).toBe(1);
  });

  it('refuses rules that are not zero for tangents of zero, in reverse mode', () => {
    const of = (rule: (x: Scalar, t: Scalar) => Scalar): Map =>
      customJvp(
        (x: Scalar) => exp(x),
        ([x], [t]) => [exp(x), rule(x, t)],
      );
    expect(() => grad(of((x) => exp(x)))(x64(0))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customJvp: the rule must be linear in the tangents.
        tangent: float64[]   holds 1 where the tangents of all arguments are zero
      Expected zero for tangents of zero. Multiply every term of the tangent by the tangent of an argument, as in mul(t, exp(x)).]
    `);
    for (const rule of [(x: Scalar) => onesLike(x), (_: Scalar, t: Scalar) => add(t, 1)]) {
      expect(() => grad(of(rule))(x64(2))).toThrow('the rule must be linear in the tangents');
      expect(() => grad(grad(of(rule)))(x64(2))).toThrow('the rule must be linear in the tangents');
    }
    expect(grad(of((x) => zerosLike(x)))(x64(2)).item()).toBe(0);
    expect(grad(of((_, t) => stopGradient(t)))(x64(2)).item()).toBe(0);
    expect(grad(of((x, t) => mul(t, log(sub(x, 2)))))(x64(2)).item()).toBe(-Infinity);
  });

  it('refuses rules that return something else than a tangent of the output', () => {
    const of = (tangent: unknown): (() => unknown) => {
      const f = customJvp(
        (x: Tensor<[2]>) => mul(x, 2),
        ([x]) => [mul(x, 2), tangent as Tensor<[2]>],
      );
      return () => jvp(f, [ones([2])], [ones([2])]);
    };
    expect(of(ones([3]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customJvp: the rule must return a tangent for each leaf, of its shape and dtype.
        tangent: float32[3]
      Expected float32[2].]
    `);
    expect(of([ones([2]), ones([2])])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customJvp: the rule must return a tangent for each leaf, of its shape and dtype.
        tangent: 2 leaves
      Expected 1 leaves.]
    `);
    const single = customJvp((x: Tensor<[2]>) => x, (([x]: [Tensor<[2]>]) => x) as never);
    expect(() => jvp(single, [ones([2])], [ones([2])])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: customJvp: the rule must return a pair.
        output: float32[2]
      Expected a list [output, tangent].]
    `);
  });
});
