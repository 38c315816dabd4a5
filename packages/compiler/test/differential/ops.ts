// Public ops by name, for tests that walk through tables of them.
import * as ops from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';

type AnyOp = (...args: readonly unknown[]) => Tensor;

/** An op by its name. Types say nothing about arguments out of tables, so the ops check them. */
export function op(name: string): AnyOp {
  return (ops as unknown as Record<string, AnyOp>)[name];
}
