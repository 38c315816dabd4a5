// Convolutions image by image: their gradients too, over numbers of images that no block divides.
import { grad } from '@cotangent/autograd';
import { einsum, flip, matmul, mul, pad, random, relu, sum, tanh, windows, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { expect, test } from 'vitest';
import { inspect, jit } from '../src/index.ts';

type Images = Tensor<[number, number, number, number]>;
const [kx, kw, kg] = random.split(random.key(0), 3);
const around = (x: Images, n: number): Images => pad(x, [[0, 0], [0, 0], [n, n], [n, n]]); // prettier-ignore
const conv = (x: Images, w: Images): Images =>
  einsum('nchwij,ocij->nohw', windows(x, { axes: [2, 3], size: w.shape[2] }), w) as Tensor as Images;

const x = random.normal(kx, [37, 2, 19, 23]) as Tensor as Images;
const w = random.normal(kw, [5, 2, 3, 3]) as Tensor as Images;
const g = random.normal(kg, [37, 5, 19, 23]) as Tensor as Images;
const programs: Readonly<Record<string, (v: Images) => Tensor>> = {
  forward: (v) => conv(around(v, 1), w),
  'input gradient': (v) => grad((u: Images) => sum(mul(conv(around(u, 1), w), g)))(v),
  'behind an activation': (v) => relu(conv(around(tanh(v), 1), w)),
  'kept cotangents': (v) => grad((u: Images) => sum(mul(tanh(conv(around(u, 1), w)), g)))(v),
  'in the order of the images backwards': (v) => conv(around(flip(tanh(v), 0), 1), w),
  'two layers': (v) => conv(around(relu(conv(around(v, 1), w)), 1), flip(random.normal(kw, [3, 5, 3, 3]) as Tensor as Images, 0)), // prettier-ignore
  'rows of a matrix': (v) => matmul(tanh(mul(v, 2)), random.normal(kw, [23, 7])),
};

const distance = (want: ArrayLike<number>, got: ArrayLike<number>): number => {
  let worst = 0;
  for (let i = 0; i < want.length; i++)
    worst = Math.max(worst, Math.abs(want[i] - got[i]) / (1 + Math.abs(want[i])));
  return worst;
};

for (const [name, f] of Object.entries(programs)) {
  test(`${name}, image by image`, () => {
    const compiled = jit(f);
    expect(inspect(compiled, x).kernels.map(({ kind }) => kind)).toContain('rows');
    expect(distance(f(x).data(), compiled(x).data())).toBeLessThan(1e-4);
  });
}

test('an argument is overwritten only once all of its images were read', () => {
  const step = jit((v: Images, u: Images) => mul(conv(around(tanh(v), 1), u), 0.5), { donate: [0] });
  const same = random.normal(kw, [2, 2, 3, 3]) as Tensor as Images;
  const want = mul(conv(around(tanh(x), 1), same), 0.5).data();
  expect(distance(want, step(mul(x, 1), same).data())).toBeLessThan(1e-4);
});
