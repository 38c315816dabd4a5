// Norms of gradients whose squares float32 or float64 cannot hold, and of ordinary ones.
import { grad } from '@cotangent/autograd';
import { cast, full, random, tensor, zeros, type FloatDType, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { clipByGlobalNorm, globalNorm } from './clip.ts';

const clipped = (maxNorm: number, g: Tensor): Tensor => {
  const optimizer = clipByGlobalNorm(maxNorm);
  return optimizer.update(g, optimizer.init(g), g)[0];
};
const sizes: Readonly<Record<FloatDType, readonly number[]>> = {
  float32: [1e-42, 1e-30, 1e-15, 1, 1e10, 1e16, 1e25, 6e37],
  float64: [1e-310, 1e-200, 1e-30, 1, 1e30, 1e200, 3e307],
};

describe.each(['float32', 'float64'] as const)('in %s', (dtype) => {
  test.each(sizes[dtype])('the norm of numbers of %d', (size) => {
    const g = cast(tensor([3 * size, -4 * size], 'float64'), dtype) as Tensor;
    expect(globalNorm(g).item() / size / 5).toBeCloseTo(1, size < 1e-40 ? 2 : 6);
    const update = clipped(0.5, g).data();
    // where nothing is clipped, nothing changes
    const wanted = size < 0.01 ? [...g.data()] : [0.3, -0.4];
    wanted.forEach((want, i) => expect(update[i] / want).toBeCloseTo(1, 4));
  });
});

test('ordinary norms are √Σ x², up to a rounding', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    const g = random.normal(random.key(3), [50], { dtype });
    const squares = [...g.data()].map((x) => (dtype === 'float32' ? Math.fround(x * x) : x * x));
    const total = squares.reduce((a, b) => a + b, 0);
    const norm = globalNorm(g).item();
    const want = dtype === 'float32' ? Math.fround(Math.sqrt(Math.fround(total))) : Math.sqrt(total);
    expect(Math.abs(norm / want - 1)).toBeLessThan(dtype === 'float32' ? 1.2e-7 : 4e-16);
  }
});

test('the norm has its slope, x / ‖x‖, in every unit', () => {
  for (const size of [1e-30, 1, 1e25]) {
    const slope = grad((x: Tensor) => globalNorm(x) as Tensor as Tensor<[]>)(
      tensor([3 * size, 4 * size]) as Tensor,
    );
    expect(slope.data()[0]).toBeCloseTo(0.6, 6);
    expect(slope.data()[1]).toBeCloseTo(0.8, 6);
  }
});

test('empty leaves and zeros have norm 0; what is not finite shows', () => {
  expect(globalNorm({ a: zeros([0]), b: zeros([3]) }).item()).toBe(0);
  expect(clipped(1, zeros([3]) as Tensor).toArray()).toEqual([0, 0, 0]);
  expect(globalNorm(full([2], Infinity)).item()).toBe(Infinity);
  expect(globalNorm(tensor([NaN, 1])).item()).toBeNaN();
});
