// The dense layer: one matrix product over the last axis, and a bias.
import {
  add,
  cast,
  matmul,
  random,
  type Dim,
  type Problem,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showList, type Show } from '@cotangent/tensor/extend';
import { constant, type InitializerChoice } from '../init/initializer.ts';
import { glorot } from '../init/variance.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import type { WithBias } from './image.ts';

/** Whether there is a bias, and how parameters start: weights with `glorot()` unless given. */
export interface LinearOptions<Bi extends boolean = boolean> extends InitializerChoice {
  /** Whether a bias is added; `true` unless given. */
  readonly bias?: Bi | undefined;
}

const rule = 'takes examples with one axis';
/** The sentence for a shape that certainly has several axes or none, else `unknown`. */
type LinearProblem<I extends Shape> = number extends I['length']
  ? unknown
  : I['length'] extends 1 | 2
    ? unknown
    : Problem<`linear: ${typeof rule}. input: ${Show<I>}. Put flatten() before it`>;
type Output<I extends Shape, N extends number> = I extends readonly [...infer Lead extends Shape, infer _]
  ? [...Lead, N]
  : Shape;
type Inputs<I extends Shape> = I extends readonly [...infer _ extends Shape, infer D extends Dim]
  ? D
  : number;

/**
 * The affine map `x·w + b` of an example's features, or of those at each position. `[i] → [n]`, `[t, i] → [t, n]`.
 *
 * Parameters `w`, `[i, n]`, and `b`, `[n]`. Throws for examples of rank 0 and of rank 3 or more: images are flattened
 * first.
 * @example
 * const layer = linear(10)([256]);
 * layer.init(random.key(0)).params.w; // Tensor<[256, 10]>
 */
export function linear<const N extends number, const Bi extends boolean = true>(
  outputs: N,
  options: LinearOptions<Bi> = {},
): <const I extends Shape>(
  input: Example<I> & LinearProblem<I>,
) => Layer<I, Output<I, N>, WithBias<Tensor<[Inputs<I>, N]>, N, Bi>, Empty, 'linear#'> {
  requireInteger('linear', outputs, 'outputs', 1);
  requireOptions<LinearOptions>('linear', options, { bias: 'boolean', init: 'any', biasInit: 'any' });
  const { bias = true, init = glorot(), biasInit = constant(0) } = options;
  return defineTyped('linear', (input) => {
    if (input.length !== 1 && input.length !== 2) refuse(input);
    const inputs = input[input.length - 1];
    const fans = { fanIn: inputs, fanOut: outputs };
    return {
      output: [...input.slice(0, -1), outputs],
      params: (key, dtype) => ({
        w: init(key, [inputs, outputs], { ...fans, dtype }),
        ...(bias && { b: biasInit(random.fold(key, 'b'), [outputs], { ...fans, dtype }) }),
      }),
      apply: ({ w, b }: { w: Tensor; b?: Tensor }, state, x) => {
        const y = matmul(cast(x, w.dtype), w);
        return [b === undefined ? y : add(y, b), state];
      },
    };
  });
}

function refuse(input: readonly number[]): never {
  const image = input.length > 2;
  return complain({
    op: 'linear',
    rule,
    got: { input: showList(input) },
    argument: 'input',
    expected: 'a shape such as [features] or [positions, features]',
    hint: image ? 'Put flatten() before it.' : undefined,
  });
}
