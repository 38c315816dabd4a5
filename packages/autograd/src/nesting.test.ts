import {
  add,
  cos,
  div,
  exp,
  mul,
  ones,
  pow,
  sin,
  stopGradient,
  sub,
  sum,
  tensor,
  type Tensor,
} from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { grad, hvp, jacobian, jvp, vjp } from './index.ts';
import { x64, type Map, type Scalar } from './scalars.samples.ts';

/** The ways to a derivative of a function of one number. */
const ways: Readonly<Record<string, (f: Map) => Map>> = {
  grad: (f) => grad(f) as Map,
  vjp: (f) => (x) => vjp(f, x)[1](x64(1))[0],
  jvp: (f) => (x) => jvp(f, [x], [x64(1)])[1],
  forward: (f) => jacobian(f, { mode: 'forward' }) as Map,
};
const names = Object.keys(ways);

/** Functions of one number, and their derivatives of orders 0 to 4. */
const functions: Readonly<Record<string, readonly [Map, ...((x: number) => number)[]]>> = {
  'x⁴': [
    (x) => mul(mul(x, x), mul(x, x)),
    (x) => x ** 4,
    (x) => 4 * x ** 3,
    (x) => 12 * x ** 2,
    (x) => 24 * x,
    () => 24,
  ],
  'sin x': [(x) => sin(x), Math.sin, Math.cos, (x) => -Math.sin(x), (x) => -Math.cos(x), Math.sin],
  'x·exp(2x)': [
    (x) => mul(x, exp(mul(2, x))),
    ...[0, 1, 2, 3, 4].map((n) => (x: number) => 2 ** n * (x + n / 2) * Math.exp(2 * x)),
  ],
  '1/x': [(x) => div(1, x), ...[1, -1, 2, -6, 24].map((factor, n) => (x: number) => factor / x ** (n + 1))],
  'x^2.5': [
    (x) => pow(x, 2.5),
    ...[1, 2.5, 3.75, 1.875, -0.9375].map((factor, n) => (x: number) => factor * x ** (2.5 - n)),
  ],
  '(Σ x·[1, 2])⁴': [
    (x) => {
      const s = sum(mul(x, tensor([1, 2], 'float64')));
      return mul(mul(s, s), mul(s, s));
    },
    ...[81, 324, 972, 1944, 1944].map((factor, n) => (x: number) => factor * x ** (4 - n)),
  ],
};

describe('derivatives in any mix of modes agree with the closed form', () => {
  const point = 0.75;
  test.each(Object.keys(functions))('%s', (name) => {
    const [f, ...closed] = functions[name];
    const check = (derivative: Map, order: number, path: string): void => {
      const [got, want] = [derivative(x64(point)).item(), closed[order](point)];
      if (!(Math.abs(got - want) < 1e-9)) throw new Error(`${path} of ${name}: ${got}, not ${want}`);
      if (order < 3) for (const way of names) check(ways[way](derivative), order + 1, `${way} ${path}`);
    };
    check(f, 0, '');
  });

  it('to order 4', () => {
    const four = fc.tuple(...[0, 1, 2, 3].map(() => fc.constantFrom(...names)));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(functions)), four, (name, path) => {
        const [f, ...closed] = functions[name];
        const derivative = path.reduce<Map>((inner, way) => ways[way](inner), f);
        const want = closed[4](point);
        expect(Math.abs(derivative(x64(point)).item() - want)).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(want)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('perturbations stay apart', () => {
  const d = names.map((outer) => names.map((inner) => [outer, inner] as const)).flat();

  // Siskind & Pearlmutter 2005, "Perturbation confusion and referential transparency", the example of the introduction.
  test.each(d)('d/dx x·(d/dy (x + y)) is 1: %s of %s', (outer, inner) => {
    const f: Map = (x) => mul(x, ways[inner]((y) => add(x, y))(x64(2)));
    expect(ways[outer](f)(x64(1)).item()).toBe(1);
    const atX: Map = (x) => mul(x, ways[inner]((y) => add(x, y))(x));
    expect(ways[outer](atX)(x64(5)).item()).toBe(1);
  });

  // Siskind & Pearlmutter 2008, "Nesting forward-mode AD in a functional framework".
  test.each(d)('d/dx x·(d/dy x·y) is 2x: %s of %s', (outer, inner) => {
    const f: Map = (x) => mul(x, ways[inner]((y) => mul(x, y))(x64(3)));
    expect(ways[outer](f)(x64(7)).item()).toBe(14);
  });

  it('in the one-line example', () => {
    expect(grad((x) => mul(x, grad((y) => add(x, y))(x)))(5).item()).toBe(1);
  });

  // Manzyuk et al. 2019, "Perturbation confusion in forward automatic differentiation of higher-order functions",
  // section 2: s(u)(f)(x) = f(x + u), and D s 0 is the derivative operator; applied twice, it is the second derivative.
  // A curried function is differentiated by pushing a tangent into the function that it returns.
  test('of functions that return closures', () => {
    const shift =
      (u: Scalar) =>
      (f: Map): Map =>
      (x) =>
        f(add(x, u));
    for (const way of names) {
      const derivative =
        (f: Map): Map =>
        (x) =>
          ways[way]((u) => shift(u)(f)(x))(x64(0));
      expect(derivative(sin)(x64(1)).item()).toBe(Math.cos(1));
      expect(derivative(derivative(sin))(x64(1)).item()).toBeCloseTo(-Math.sin(1), 14);
      expect(derivative(derivative(derivative(exp)))(x64(1)).item()).toBeCloseTo(Math.E, 14);
    }
  });

  // The same paper's failure: a closure made in one derivative and called in another must not see its tangents.
  test('of closures that leave their derivative, which are refused', () => {
    let kept: Map = (x) => x;
    const shift: Map = (u) => {
      kept = (x) => sin(add(x, u));
      return kept(x64(1));
    };
    expect(ways['jvp'](shift)(x64(0)).item()).toBe(Math.cos(1));
    expect(() => kept(x64(2))).toThrow('must not outlive');
    expect(() => ways['jvp'](kept)(x64(2))).toThrow('must not outlive');
    grad(shift)(x64(0));
    expect(() => ways['grad'](kept)(x64(2))).toThrow('must not outlive');
  });

  test('between arguments with the same value, and between an inner variable and itself further out', () => {
    const f = (x: Scalar): Scalar => {
      const inner = (y: Scalar): Scalar => mul(mul(x, y), grad((z: Scalar) => mul(mul(x, y), mul(z, z)))(y));
      return grad(inner)(x); // d/dy 2x²y³ at y = x: 6x⁴
    };
    expect(f(x64(2)).item()).toBe(96);
    expect(grad(f)(x64(2)).item()).toBe(24 * 8);
  });

  test('with a directional derivative along a traced direction', () => {
    const f: Map = (x) => jvp((y: Scalar) => mul(mul(y, y), x), [x], [mul(x, x)])[1]; // 2x²·x² = 2x⁴
    for (const way of names) expect(ways[way](f)(x64(3)).item()).toBe(8 * 27);
  });

  test('with a pullback called on a traced cotangent', () => {
    const f: Map = (x) => vjp((y: Scalar) => mul(mul(y, y), x), x)[1](mul(x, x))[0];
    for (const way of names) expect(ways[way](f)(x64(3)).item()).toBe(8 * 27);
  });

  test('with a pullback made further out', () => {
    for (const way of names) {
      const [, pullback] = vjp((y: Scalar) => mul(y, mul(y, y)), x64(2));
      expect(ways[way]((g) => mul(g, pullback(g)[0]))(x64(3)).item()).toBe(72);
    }
  });
});

describe('nesting', () => {
  it('treats stopped values as constants at every order', () => {
    const f: Map = (x) => mul(stopGradient(mul(x, x)), x);
    for (const outer of names) {
      expect(ways[outer](f)(x64(3)).item()).toBe(9);
    }
    for (const inner of names) {
      for (const outer of names) expect(ways[outer](ways[inner](f))(x64(3)).item()).toBe(0);
    }
    // The inner derivative is x², and stopping it stops all of it.
    const g: Map = (x) => mul(x, stopGradient(grad(f)(x)));
    expect(grad(g)(x64(3)).item()).toBe(9);
  });

  it('knows that the derivative of a linear function is a function with derivative zero', () => {
    const f: Map = (x) => mul(x, 3);
    for (const a of names) {
      for (const b of names) {
        expect(ways[a](ways[b](f))(x64(2)).item()).toBe(0);
        for (const c of names) expect(ways[a](ways[b](ways[c](f)))(x64(2)).item()).toBe(0);
        // Between levels: the constant derivative at x, as a factor of it.
        expect(ways[a]((x) => mul(x, ways[b](f)(x)))(x64(2)).item()).toBe(3);
      }
    }
    const unused = (x: Scalar): Scalar => grad((p: { a: Scalar; b: Scalar }) => p.a)({ a: x, b: x }).b;
    expect(grad(unused)(x64(2)).item()).toBe(0);
    const along = (x: Scalar): Scalar => vjp(f, x64(1))[1](x)[0];
    expect(grad(along)(x64(2)).item()).toBe(3);
    expect(grad(grad(along))(x64(2)).item()).toBe(0);
  });

  it('still tells a forgotten dependence from a derivative that is zero', () => {
    const constant: Map = () => x64(3);
    const elsewhere: Map = () => grad((y: Scalar) => mul(y, 3))(x64(1));
    expect(() => grad((x: Scalar) => grad(constant)(x))(x64(2))).toThrow('depends on none');
    expect(() => grad(elsewhere)(x64(2))).toThrow('depends on none');
    const stopped = (x: Scalar): Scalar => stopGradient(grad((y: Scalar) => mul(y, 3))(x));
    expect(() => grad(stopped)(x64(2))).toThrow('depends on none');
  });

  it('differentiates a step of gradient descent by its learning rate', () => {
    const loss = (w: Tensor<[2], 'float64'>): Scalar => sum(mul(w, mul(w, w)));
    const after = (rate: Scalar): Scalar => {
      const w = tensor([1, 2], 'float64');
      return loss(sub(w, mul(rate, grad(loss)(w))));
    };
    // d/dr Σ (w - 3rw²)³ = -9 Σ (w - 3rw²)² w²
    const at = 0.05;
    const want = -9 * [1, 2].reduce((total, w) => total + (w - 3 * at * w * w) ** 2 * w * w, 0);
    for (const way of names) expect(ways[way](after)(x64(at)).item()).toBeCloseTo(want, 12);
  });

  it('differentiates a Hessian-vector product', () => {
    const x = tensor([1, 2], 'float64');
    const v = ones([2], 'float64');
    const f = (y: Tensor<[2], 'float64'>): Scalar => sum(mul(cos(y), y));
    const third = grad((y: Tensor<[2], 'float64'>) => sum(hvp(f, y, v)))(x);
    // (y cos y)‴ = -3 cos y + y sin y
    third
      .toArray()
      .forEach((value, i) => expect(value).toBeCloseTo(-3 * Math.cos(i + 1) + (i + 1) * Math.sin(i + 1), 12));
  });

  it('survives throwing and returning in the middle', () => {
    const f: Map = (x) => {
      try {
        jvp(
          (y: Scalar) => {
            grad((z: Scalar) => mul(z, mul(x, y)))(y);
            throw new Error('enough');
          },
          [x],
          [x64(1)],
        );
      } catch {
        return mul(x, x);
      }
      return x;
    };
    for (const way of names) expect(ways[way](f)(x64(3)).item()).toBe(6);
  });
});
