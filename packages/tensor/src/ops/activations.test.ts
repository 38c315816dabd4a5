// Activations at their kinks and far out, where a formula taken literally would overflow.
import { describe, expect, test } from 'vitest';
import type { DType } from '../base/dtype.ts';
import type { Tensor } from '../core/tensor.ts';
import { elu, gelu, hardSigmoid, leakyRelu, logSigmoid, mish, relu, selu, silu } from './activations.ts';
import { tensor } from './creation.ts';

const far = [-Infinity, -1e4, -0, 0, 1e4, Infinity, NaN];
const seluFloor = -1.0507009873554805 * 1.6732632423543772;

describe('far out and at 0, in float64', () => {
  const x = tensor(far, 'float64');
  test.each([
    ['relu', relu, [0, 0, 0, 0, 1e4, Infinity, NaN]],
    ['elu', elu, [-1, -1, -0, 0, 1e4, Infinity, NaN]],
    ['selu', selu, [seluFloor, seluFloor, -0, 0, 10507.009873554805, Infinity, NaN]],
    ['leakyRelu', leakyRelu, [-Infinity, -100, -0, 0, 1e4, Infinity, NaN]],
    ['hardSigmoid', hardSigmoid, [0, 0, 0.5, 0.5, 1, 1, NaN]],
    ['logSigmoid', logSigmoid, [-Infinity, -1e4, -Math.LN2, -Math.LN2, -0, -0, NaN]],
  ] as const)('%s', (_, op: (x: Tensor<[number], 'float64'>) => Tensor<[number], DType>, want) => {
    expect(op(x).toArray()).toEqual([...want]);
  });

  test.each([
    ['gelu', gelu],
    ['silu', silu],
    ['mish', mish],
    ['gelu with tanh', (y: Tensor<[3], 'float64'>): Tensor => gelu(y, { approximate: 'tanh' }) as Tensor],
  ] as const)('%s goes to 0 on the left and to x on the right', (_, op) => {
    const y = op(tensor([-1e4, 0, 1e4], 'float64')).data();
    expect(Math.abs(y[0])).toBe(0);
    expect(y[1]).toBe(0);
    expect(y[2]).toBe(1e4);
  });
});

test('the pieces of hardSigmoid and leakyRelu meet at their kinks', () => {
  const x = tensor([-3 - 1e-9, -3, -3 + 1e-9, 3 - 1e-9, 3, 3 + 1e-9], 'float64');
  const y = hardSigmoid(x).data();
  expect([y[0], y[1], y[4], y[5]]).toEqual([0, 0, 1, 1]);
  expect(y[2]).toBeCloseTo(1e-9 / 6, 15);
  expect(y[3]).toBeCloseTo(1 - 1e-9 / 6, 15);
  expect(leakyRelu(tensor([-2, 2], 'float64'), 0.25).toArray()).toEqual([-0.5, 2]);
  expect(elu(tensor([-50, 1], 'float64'), 2).toArray()).toEqual([-2, 1]);
});

test('relu keeps integers, the others give float32 for them', () => {
  expect(relu(tensor([-3, 3], 'int32')).toString()).toBe('int32[2] [0, 3]');
  expect(relu(tensor([3], 'uint8')).dtype).toBe('uint8');
  for (const op of [elu, selu, silu, gelu, mish, leakyRelu, hardSigmoid, logSigmoid]) {
    expect(op(tensor([1], 'int32')).dtype).toBe('float32');
  }
  expect(() => relu(tensor([true]))).toThrow('relu: there is no arithmetic on bools');
});
