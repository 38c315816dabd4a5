// Functions with loops and branches in every position, and what can be derived of them: for whoever keeps loops as such.
import {
  add,
  cast,
  cond,
  cos,
  exp,
  greater,
  less,
  mul,
  scan,
  sin,
  stopGradient,
  sub,
  sum,
  tanh,
  tensor,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { checkpoint, customJvp, customVjp, grad, hvp, jacobian, jvp, vjp } from '../src/index.ts';

export type Vector = Tensor<[2], 'float64'>;
export type Scalar = Tensor<[], 'float64'>;
export type Map = (w: Vector) => Scalar;

export const w = tensor([0.5, -0.75], 'float64');
export const v = tensor([0.25, 1.5], 'float64');
export const xs = tensor(
  [
    [1, 2],
    [0.5, -1],
    [-0.25, 0.75],
  ],
  'float64',
);
export const start = tensor([0.3, 0.1], 'float64');

/** Scalar functions of a vector, with loops and branches in every position. */
export const functions: Readonly<Record<string, Map>> = {
  'a carry': (a) => sum(scan((c, x) => [sin(mul(c, x)), null], a, xs)[0]),
  'what the steps give': (a) =>
    sum(mul(scan((c, x) => [add(c, x), exp(mul(c, x))], mul(a, 0.5), xs)[1], cos(xs))),
  'closed-over weights, with a constant carry': (a) => {
    const [last, all] = scan(
      (h, x) => {
        const next = tanh(add(mul(a, h), mul(x, a)));
        return [next, next];
      },
      start,
      xs,
    );
    return add(sum(mul(last, last)), sum(sin(all)));
  },
  'inputs that depend on what is differentiated': (a) =>
    sum(scan((c, x) => [mul(c, x), add(c, x)], start, mul(xs, a))[1]),
  'one input given twice, and a carry beside itself': (a) => {
    const ys = mul(xs, a);
    return sum(
      scan(
        ([c, d], { x, y }) => [[mul(c, add(x, d)), sin(mul(y, d))] as [Vector, Vector], null],
        [a, a] as [Vector, Vector],
        { x: ys, y: ys },
      )[0][0],
    );
  },
  'a loop in reverse': (a) =>
    sum(
      mul(
        scan((c, x) => [add(mul(c, a), x), mul(c, c)], start, mul(xs, a), { reverse: true })[1],
        tensor([1, 2], 'float64'),
      ),
    ),
  'carries of integers and bools beside floats': (a) => {
    const [last] = scan(
      ({ h, n, odd }, x) => [
        { h: mul(h, add(x, mul(a, cast(n, 'float64')))), n: add(n, 1), odd: equalParity(n) },
        odd,
      ],
      { h: mul(a, 2), n: tensor(1, 'int32'), odd: tensor(false, 'bool') },
      xs,
    );
    return sum(last.h);
  },
  'inputs of integers': (a) =>
    sum(scan((h, n) => [mul(h, add(a, cast(n, 'float64'))), null], start, tensor([1, 2, 3], 'int32'))[0]),
  'no steps': (a) => sum(scan((c, x) => [mul(c, x), c], mul(a, a), zeros([0, 2], 'float64'))[0]),
  'a carry that is passed on, and steps that give what they close over': (a) =>
    sum(mul(scan((c) => [c, a], a, null, { length: 4 })[1], xs2())),
  'a scan in a scan': (a) =>
    sum(
      scan(
        (c, x) => [scan((d) => [sin(add(mul(d, a), mul(x, c))), null], c, null, { length: 2 })[0], null],
        start,
        xs,
      )[0],
    ),
  'a scan after a scan': (a) => {
    const [, first] = scan((c, x) => [mul(c, a), mul(c, x)], start, xs);
    return sum(scan((c, y) => [add(c, mul(y, a)), null], a, first)[0]);
  },
  'a branch': (a) => {
    const taken = (x: Vector): Vector => mul(x, mul(x, a));
    const other = (x: Vector): Vector => sin(mul(x, 3));
    return add(
      sum(cond(greater(sum(a), 0), taken, other, a)),
      sum(cond(less(sum(a), 0), taken, other, start)),
    );
  },
  'a branch in a loop': (a) =>
    sum(
      scan(
        (c, x) => [
          cond(
            greater(sum(x), 0),
            () => mul(c, add(x, a)),
            () => sub(c, a),
          ),
          null,
        ],
        start,
        xs,
      )[0],
    ),
  'a loop in a branch': (a) =>
    sum(
      cond(
        greater(sum(a), -10),
        (b) => scan((c, x) => [mul(c, add(x, a)), null], b, xs)[0],
        (b) => b,
        mul(a, 2),
      ),
    ),
  'a gradient in a loop': (a) =>
    sum(scan((c, x) => [grad((y: Vector) => sum(mul(mul(y, y), mul(x, a))))(c), null], a, xs)[0]),
  'a gradient of what is linear, in a loop': (a) =>
    sum(scan((c, x) => [mul(a, grad((y: Vector) => sum(mul(y, x)))(c)), c], a, mul(xs, a))[0]),
  'a checkpoint in a loop': (a) =>
    sum(scan((c, x) => [checkpoint((y: Vector) => tanh(sin(add(mul(y, a), x))))(c), null], a, xs)[0]),
  'a derivative of its own in a loop': (a) => {
    const twice = customVjp(
      (x: Vector) => [mul(x, x), x],
      (x, g) => [mul(g, mul(x, 2))],
    );
    return sum(scan((c, x) => [twice(add(mul(c, a), x)), null], start, xs)[0]);
  },
  'a derivative of its own that closes over a constant': (a) => {
    const scaled = customVjp(
      (x: Vector) => [mul(x, mul(x, a)), x],
      (x, g) => [mul(g, mul(mul(x, 2), a))],
    );
    return sum(scan((c, x) => [scaled(add(c, x)), null], a, xs)[0]);
  },
  'derivatives of their own that close over more than their functions': (a) => {
    const back = customVjp(
      (x: Vector) => [sin(x), x],
      (x, g) => [mul(g, mul(x, a))],
    );
    const forth = customJvp(
      (x: Vector) => cos(x),
      ([x], [t]) => [cos(x), mul(t, mul(a, x))],
    );
    return sum(scan((c, x) => [add(back(mul(c, x)), forth(c)), null], a, xs)[0]);
  },
  'a loop in a checkpoint': (a) =>
    sum(checkpoint((b: Vector) => scan((c, x) => [sin(mul(c, add(x, b))), null], mul(b, a), xs)[0])(a)),
  'a pullback from outside, in a loop': (a) => {
    const [, pullback] = vjp((b: Vector) => scan((c, x) => [sin(mul(c, add(x, b))), null], b, xs)[0], a);
    return sum(scan((c) => [pullback(sin(c))[0], null], a, null, { length: 2 })[0]);
  },
  'a tangent along a traced direction, in a loop': (a) =>
    sum(scan((c, x) => [jvp((b: Vector) => sin(mul(b, a)), [mul(c, x)], [c])[1], null], a, xs)[0]),
  'a loop of unknown length that is not differentiated': (a) => {
    const n = whileLoop(
      (k) => less(k, 20),
      (k) => mul(k, 2),
      sum(stopGradient(mul(a, a))),
    );
    return mul(n, sum(mul(a, a)));
  },
};
const equalParity = (n: Tensor<[], 'int32'>): Tensor<[], 'bool'> => greater(n, 1);
const xs2 = (): Tensor<[4, 2], 'float64'> =>
  tensor(
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ],
    'float64',
  );

/** What is derived of each function: values, and derivatives of both orders in all mixes of modes. */
export const derived: Readonly<Record<string, (f: Map) => (a: Vector) => unknown>> = {
  value: (f) => f,
  grad: (f) => grad(f),
  jvp: (f) => (a) => jvp(f, [a], [v]),
  'jacobian in forward mode': (f) => jacobian(f, { mode: 'forward' }),
  'forward over reverse': (f) => (a) => hvp(f, a, v),
  'reverse over reverse': (f) => grad((a: Vector) => sum(mul(grad(f)(a), v))),
  'reverse over forward': (f) => grad((a: Vector) => jvp(f, [a], [v])[1]),
  'forward over forward': (f) => (a) => jvp((b: Vector) => jvp(f, [b], [v])[1], [a], [v])[1],
  'a traced cotangent': (f) => grad((a: Vector) => sum(vjp(f, a)[1](sum(mul(a, a)))[0])),
};
