// Large matrices row by row: softmax, its gradient, layer norm, over a number of rows that no block divides.
import { grad } from '@cotangent/autograd';
import { add, exp, flip, logSumExp, mean, mul, random, rsqrt, scan, softmax, square, sub, sum, tanh, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { expect, test } from 'vitest';
import { inspect, jit } from '../src/index.ts';

type Matrix = Tensor<[1031, 263]>;
const x: Matrix = random.normal(random.key(0), [1031, 263]);
const y: Matrix = random.normal(random.key(1), [1031, 263]);

const normed = (v: Matrix): Tensor => {
  const centered = sub(v, mean(v, 1, { keepDims: true }));
  return mul(centered, rsqrt(add(mean(square(centered), 1, { keepDims: true }), 1e-5)));
};
const programs: Readonly<Record<string, (v: Matrix) => Tensor>> = {
  softmax: (v) => softmax(v, 1),
  'gradient of softmax': (v) => grad((u: Matrix) => sum(mul(softmax(u, 1), y)))(v),
  'gradient of logSumExp': (v) => grad((u: Matrix) => sum(tanh(logSumExp(u, 1))))(v),
  'layer norm': normed,
  'gradient of layer norm': (v) => grad((u: Matrix) => sum(mul(tanh(normed(u)), y)))(v),
  backwards: (v) => flip(softmax(flip(v, 0) as Matrix, 1), 1),
  'two that end in one': (v) => {
    const [a, b] = [exp(v), exp(mul(v, -0.5))];
    const total = (z: Tensor): Tensor => sum(z, 1, { keepDims: true });
    return add(mul(a, total(b)), mul(b, total(a)));
  },
  columns: (v) => {
    const e = exp(v);
    return add(add(mul(e, sum(e, 1, { keepDims: true })), sum(e, 0)), sum(e, 1, { keepDims: true }));
  },
};

for (const [name, f] of Object.entries(programs)) {
  test(`${name} of ${x.shape.join(' × ')}`, () => {
    const compiled = jit(f);
    expect(inspect(compiled, x).kernels.map(({ kind }) => kind)).toContain('rows');
    const [want, got] = [f(x).data(), compiled(x).data()];
    let worst = 0;
    want.forEach(
      (value, i) => (worst = Math.max(worst, Math.abs(value - got[i]) / (1e-3 + Math.abs(value)))),
    );
    expect(worst).toBeLessThan(1e-4);
  });
}

test('rows inside of a loop, at the end of the memory', () => {
  // So many rows that what they take up ends where a page of memory does, or nearly so.
  for (const rows of [1024, 1027, 1040]) {
    const v = random.normal(random.key(2), [rows, 256]);
    const f = (z: Tensor): Tensor =>
      scan((state: Tensor) => [softmax(state, 1) as Tensor, null], z, null, { length: 2 })[0] as Tensor;
    const [want, got] = [f(v).data(), jit(f)(v).data()];
    expect(want.every((value, i) => Math.abs(value - got[i]) < 1e-6)).toBe(true);
  }
});
