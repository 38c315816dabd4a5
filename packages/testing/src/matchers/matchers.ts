// The matchers as vitest takes them: functions from what was received to a verdict and its message.
import { isTensor, tensor, type Tensor } from '@cotangent/tensor';
import { show, showList, showSpec } from '@cotangent/tensor/extend';
import { worstElement, type TensorCloseness } from './closeness.ts';

/** Numbers as `toArray` gives them: nested to any depth. */
export type NestedNumbers = number | boolean | readonly NestedNumbers[];

/** What a matcher answers. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

function verdict(pass: boolean, ...lines: readonly string[]): Verdict {
  return { pass, message: () => lines.join('\n') };
}

/** The matchers of this package, for `expect.extend(matchers)`. */
export type MatcherFunctions = {
  readonly toBeCloseToTensor: (
    received: unknown,
    expected: Tensor | NestedNumbers,
    options?: TensorCloseness,
  ) => Verdict;
  readonly toHaveShape: (received: unknown, shape: readonly number[]) => Verdict;
};

/**
 * The matchers of this package, for vitest's `expect`.
 *
 * - `toBeCloseToTensor(expected, { relative, absolute })`: of the same shape, and of the same dtype if `expected` is a
 *   tensor, all elements close; NaN is close to NaN. `expected` may be nested arrays, too.
 * - `toHaveShape([2, 3])`
 * @example
 * import { expect } from 'vitest';
 * expect.extend(matchers);
 * expect(add(0.1, tensor([0.2]))).toBeCloseToTensor([0.3]);
 */
export const matchers: MatcherFunctions = { toBeCloseToTensor, toHaveShape };

function toBeCloseToTensor(
  received: unknown,
  expected: Tensor | NestedNumbers,
  options: TensorCloseness = {},
): Verdict {
  if (!isTensor(received)) return verdict(false, `Expected a tensor, received ${show(received)}.`);
  const isLiteral = !isTensor(expected);
  const target = isLiteral ? (tensor(expected as number, 'float64') as Tensor) : expected;
  const shown = isLiteral ? `numbers of shape ${showList(target.shape)}` : showSpec(target);
  const both = [`  received: ${showSpec(received)}`, `  expected: ${shown}`];
  if (showList(received.shape) !== showList(target.shape))
    return verdict(false, 'The shapes differ.', ...both);
  if (!isLiteral && received.dtype !== target.dtype) return verdict(false, 'The dtypes differ.', ...both);
  const worst = worstElement(received, target, options);
  if (worst === undefined || worst.wrong === 0) return verdict(true, 'The tensors are close.', ...both);
  const { index, allowed, wrong } = worst;
  return verdict(
    false,
    `${wrong} of ${received.size} elements ${wrong === 1 ? 'is' : 'are'} too far off.`,
    ...both,
    `The worst${index.length === 0 ? '' : ` is at ${showList(index)}`}:`,
    `  received: ${worst.received}`,
    `  expected: ${worst.expected}`,
    `  apart: ${Math.abs(worst.received - worst.expected)}, allowed: ${Number(allowed.toPrecision(3))}`,
  );
}

function toHaveShape(received: unknown, shape: readonly number[]): Verdict {
  if (!isTensor(received)) return verdict(false, `Expected a tensor, received ${show(received)}.`);
  const pass = showList(received.shape) === showList(shape);
  return verdict(
    pass,
    pass ? 'The shape is the one it should not be.' : 'The shape is another.',
    `  received: ${showSpec(received)}`,
    `  expected: ${pass ? 'not ' : ''}${showList(shape)}`,
  );
}
