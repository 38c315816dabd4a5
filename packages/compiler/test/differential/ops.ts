// Public ops by name, and vectors in every dtype, for tests that walk through tables of them.
import * as ops from '@cotangent/tensor';
import type { DType, Tensor } from '@cotangent/tensor';
import { dense } from '@cotangent/tensor/extend';
import { floats } from './numbers.ts';

type AnyOp = (...args: readonly unknown[]) => Tensor;

/** An op by its name. Types say nothing about arguments out of tables, so the ops check them. */
export function op(name: string): AnyOp {
  return (ops as unknown as Record<string, AnyOp>)[name];
}

/** A tensor of any dtype. */
export function tensorOf(values: readonly number[], dtype: DType, shape: readonly number[]): Tensor {
  if (dtype === 'int32') return dense(Int32Array.from(values), dtype, shape) as Tensor;
  if (dtype === 'uint8' || dtype === 'bool') return dense(Uint8Array.from(values), dtype, shape) as Tensor;
  return floats(values, dtype, shape) as Tensor;
}
