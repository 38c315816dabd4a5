import { expect, test } from 'vitest';
import {
  add,
  einsum,
  matmul,
  mul,
  ones,
  permute,
  relu,
  sum,
  transpose,
  type Tensor,
} from '@cotangent/tensor';
import { inspect } from './inspect.ts';
import { jit } from './jit.ts';

test('a product in another order is one loop nest, with what follows it', () => {
  const f = jit((a: Tensor<[2, 3]>, b: Tensor<[3, 4]>) => transpose(relu(add(matmul(a, b), 1))));
  const { traced, graph, kernels, flops, wat } = inspect(f, ones([2, 3]), ones([3, 4]));
  expect(traced).toMatchSnapshot('traced');
  expect(graph).toMatchSnapshot('graph');
  expect(kernels).toMatchSnapshot('kernels');
  expect(flops).toBe(2 * 2 * 3 * 4 + 2 * 8);
  expect(wat).toContain('(func $run');
  expect(wat).toContain('f32x4.mul');
});

test('permutations around contractions are no work', () => {
  const f = jit((x: Tensor<[2, 3, 4]>, w: Tensor<[5, 3]>) =>
    permute(einsum('nhc,oc->nho', permute(x, [0, 2, 1]), w), [0, 2, 1]),
  );
  const { kernels, graph } = inspect(f, ones([2, 3, 4]), ones([5, 3]));
  expect(kernels.map(({ kind }) => kind)).toEqual(['contract']);
  expect(graph).not.toContain('permute');
});

test('buffers that live at different times share memory', () => {
  const f = jit((x: Tensor<[64, 64]>) => {
    let y: Tensor<[64, 64]> = x;
    for (let i = 0; i < 8; i++) y = matmul(y, x);
    return sum(y);
  });
  const { memory } = inspect(f, ones([64, 64]));
  expect(memory.size).toBeLessThan(64 * 64 * 4 * 5);
});

test('only what jit returned can be inspected', () => {
  expect(() => inspect((x: Tensor<[2]>) => mul(x, 2), ones([2]))).toThrow(
    'only what jit returned can be inspected',
  );
});
