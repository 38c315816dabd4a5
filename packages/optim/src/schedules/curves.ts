// Schedules of a length: cosine, warm-up and one cycle. Past their end they stay where they ended.
import {
  add,
  cos,
  div,
  less,
  maximum,
  minimum,
  mul,
  sub,
  where,
  type FloatDType,
  type Tensor,
} from '@cotangent/tensor';
import { complain, requireOptions } from '@cotangent/tensor/extend';
import { checkHyper, type Hyper, type Schedule } from '../hyper.ts';
import { at, requireNumbers, requirePositive } from './parts.ts';

type Scalar = Tensor<[], FloatDType>;

/** From `from` at way 0 to `to` at way 1, along half a cosine. */
function halfCosine(from: number, to: number, way: Scalar): Scalar {
  return add(to, mul((from - to) / 2, add(1, cos(mul(Math.PI, way)))));
}

/**
 * From `initial` to `final` (0 unless given) in `steps` steps, along half a cosine.
 *
 * Throws unless all are finite numbers and `steps` is positive.
 *
 * Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
 * @example
 * const rate = schedule.cosine(1, 100);
 * [rate(tensor(0)), rate(tensor(50))]; // [float32[] 1, float32[] 0.5]
 */
export function cosine(initial: number, steps: number, options: { readonly final?: number } = {}): Schedule {
  const op = 'schedule.cosine';
  const { final = 0 } = requireOptions(op, options, { final: 'number' });
  requireNumbers(op, { initial, final });
  requirePositive(op, 'steps', steps);
  return (t) => halfCosine(initial, final, minimum(div(t, steps), 1));
}

/**
 * A linear rise to `after` in `steps` steps, the first of them 1/steps of it; if that is a schedule, it then counts from 0.
 *
 * Throws unless `steps` is positive and `after` is a number or a schedule.
 *
 * Source: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017.
 * @example
 * const rate = schedule.warmup(10, schedule.cosine(1, 100));
 * [rate(tensor(4)), rate(tensor(10))]; // [float32[] 0.5, float32[] 1]
 */
export function warmup(steps: number, after: Hyper): Schedule {
  requirePositive('schedule.warmup', 'steps', steps);
  checkHyper('schedule.warmup', { after });
  return (t) => mul(at(after, maximum(sub(t, steps), 0)), minimum(div(add(t, 1), steps), 1));
}

/** The shape of one cycle. */
export interface OneCycleOptions {
  /** The part of the steps that rise, 0.3 unless given. */
  readonly rise?: number;
  /** The value at first, 1/25 of the peak unless given. */
  readonly initial?: number;
  /** The value at last, 1/10,000 of the first unless given. */
  readonly final?: number;
}

/**
 * One cycle of `steps` steps: along half a cosine up to `peak`, and along another one down to nearly nothing.
 *
 * Throws unless all are finite numbers, `steps` is positive and `rise` is from 0 to 1.
 *
 * Source: Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018.
 * @example
 * const rate = schedule.oneCycle(1, 101, { rise: 0.5 });
 * [rate(tensor(0)), rate(tensor(49.5))]; // [float32[] 0.04, float32[] 1]
 */
export function oneCycle(peak: number, steps: number, options: OneCycleOptions = {}): Schedule {
  const op = 'schedule.oneCycle';
  requireOptions(op, options, { rise: 'number', initial: 'number', final: 'number' });
  requireNumbers(op, { peak });
  requirePositive(op, 'steps', steps);
  const { rise = 0.3, initial = peak / 25, final = initial / 1e4 } = options;
  requireNumbers(op, { rise, initial, final });
  if (rise < 0 || rise > 1) {
    complain({
      op,
      rule: 'rise is the part of the steps that rise',
      got: { rise: String(rise) },
      argument: 'rise',
      expected: 'a number from 0 to 1',
    });
  }
  const [top, end] = [rise * steps - 1, steps - 1];
  return (t) => {
    const up = div(t, Math.max(top, 1));
    const down = minimum(div(maximum(sub(t, top), 0), Math.max(end - top, 1)), 1);
    return where(less(t, top), halfCosine(initial, peak, up), halfCosine(peak, final, down));
  };
}
