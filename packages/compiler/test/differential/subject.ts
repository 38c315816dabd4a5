// A random program as a function to compile: its outputs, or those and the gradients of all inputs.
import { vjp } from '@cotangent/autograd';
import { isTensor, type Tensor } from '@cotangent/tensor';
import type { DenseTensor } from '@cotangent/tensor/extend';
import { programs, runProgram, type ProgramCall } from '@cotangent/testing';
import fc from 'fast-check';
import { denseOf } from '../../src/debug/numbers.ts';

/** A program, and what is asked of it. */
export interface Subject {
  readonly call: ProgramCall;
  readonly gradient: boolean;
}

/** Programs in both float dtypes, on whole and on other numbers, with and without gradients. */
export const subjects: fc.Arbitrary<Subject> = fc
  .record({
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    exact: fc.constantFrom(false, false, true),
    maxSteps: fc.constantFrom(4, 8, 16),
    maxSize: fc.constantFrom(8, 32, 150),
    gradient: fc.boolean(),
  })
  .chain(({ gradient, ...options }) => programs(options).map((call) => ({ call, gradient })));

/** The subject as a function of its inputs. */
export function functionOf({ call, gradient }: Subject): (...xs: Tensor[]) => readonly Tensor[] {
  const f = (...xs: Tensor[]): Tensor[] => runProgram(call.program, xs);
  if (!gradient) return f;
  return (...xs) => {
    const [ys, pullback] = vjp(f, ...xs);
    return [...ys, ...pullback(ys.map(cotangentOf))].filter(isTensor);
  };
}

/** 1, 2, -1, 1, 2, …: whole, and not the same everywhere. */
function cotangentOf({ shape, dtype, size }: Tensor): Tensor {
  const values = Array.from({ length: size }, (_, at) => [1, 2, -1][at % 3]);
  return denseOf(values, dtype, shape) as Tensor;
}

/** Inputs as tensors of the heap. */
export function inputsOf({ call: { inputs } }: Subject): readonly DenseTensor[] {
  return inputs as readonly Tensor[] as readonly DenseTensor[];
}
