// What schedules are made of: values and schedules read alike, and what their arguments must be.
import type { FloatDType, Tensor, TensorLike } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import type { Hyper } from '../hyper.ts';

/** The value of a number or schedule at a step. */
export function at(hyper: Hyper, step: Tensor<[], FloatDType>): TensorLike<[], FloatDType> {
  return typeof hyper === 'function' ? hyper(step) : hyper;
}

/** Throws unless each value is a finite number. */
export function requireNumbers(op: string, values: Readonly<Record<string, unknown>>): void {
  for (const [argument, value] of Object.entries(values)) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    complain({
      op,
      rule: `${argument} must be a finite number`,
      got: { [argument]: show(value) },
      argument,
      expected: 'a number such as 0.1',
    });
  }
}

/** Throws unless `value` is a finite number above 0. */
export function requirePositive(op: string, argument: string, value: unknown): void {
  if (typeof value === 'number' && value > 0 && value < Infinity) return;
  complain({
    op,
    rule: `${argument} must be positive`,
    got: { [argument]: show(value) },
    argument,
    expected: 'a number above 0',
  });
}
