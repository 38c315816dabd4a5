// Derivatives of compiled functions taken from outside: programs too, of every order and in both modes, equal to those of
// the function itself.
import { describe, expect, test, vi } from 'vitest';
import {
  checkpoint,
  customVjp,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  valueAndGrad,
  vjp,
} from '@cotangent/autograd';
import { add, cond, cos, einsum, exp, greater, less, matmul, mean, mul, ones, random, relu, scan, sin, square, stopGradient, sub, sum, take, tanh, tensor, whileLoop, windows, zeros, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { takeApart } from '@cotangent/tensor/extend';
import { jit, print } from '../src/index.ts';
import { Module } from '../src/wasm/module.ts';

type Vector = Tensor<[3]>;
type Scalar = Tensor<[]>;
type Loss = (x: Vector) => Scalar;

const x = tensor([0.5, -1.25, 2]);
const t = tensor([1, -0.5, 0.25]);

/** Whether two trees of tensors are as good as equal. */
function close(got: unknown, want: unknown, digits = 5): void {
  const [a, b] = [got, want].map((tree) => takeApart('close', 'result', tree));
  expect(a.structure).toEqual(b.structure);
  a.leaves.forEach((leaf, k) => {
    expect(leaf.shape).toEqual(b.leaves[k].shape);
    const values = b.leaves[k].data();
    leaf.data().forEach((value: number, i: number) => expect(value).toBeCloseTo(values[i], digits));
  });
}

/** Runs `f` and returns how many modules were made meanwhile. */
function modulesMade(f: () => unknown): number {
  const spy = vi.spyOn(Module.prototype, 'encode');
  f();
  const count = spy.mock.calls.length;
  spy.mockRestore();
  return count;
}

const wave = (y: Vector): Vector => mul(sin(mul(y, y)), exp(mul(y, -0.5))) as Vector;
const losses: Readonly<Record<string, Loss>> = {
  'elementwise functions': (y) => sum(wave(y)),
  'a contraction': (y) => sum(tanh(einsum('i,j,i->ij', y, y, y) as Tensor)) as Scalar,
  'views that overlap': (y) => sum(square(windows(y, { axes: [0], size: 2 }))) as Scalar,
  'a scan': (y) => sum(scan((c: Vector, r: Scalar) => [tanh(add(mul(c, r), y)), null], y, y)[0]) as Scalar,
  'a branch': (y) => cond(greater(sum(y), 0), () => sum(sin(y)), () => sum(cos(y))) as Scalar, // prettier-ignore
  'a constant part': (y) => sum(mul(stopGradient(sin(y)), y)) as Scalar,
  'a checkpoint': (y) => sum(checkpoint(wave)(checkpoint(wave)(y))) as Scalar,
  'a rule of its own': (y) => sum(customVjp((v: Vector) => [sin(v), v], (v, g) => [mul(g, mul(2, cos(v))) as Vector])(y)), // prettier-ignore
  indices: (y) => sum(exp(take(y, tensor([2, 0, 2, 2], 'int32')))) as Scalar,
};

describe.each(Object.entries(losses))('%s', (_, f) => {
  const compiled = jit(f);

  test('reverse mode', () => {
    for (let k = 0; k < 2; k++) {
      close(grad(compiled)(x), grad(f)(x));
      close(valueAndGrad(compiled)(t), valueAndGrad(f)(t));
    }
    const [, back] = vjp(compiled, x);
    const [, other] = vjp(compiled, t);
    close(back(tensor(2)), vjp(f, x)[1](tensor(2)));
    close(other(tensor(-1)), vjp(f, t)[1](tensor(-1)));
    close(back(tensor(3)), vjp(f, x)[1](tensor(3)));
  });

  test('forward mode', () => close(jvp(compiled, [x], [t]), jvp(f, [x], [t])));

  test('second and third order', () => {
    close(hvp(compiled, x, t), hvp(f, x, t));
    const slope = (g: Loss) => (y: Vector) => sum(mul(grad(g)(y), t)) as Scalar;
    close(grad(slope(compiled))(x), grad(slope(f))(x));
    close(grad(slope(slope(compiled)))(x), grad(slope(slope(f)))(x), 3);
    close(hessian(compiled)(x), hessian(f)(x), 4);
  });

  test('inside of another program', () => close(jit(grad(compiled))(x), grad(f)(x)));
});

describe('trees, and arguments that are not differentiated', () => {
  type Params = { readonly w: Tensor<[4, 3]>; readonly b: Tensor<[3]>; readonly unused: Tensor<[2]> };
  const params: Params = {
    w: random.normal(random.key(1), [4, 3]),
    b: random.normal(random.key(2), [3]),
    unused: ones([2]),
  };
  const inputs = random.normal(random.key(3), [5, 4]);
  const labels = tensor([0, 1, 2, 1, 0], 'int32');
  const f = (p: Params, y: Tensor<[5, 4]>, rate: number, i: Tensor<[5], 'int32'>) => {
    const scores = mul(relu(add(matmul(y, p.w), p.b)), rate);
    return { loss: mean(take(sum(scores, 0), i)) as Scalar, scores, labels: i, fixed: sum(y) };
  };
  const loss = (g: typeof f) => (p: Params) => {
    const { loss: value, scores } = g(p, inputs, 0.5, labels);
    return add(value, sum(square(scores))) as Scalar;
  };

  test('agree', () => {
    const compiled = jit(f);
    close(grad(loss(compiled))(params), grad(loss(f))(params), 4);
    close(compiled(params, inputs, 0.5, labels), f(params, inputs, 0.5, labels));
  });

  test('an output that depends on nothing differentiated is a constant', () => {
    const compiled = jit(f);
    expect(() => grad((p: Params) => compiled(p, inputs, 1, labels).fixed)(params)).toThrow(/depend/);
  });

  test('an argument that is donated elsewhere stays', () => {
    const step = jit((y: Vector) => sin(y), { donate: [0] });
    const fresh = tensor([1, 2, 3]);
    close(grad((y: Vector) => sum(step(y)) as Scalar)(fresh), cos(fresh));
    expect(fresh.toArray()).toEqual([1, 2, 3]);
    step(fresh);
    expect(() => fresh.toArray()).toThrow('a donated tensor must not be used again');
  });

  test('what it closes over is differentiated too', () => {
    const f2 = (w: Vector): Scalar => {
      const inner = jit((y: Vector) => mul(y, w));
      return sum(mul(inner(x), inner(w))) as Scalar;
    };
    close(grad(f2)(t), grad((w: Vector) => sum(mul(mul(x, w), mul(w, w))) as Scalar)(t));
  });
});

describe('programs', () => {
  test('are made once a signature: forward and back', () => {
    const compiled = jit((y: Tensor<[number]>) => sum(sin(y)) as Scalar);
    const slope = grad(compiled);
    expect(modulesMade(() => slope(x))).toBe(2);
    expect(modulesMade(() => slope(t))).toBe(0);
    expect(modulesMade(() => slope(ones([5])))).toBe(2);
    expect(modulesMade(() => slope(x))).toBe(0);
    expect(modulesMade(() => compiled(x))).toBe(1);
  });

  test('of a loop are as many as of a step', () => {
    const step = jit((c: Vector, w: Vector) => tanh(mul(c, w)));
    const f = (w: Vector): Scalar => {
      let c = x;
      for (let k = 0; k < 20; k++) c = step(c, w);
      return sum(c) as Scalar;
    };
    // In the first step only w is differentiated.
    expect(modulesMade(() => grad(f)(t))).toBe(4);
    const plain = (w: Vector): Scalar => sum(scan((c: Vector) => [tanh(mul(c, w)), null], x, null, { length: 20 })[0]) as Scalar; // prettier-ignore
    close(grad(f)(t), grad(plain)(t));
  });

  test('view what they keep, and keep no windows', () => {
    const images = random.normal(random.key(1), [8, 64]);
    const w = random.normal(random.key(2), [5]);
    const f = (v: Tensor<[5]>): Scalar =>
      sum(square(einsum('nik,k->ni', windows(images, { axes: [1], size: 5 }), v) as Tensor)) as Scalar;
    close(grad(jit(f))(w), grad(f)(w), 2);
  });

  test('print once', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    grad(jit((y: Vector) => sum(mul(print(t, 'a constant'), sin(print(y, 'y')))) as Scalar))(x);
    expect(log.mock.calls.map(([text]) => String(text).split(':')[0]).toSorted()).toEqual([
      'a constant',
      'y',
    ]);
    log.mockRestore();
  });

  test('are compared with the eager interpreter in debug mode', () => {
    const f = (y: Vector): Scalar => sum(wave(y));
    close(grad(jit(f, { debug: true }))(x), grad(f)(x));
  });
});

test('a loop without a known end has tangents', () => {
  const f = (y: Vector): Vector => whileLoop((c: Vector) => less(sum(c), 100), (c: Vector) => mul(c, 1.5) as Vector, y); // prettier-ignore
  close(jvp(jit(f), [x], [t]), jvp(f, [x], [t]));
  expect(() => grad((y: Vector) => sum(jit(f)(y)) as Scalar)(x)).toThrow(/whileLoop/);
});

test('jacobians, and derivatives at several places of one argument', () => {
  const f = (y: Vector): Vector => sub(mul(y, sum(y)), wave(y)) as Vector;
  const compiled = jit(f);
  close(jacobian(compiled)(x), jacobian(f)(x));
  const both = (g: (y: Vector) => Vector) => (y: Vector) => sum(mul(g(y), g(g(y)))) as Scalar;
  close(grad(both(compiled))(x), grad(both(f))(x), 3);
  close(grad(both(compiled))(zeros([3])), grad(both(f))(zeros([3])));
});
