// What a function and its gradient take, against counts by hand.
import {
  add,
  arange,
  matmul,
  mul,
  oneHot,
  random,
  relu,
  sum,
  tensor,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { cost } from './index.ts';

const x = zeros([64, 64]);

describe('cost', () => {
  test('counts two operations for each product that is added up', () => {
    const { forward, backward } = cost((a: Tensor<[64, 64]>) => sum(matmul(a, a)), x);
    expect(forward).toEqual({
      calls: 2,
      flops: 2 * 64 ** 3 + 64 ** 2,
      bytes: 4 * (3 * 64 ** 2 + 64 ** 2 + 1),
    });
    expect(backward.flops).toBe(2 * (2 * 64 ** 3) + 64 ** 2);
  });

  test('peaks where most is alive, and takes nothing for views', () => {
    const bytes = 4 * 64 ** 2;
    expect(cost((a: Tensor<[64, 64]>) => sum(a), x).peakBytes).toBe(bytes + 4);
    const chain = (a: Tensor<[64, 64]>) => sum(add(mul(a, 2), 1));
    expect(cost(chain, x).peakBytes).toBeLessThanOrEqual(3 * bytes + 16);
  });

  test('computes nothing, whatever the size', () => {
    const huge = zeros([1e6, 1e6]);
    expect(cost((a: Tensor<[1000000, 1000000]>) => sum(relu(a)), huge).forward.flops).toBeGreaterThan(1e12);
  });

  test('takes constants, ranges and random draws into account', () => {
    const f = (a: Tensor<[8]>) => {
      const noise = random.normal(random.key(0), [8]);
      const picked = oneHot(tensor([3], 'int32'), 8);
      return sum(mul(add(a, noise), add(picked, arange(8))));
    };
    expect(cost(f, zeros([8])).forward.calls).toBeGreaterThan(8);
  });

  test('says that values cannot be read', () => {
    expect(() => cost((a: Tensor<[]>) => mul(a, a.item()), tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cost: values cannot be read, as nothing is computed.
        reading: item()
      Expected a function that reads no values while it runs. Use where or cond instead of branching on a value.]
    `);
  });
});
