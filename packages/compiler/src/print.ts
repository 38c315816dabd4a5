// print: a look at values while a program runs.
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { bindOne, complain, requireTensor, show } from '@cotangent/tensor/extend';
import { printPrimitive } from './graph/effects.ts';

/**
 * `x`, printed with a label wherever the values are known: at once, or each time the program runs. `S → S`.
 *
 * In a loop it prints at every step, in a branch when that is taken. Gradients pass through it; where a backward pass
 * computes a step anew, it prints again. Once a program has printed, its donated arguments are gone, whatever the console
 * does; it must not call the program. Throws for a label that is no text.
 * @example
 * const f = jit((x: Tensor<[2]>) => mul(print(x, 'x'), 2));
 * f(tensor([1, 2])); // float32[2] [2, 4]
 */
export function print<S extends Shape, D extends DType>(x: Tensor<S, D>, label: string = ''): Tensor<S, D> {
  requireTensor('print', x, 'x');
  if (typeof label !== 'string') {
    complain({
      op: 'print',
      rule: 'the label must be a text',
      got: { label: show(label) },
      argument: 'label',
      expected: 'a string',
    });
  }
  return bindOne(printPrimitive, [x as Tensor], { label }) as Tensor<Shape, DType> as Tensor<S, D>;
}
