import { expect, test } from 'vitest';
import { matmul, ones } from '@cotangent/tensor';
import { inspect } from '../inspect.ts';
import { jit } from '../jit.ts';
import { hasRelaxed } from './relaxed.ts';

test('fused multiply-add is used where it was asked for and the engine has it', () => {
  const f = (x: ReturnType<typeof ones<[8, 8]>>): ReturnType<typeof ones<[8, 8]>> => matmul(x, x);
  const relaxed = jit(f, { relaxed: true });
  expect(relaxed(ones([8, 8])).toArray()[7]).toEqual(new Array(8).fill(8));
  expect(inspect(relaxed, ones([8, 8])).wat.includes('relaxed_madd')).toBe(hasRelaxed());
  expect(inspect(jit(f), ones([8, 8])).wat).not.toContain('relaxed_madd');
});
