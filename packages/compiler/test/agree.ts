// Programs with loops and branches, compiled against eager; and `scan` of any trees, without types.
import { expect } from 'vitest';
import { scan, tensor, type Tensor } from '@cotangent/tensor';
import { takeApart } from '@cotangent/tensor/extend';
import { inspect, jit } from '../src/index.ts';

/** A matrix and a vector to compute with. */
export const m = tensor(
  [
    [1, -2, 0.5],
    [3, 0.25, -1],
    [-0.75, 2, 1.5],
    [0.5, 0.5, -0.25],
  ],
  'float64',
) as Tensor;
export const v = tensor([0.5, -1.5, 2], 'float64') as Tensor;

/** A tree of tensors. */
export type Trees = Tensor | readonly Trees[];
type Program = (...args: Tensor[]) => unknown;

/** Runs `f` both ways, and the program twice: what one run leaves must not show in the next. */
export function agree(f: Program, ...args: Tensor[]): void {
  const compiled = jit(f);
  const want = takeApart('agree', 'result', f(...args)).leaves;
  for (let run = 0; run < 2; run++) {
    const got = takeApart('agree', 'result', compiled(...args)).leaves;
    expect(got.length).toBe(want.length);
    got.forEach((y, k) => {
      expect(y.dtype).toBe(want[k].dtype);
      expect(y.shape).toEqual(want[k].shape);
      const values = Array.from(want[k].data());
      Array.from(y.data()).forEach((value, i) => expect(value).toBeCloseTo(values[i], 10));
    });
  }
}

/** What goes into `scan` besides trees. */
interface Options {
  readonly length?: number;
  readonly reverse?: boolean;
}

/** `scan` of trees whose types are not known. */
export function scanned<C, R>(
  step: (carry: C, row: R) => readonly [unknown, unknown],
  init: C,
  xs: unknown,
  options: Options = {},
): readonly [C, Trees] {
  return scan(step as never, init as never, xs as never, options as never) as readonly unknown[] as [
    C,
    Trees,
  ];
}

/** The kinds of kernels that a function becomes, those in loops and branches not among them. */
export function kinds(f: Program, ...args: Tensor[]): readonly string[] {
  return inspect(jit(f), ...args).kernels.map(({ kind }) => kind);
}
