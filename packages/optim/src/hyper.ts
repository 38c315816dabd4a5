// Hyper-parameters: numbers, or schedules of the step, that live in the state as leaves of rank 0.
// A schedule's leaf holds the value for the next update, so that `describe` reads every leaf alike.
import { cast, full, isTensor, type FloatDType, type Tensor, type TensorLike } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';

/**
 * A hyper-parameter as a function of the step, 0 for the first update. The step may be traced: compute with ops.
 * @example
 * const halving: Schedule = (step) => mul(0.1, pow(0.5, step));
 * const optimizer = sgd(halving);
 */
export type Schedule = (step: Tensor<[], FloatDType>) => TensorLike<[], FloatDType>;

/** What an optimizer takes for a hyper-parameter. */
export type Hyper = number | Schedule;

/** Throws unless each value is a schedule or a number within its bounds. */
export function checkHyper(op: string, values: Readonly<Record<string, Hyper>>): void {
  for (const [argument, value] of Object.entries(values)) {
    if (typeof value === 'function') continue;
    const [low, high] = bounds[argument] ?? [-Infinity, Infinity];
    const open = argument.startsWith('beta');
    const below = open ? value < high : value <= high && value !== Infinity;
    if (typeof value === 'number' && value >= low && below) continue;
    const range = high === Infinity ? `from ${low} on` : `from ${low} to ${open ? 'below ' : ''}${high}`;
    complain({
      op,
      rule: `${argument} must be a number${low === -Infinity ? '' : ` ${range}`}, or a schedule`,
      got: { [argument]: show(value) },
      argument,
      expected: low === -Infinity ? 'a number' : `a number ${range}`,
      hint: hintFor(argument, value),
    });
  }
}

function hintFor(argument: string, value: unknown): string | undefined {
  if (argument !== 'learningRate') return undefined;
  if (typeof value === 'number') return value < 0 ? 'To climb, put maximize() first.' : undefined;
  return isTensor(value) || typeof value !== 'object' ? undefined : 'Options come after the learning rate.';
}

/** What each name may be (betas below the second number: averages are divided by what is left), whichever optimizer uses it. */
const bounds: Readonly<Record<string, readonly [number, number]>> = {
  learningRate: [0, Infinity],
  beta1: [0, 1],
  beta2: [0, 1],
  rho: [0, 1],
  decay: [0, Infinity],
  momentum: [0, Infinity],
  epsilon: [0, Infinity],
  maxNorm: [0, Infinity],
  limit: [0, Infinity],
};

/** The value of a hyper-parameter for a step. Throws if a schedule gives anything but a scalar. */
export function valueAt(op: string, hyper: Hyper, step: Tensor, dtype: FloatDType): Tensor {
  if (typeof hyper === 'number') return full([], hyper, dtype);
  const value: unknown = hyper(cast(step, dtype) as Tensor as Tensor<[], FloatDType>);
  if (typeof value === 'number') return full([], value, dtype);
  if (isTensor(value) && value.rank === 0) return cast(value, dtype);
  return complain({
    op,
    rule: 'a schedule must return a scalar',
    got: { schedule: show(value) },
    argument: 'schedule',
    expected: 'a number or a tensor of shape []',
  });
}

/** The number of a leaf as people wrote it: 0.001 rather than 0.0010000000474974513 for float32. */
export function written(leaf: Tensor): number {
  const value = Number(leaf.item());
  if (leaf.dtype !== 'float32') return value;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
