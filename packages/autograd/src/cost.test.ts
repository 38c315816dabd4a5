// What a function and its gradient take, against counts by hand.
import {
  add,
  arange,
  cond,
  greater,
  less,
  matmul,
  mul,
  oneHot,
  random,
  relu,
  scan,
  sum,
  tensor,
  whileLoop,
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

  test('takes the branch that costs more, in either place', () => {
    const cheap = (a: Tensor<[64, 64]>) => mul(a, 2);
    const dear = (a: Tensor<[64, 64]>) => matmul(a, a);
    const predicate = (a: Tensor<[64, 64]>) => greater(sum(a), 0);
    const alone = cost((a: Tensor<[64, 64]>) => [dear(a), predicate(a)], x);
    for (const [onTrue, onFalse] of [
      [cheap, dear],
      [dear, cheap],
    ] as const) {
      const { forward, backward, loopsCountedOnce } = cost(
        (a: Tensor<[64, 64]>) => cond(predicate(a), onTrue, onFalse, a),
        x,
      );
      expect([forward, backward, loopsCountedOnce]).toEqual([alone.forward, alone.backward, 0]);
    }
    const nested = (a: Tensor<[64, 64]>) =>
      cond(predicate(a), (b) => cond(predicate(b), cheap, dear, b), cheap, a);
    expect(cost(nested, x).forward.flops).toBe(alone.forward.flops + 64 ** 2 + 1);
  });

  test('takes the steps of a scan, and one round of a loop of unknown length', () => {
    const step = (a: Tensor<[64, 64]>) => matmul(a, a);
    const scanned = cost((a: Tensor<[64, 64]>) => scan((c) => [step(c), null], a, null, { length: 5 })[0], x);
    expect(scanned.forward.flops).toBe(5 * 2 * 64 ** 3);
    expect(scanned.backward.flops).toBeGreaterThanOrEqual(5 * 4 * 64 ** 3);
    const looped = cost((a: Tensor<[64, 64]>) => whileLoop((c) => less(sum(c), 9), step, a), x);
    expect(looped.forward.flops).toBe(2 * 64 ** 3 + 2 * (64 ** 2 + 1));
    expect(looped.backward.flops).toBe(2 * 2 * 64 ** 3 + 64 ** 2);
    expect(looped.loopsCountedOnce).toBe(1);
  });

  test('says that values cannot be read', () => {
    expect(() => cost((a: Tensor<[]>) => mul(a, a.item()), tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: cost: values cannot be read, as nothing is computed.
        reading: item()
      Expected a function that reads no values while it runs. Use where or cond instead of branching on a value.]
    `);
  });
});
