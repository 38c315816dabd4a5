// A random program as a function to compile: its outputs, or those and the gradients of all inputs.
import { jvp, vjp } from '@cotangent/autograd';
import { isTensor, type Tensor } from '@cotangent/tensor';
import { programs, runProgram, toSource } from '@cotangent/testing';
import fc from 'fast-check';
import { primitivesIn } from '../../../testing/test/primitives.ts';
import { jit } from '../../src/index.ts';
import { denseOf } from '../../src/debug/numbers.ts';

type Leaves = (...xs: Tensor[]) => readonly Tensor[];

/** A function to compile, and what is known of it. */
export interface Subject {
  readonly f: Leaves;
  /** The same compiled: all of it, or with derivatives taken from outside. */
  readonly compiled: Leaves;
  readonly inputs: readonly Tensor[];
  readonly dtype: 'float32' | 'float64';
  /** Whether it gives derivatives as well. */
  readonly gradient: boolean;
  /** Whether 0 may be -0: what loops and branches add up for derivatives begins with 0 when they are kept. */
  readonly unsigned?: boolean;
  /** The primitives, loops and branches that it is made of. */
  readonly used: ReadonlySet<string>;
  /** The function as text. */
  readonly source: () => string;
}

/** `RELAXED=1` lets programs multiply and add in one, where the engine does so. */
const asked = { relaxed: process.env['RELAXED'] === '1' };

/** Whether there are derivatives, and on which side of `jit` they are taken. */
export const derived: fc.Arbitrary<'no' | 'inside' | 'outside'> = fc.constantFrom('no', 'no', 'no', 'inside', 'inside', 'outside'); // prettier-ignore

/** Programs in both float dtypes, on whole and on other numbers, with and without gradients. */
export const subjects: fc.Arbitrary<Subject> = fc
  .record({
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    exact: fc.constantFrom(false, false, true),
    maxSteps: fc.constantFrom(4, 8, 16),
    maxSize: fc.constantFrom(8, 32, 150),
    derived,
  })
  .chain(({ derived: how, ...options }) =>
    programs(options).map((call) => {
      const { program, inputs } = call;
      return {
        ...taken(how, withPullback, (...xs) => runProgram(program, xs)),
        inputs,
        dtype: options.dtype,
        used: primitivesIn(call),
        source: () => toSource(program, inputs),
      };
    }),
  );

/** A function with derivatives or without. */
export function taken(
  how: 'no' | 'inside' | 'outside',
  derive: (f: Leaves) => Leaves,
  plain: Leaves,
): Pick<Subject, 'f' | 'compiled' | 'gradient'> {
  const f = how === 'no' ? plain : derive(plain);
  return {
    f,
    compiled: how === 'outside' ? derive(jit(plain, asked)) : jit(f, asked),
    gradient: how !== 'no',
  };
}

/** `f`, and its gradients of all inputs for some cotangents. */
export function withPullback(f: Leaves): Leaves {
  return (...xs) => {
    const [ys, pullback] = vjp(f, ...xs);
    return [...ys, ...pullback(ys.map(cotangentOf))].filter(isTensor);
  };
}

/** `f`, and its tangents along some direction. */
export function withTangents(f: Leaves): Leaves {
  return (...xs) => jvp(f, xs, xs.map(cotangentOf) as never).flat();
}

/** 1, 2, -1, 1, 2, …: whole, and not the same everywhere. */
function cotangentOf({ shape, dtype, size }: Tensor): Tensor {
  const values = Array.from({ length: size }, (_, at) => [1, 2, -1][at % 3]);
  return denseOf(values, dtype, shape) as Tensor;
}
