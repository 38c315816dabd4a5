// Derivatives through scan, cond and whileLoop, against the loops and branches they stand for.
import {
  add,
  cond,
  greater,
  less,
  matmul,
  mul,
  scan,
  sin,
  stack,
  sum,
  tanh,
  tensor,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkpoint, grad, hessian, jvp, vjp } from './index.ts';
import { arrays, x64, type Map, type Scalar } from './scalars.samples.ts';

const modes: readonly ((f: Map, x: number) => number)[] = [
  (f, x) => grad(f)(x64(x)).item(),
  (f, x) => jvp(f, [x64(x)], [x64(1)])[1].item(),
];
const second: readonly ((f: Map, x: number) => number)[] = [
  (f, x) => hessian(f)(x64(x)).item(),
  (f, x) => grad(grad(f))(x64(x)).item(),
  (f, x) => grad((y: Scalar) => jvp(f, [y], [x64(1)])[1])(x64(x)).item(),
];

describe('scan', () => {
  const w = tensor(
    [
      [0.5, -0.25],
      [1, 0.75],
    ],
    'float64',
  );
  const xs = tensor(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    'float64',
  );
  type Weights = Tensor<[2, 2], 'float64'>;
  type Inputs = Tensor<[3, 2], 'float64'>;
  const step = (
    weights: Weights,
    h: Tensor<[2], 'float64'>,
    x: Tensor<[2], 'float64'>,
  ): Tensor<[2], 'float64'> => tanh(add(matmul(weights, h), x));
  const scanned = (weights: Weights, inputs: Inputs): Scalar => {
    const [last, all] = scan(
      (h, x) => {
        const next = step(weights, h, x);
        return [next, next];
      },
      zeros([2], 'float64'),
      inputs,
    );
    return add(sum(mul(last, 2)), sum(sin(all)));
  };
  const unrolled = (weights: Weights, rows: readonly Tensor<[2], 'float64'>[]): Scalar => {
    let h: Tensor<[2], 'float64'> = zeros([2], 'float64');
    const all = rows.map((x) => (h = step(weights, h, x)));
    return add(sum(mul(h, 2)), sum(sin(stack(all) as Tensor)) as Scalar);
  };

  it('has the gradient of the loop: by what it closes over, by its inputs', () => {
    const rows = [tensor([1, 2], 'float64'), tensor([3, 4], 'float64'), tensor([5, 6], 'float64')] as const;
    const [byW, byXs] = grad(scanned, [0, 1])(w, xs);
    const [wantW, wantRows] = grad((weights: Weights, list: typeof rows) => unrolled(weights, list), [0, 1])(
      w,
      rows,
    );
    byW.data().forEach((value, i) => expect(value).toBeCloseTo(wantW.data()[i], 13));
    byXs
      .data()
      .forEach((value, i) => expect(value).toBeCloseTo((stack([...wantRows]) as Tensor).data()[i], 13));
  });

  it('has the same gradient whether its steps are kept or recomputed', () => {
    const recomputed = (weights: Weights, inputs: Inputs): Scalar => {
      const block = checkpoint((h: Tensor<[2], 'float64'>, x: Tensor<[2], 'float64'>) => step(weights, h, x));
      const [last, all] = scan(
        (h, x) => {
          const next = block(h, x);
          return [next, next];
        },
        zeros([2], 'float64'),
        inputs,
      );
      return add(sum(mul(last, 2)), sum(sin(all)));
    };
    const [got, want] = [grad(recomputed, [0, 1])(w, xs), grad(scanned, [0, 1])(w, xs)];
    got.forEach((block, k) =>
      block.data().forEach((value, i) => expect(value).toBeCloseTo(want[k].data()[i], 13)),
    );
  });

  it('carries tangents, and cotangents along them', () => {
    const [, t] = jvp(scanned, [w, xs], [w, xs]);
    const [gw, gxs] = vjp(scanned, w, xs)[1](1);
    expect(sum(mul(gw, w)).item() + sum(mul(gxs, xs)).item()).toBeCloseTo(t.item(), 12);
  });

  it('differentiates at order 2, in reverse, over trees, and by the initial carry', () => {
    // c ← c·x·(i + 1) over i: x³·3! · c
    const f: Map = (x) =>
      scan(
        ({ c }, { i }) => [{ c: mul(mul(c, x), i) }, null],
        { c: x },
        { i: tensor([1, 2, 3], 'float64') },
        { reverse: true },
      )[0].c;
    for (const of of modes) expect(of(f, 2)).toBe(6 * 4 * 8);
    for (const of of second) expect(of(f, 2)).toBe(6 * 12 * 4);
  });

  it('of no steps is the identity of its carry', () => {
    const f: Map = (x) => scan((c, row) => [mul(c, row), null], mul(x, x), zeros([0], 'float64'))[0];
    for (const of of modes) expect(of(f, 3)).toBe(6);
  });

  it('may hold derivatives in its steps', () => {
    // c ← d/dc c²x = 2cx, twice: 4x²·c at c = x, 4x³
    const f: Map = (x) =>
      scan((c) => [grad((y: Scalar) => mul(mul(y, y), x))(c), null], x, null, { length: 2 })[0];
    for (const of of modes) expect(of(f, 2)).toBe(48);
    for (const of of second) expect(of(f, 2)).toBe(48);
  });
});

describe('cond', () => {
  const f: Map = (x) =>
    cond(
      greater(x, 1),
      (y) => mul(y, mul(y, x)),
      (y) => mul(y, 3),
      x,
    );

  it('has the derivative of the branch that is taken', () => {
    for (const of of modes) expect([of(f, 2), of(f, 0.5)]).toEqual([12, 3]);
    expect(grad(grad(f))(x64(2)).item()).toBe(12);
  });

  it('takes trees', () => {
    const g = (p: { a: Tensor<[2]>; b: Tensor<[]> }): Tensor<[]> =>
      sum(
        cond(
          less(p.b, 0),
          (q) => q,
          (q) => ({ a: mul(q.a, q.b), b: q.b }),
          p,
        ).a,
      );
    expect(arrays(grad(g)({ a: tensor([1, 2]), b: tensor(3) }))).toEqual({ a: [3, 3], b: 3 });
    expect(arrays(grad(g)({ a: tensor([1, 2]), b: tensor(-3) }))).toEqual({ a: [1, 1], b: 0 });
  });
});

describe('whileLoop', () => {
  it('has the derivative of the steps that ran', () => {
    // Squares until 100 is passed: x⁸ from 2, x⁴ from 5.
    const f: Map = (x) =>
      whileLoop(
        (c) => less(c, 100),
        (c) => mul(c, c),
        x,
      );
    for (const of of modes) expect([of(f, 2), of(f, 5)]).toEqual([8 * 2 ** 7, 4 * 5 ** 3]);
    for (const of of second) expect(of(f, 5)).toBe(12 * 25);
  });
});
