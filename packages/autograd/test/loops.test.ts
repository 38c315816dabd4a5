// Derivatives of loops and branches that a graph recorder keeps, against those of the loops unrolled.
import {
  add,
  less,
  matmul,
  mul,
  scan,
  sin,
  sum,
  tanh,
  tensor,
  whileLoop,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it, test } from 'vitest';
import { derived, functions, start, v, w, xs, type Map, type Scalar, type Vector } from './loops.samples.ts';
import { record } from './recorder.ts';
import { grad, hessian, jvp } from '../src/index.ts';

const compiled = (f: (a: Vector) => unknown, at: Vector): number[] => {
  const { run, names } = record([at], ([a]) => [f(a as Vector) as Tensor].flat());
  expect(names.length).toBeGreaterThan(0);
  return run(at as Tensor).flatMap((y) => [...y.data()]);
};
const eager = (f: (a: Vector) => unknown, at: Vector): number[] =>
  [f(at) as Tensor].flat().flatMap((y) => [...y.data()]);

describe.each(Object.keys(functions))('%s', (name) => {
  test.each(Object.keys(derived))('%s', (way) => {
    const g = derived[way](functions[name]);
    for (const at of [w, v]) {
      const [got, want] = [compiled(g, at), eager(g, at)];
      expect(got.length).toBe(want.length);
      got.forEach((value, i) =>
        expect(Math.abs(value - want[i])).toBeLessThan(1e-11 * Math.max(1, Math.abs(want[i]))),
      );
    }
  });
});

describe('kept loops', () => {
  it('do not grow with their length', () => {
    const steps = (length: number): readonly string[] =>
      record([w as Tensor], ([a]) => [
        grad((b: Vector) => sum(scan((c) => [sin(mul(c, b)), null], b, null, { length })[0]))(
          a as Vector,
        ) as Tensor,
      ]).names;
    expect(steps(1000)).toEqual(steps(2));
    expect(steps(1000).filter((name) => name === 'scan').length).toBe(2);
  });

  it('have Hessians, third derivatives too', () => {
    const f = functions['closed-over weights, with a constant carry'];
    const third: Map = (a) => sum(mul(hessian(f)(a), hessian(f)(a)));
    const [got, want] = [compiled(grad(third), w), eager(grad(third), w)];
    got.forEach((value, i) => expect(value).toBeCloseTo(want[i], 9));
  });

  it('of matrices, by weights, inputs and carry at once', () => {
    type Weights = Tensor<[2, 2], 'float64'>;
    const loss = (weights: Weights, inputs: typeof xs, h: Vector): Scalar =>
      sum(scan((c, x) => [tanh(add(matmul(weights, c), x)), c], h, inputs)[1]);
    const weights: Weights = tensor(
      [
        [0.5, -0.25],
        [1, 0.75],
      ],
      'float64',
    );
    const g = grad(loss, [0, 1, 2]);
    const { run } = record([weights, xs, start], (given) => g(...(given as never as Parameters<typeof g>)));
    const want = g(weights, xs, start) as readonly Tensor[];
    run(weights as Tensor, xs as Tensor, start as Tensor).forEach((y, k) => {
      expect(y.shape).toEqual(want[k].shape);
      y.data().forEach((value, i) => expect(value).toBeCloseTo(want[k].data()[i], 12));
    });
  });

  it('of unknown length work in forward mode, and say in reverse what does', () => {
    const f: Map = (a) =>
      sum(
        whileLoop(
          (c) => less(sum(c), 100),
          (c) => mul(c, add(c, a)),
          mul(a, a),
        ),
      );
    const along = (a: Vector): Scalar => jvp(f, [a], [v])[1];
    const at = tensor([1.5, 2], 'float64');
    compiled(along, at).forEach((value, i) => expect(value).toBeCloseTo(eager(along, at)[i], 6));
    expect(() => compiled(grad(f), at)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: whileLoop: a loop of unknown length has no gradient while it is kept as a loop.
        carry: differentiated, or the loop closes over what is: float64[2], float64[2]
      Expected a carry and values closed over that are not differentiated in reverse mode. Use scan with a fixed length, or stopGradient on what goes into the loop; jvp works through it.]
    `);
  });
});
