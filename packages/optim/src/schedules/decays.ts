// Schedules that fall: at once, by steps, or all the time. All are functions of the step, 0 for the first update.
import { add, div, floor, greaterEqual, maximum, mul, pow, sub, where, type Tensor } from '@cotangent/tensor';
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import { checkHyper, type Hyper, type Schedule } from '../hyper.ts';
import { at, requireNumbers, requirePositive } from './parts.ts';

/**
 * Always the same value. Throws unless it is a finite number.
 * @example
 * const rate = schedule.constant(0.1);
 * rate(tensor(1000)); // float32[] 0.1
 */
export function constant(value: number): Schedule {
  requireNumbers('schedule.constant', { value });
  return (t) => add(mul(t, 0), value);
}

/**
 * `initial · factorᶠˡᵒᵒʳ⁽ᵗᐟᵉᵛᵉʳʸ⁾`: multiplied by `factor` every `every` steps.
 *
 * Throws unless all are finite numbers and `every` is positive.
 * @example
 * const rate = schedule.step(1, { every: 100, factor: 0.5 });
 * rate(tensor(250)); // float32[] 0.25
 */
export function step(
  initial: number,
  options: { readonly every: number; readonly factor: number },
): Schedule {
  const op = 'schedule.step';
  const { every, factor } = requireOptions(op, options, { every: 'number', factor: 'number' });
  requireNumbers(op, { initial, factor });
  requirePositive(op, 'every', every);
  return (t) => mul(initial, pow(factor, floor(div(t, every))));
}

/**
 * `initial · factorᵗᐟᵉᵛᵉʳʸ`: multiplied by `factor` in the course of `every` steps, 1 unless given.
 *
 * Throws unless all are finite numbers and `every` is positive.
 * @example
 * const rate = schedule.exponential(1, { every: 100, factor: 0.25 });
 * rate(tensor(50)); // float32[] 0.5
 */
export function exponential(
  initial: number,
  options: { readonly every?: number; readonly factor: number },
): Schedule {
  const op = 'schedule.exponential';
  const { every = 1, factor } = requireOptions(op, options, { every: 'number', factor: 'number' });
  requireNumbers(op, { initial, factor });
  requirePositive(op, 'every', every);
  return (t) => mul(initial, pow(factor, div(t, every)));
}

/**
 * `initial / (1 + rate t)`. Throws unless both are finite numbers.
 * @example
 * const rate = schedule.inverseTime(1, 0.1);
 * rate(tensor(10)); // float32[] 0.5
 */
export function inverseTime(initial: number, rate: number): Schedule {
  requireNumbers('schedule.inverseTime', { initial, rate });
  return (t) => div(initial, add(1, mul(t, rate)));
}

/**
 * One value or schedule after another, each from the step that is its key; a schedule counts from there.
 *
 * Throws unless the keys are integers, the first of them 0, and each piece is a number or a schedule.
 * @example
 * const rate = schedule.piecewise({ 0: 0.1, 1000: 0.01, 2000: schedule.cosine(0.01, 500) });
 * [rate(tensor(999)), rate(tensor(1000))]; // [float32[] 0.1, float32[] 0.01]
 */
export function piecewise(pieces: Readonly<Record<number, Hyper>>): Schedule {
  const op = 'schedule.piecewise';
  const starts = Object.keys((pieces as object | null) ?? {}).map(Number);
  if (starts[0] !== 0 || !starts.every(Number.isSafeInteger)) {
    complain({
      op,
      rule: 'the keys must be steps, the first of them 0',
      got: { pieces: `keys ${show(starts)}` },
      argument: 'pieces',
      expected: 'an object such as { 0: 0.1, 1000: 0.01 }',
    });
  }
  checkHyper(op, Object.fromEntries(starts.map((start) => [`pieces[${start}]`, pieces[start]])));
  return (t) =>
    starts.reduce<Tensor<[], 'float32' | 'float64'>>(
      (value, start) => {
        const piece = at(pieces[start], maximum(sub(t, start), 0));
        return where(greaterEqual(t, start), piece, value);
      },
      mul(t, 0),
    );
}
