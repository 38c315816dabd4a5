import { schedule, type Schedule } from '@cotangent/optim';
import { full } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

/** The values at some steps, in float64. */
const at = (one: Schedule, steps: readonly number[]): number[] =>
  steps.map((step) => {
    const value = one(full([], step, 'float64'));
    return typeof value === 'number' ? value : value.item();
  });

const near = (got: readonly number[], want: readonly number[]): void =>
  got.forEach((value, i) => expect(value).toBeCloseTo(want[i], 12));

describe('schedules', () => {
  test('constant', () => near(at(schedule.constant(0.3), [0, 7, 1e6]), [0.3, 0.3, 0.3]));

  test('step', () =>
    near(at(schedule.step(0.8, { every: 10, factor: 0.5 }), [0, 9, 10, 25]), [0.8, 0.8, 0.4, 0.2]));

  test('exponential', () => {
    near(at(schedule.exponential(2, { factor: 0.9 }), [0, 1, 5]), [2, 1.8, 2 * 0.9 ** 5]);
    near(at(schedule.exponential(2, { factor: 0.25, every: 4 }), [2, 4]), [1, 0.5]);
  });

  test('inverseTime', () => near(at(schedule.inverseTime(0.1, 0.5), [0, 2, 8]), [0.1, 0.05, 0.02]));

  test('cosine falls to its end and stays there', () => {
    const rate = schedule.cosine(1, 8, { final: 0.2 });
    near(at(rate, [0, 2, 4, 8, 50]), [1, 0.2 + 0.4 * (1 + Math.SQRT1_2), 0.6, 0.2, 0.2]);
  });

  test('warmup rises to what follows, which then counts from 0', () => {
    const rate = schedule.warmup(4, schedule.exponential(1, { factor: 0.5 }));
    near(at(rate, [0, 1, 2, 3, 4, 5, 6]), [0.25, 0.5, 0.75, 1, 1, 0.5, 0.25]);
    near(at(schedule.warmup(2, 0.4), [0, 1, 2, 9]), [0.2, 0.4, 0.4, 0.4]);
  });

  test('oneCycle has the phases of PyTorch’s OneCycleLR', () => {
    // torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1, total_steps=10): peak at step 2, 4e-6 at step 9
    const rate = schedule.oneCycle(1, 10);
    near(at(rate, [0, 1, 2]), [0.04, 0.52, 1]);
    near(at(rate, [9, 20]), [4e-6, 4e-6]);
    const middle = 4e-6 + ((1 - 4e-6) / 2) * (1 + Math.cos((Math.PI * 3) / 7));
    near(at(rate, [5]), [middle]);
  });

  test('piecewise goes from piece to piece', () => {
    const rate = schedule.piecewise({ 0: 1, 10: 0.5, 20: schedule.inverseTime(0.4, 1) });
    near(at(rate, [0, 9, 10, 19, 20, 21]), [1, 1, 0.5, 0.5, 0.4, 0.2]);
  });

  test('refuse what is no number, at the door', () => {
    // as code without types calls them
    const { constant, cosine, exponential, inverseTime, oneCycle, piecewise, step, warmup } =
      schedule as object as Readonly<Record<string, (...given: readonly unknown[]) => Schedule>>;
    const refused: Readonly<Record<string, () => unknown>> = {
      'constant: value': () => constant('a'),
      'step: initial': () => step(NaN, { every: 1, factor: 1 }),
      'step: factor': () => step(1, { every: 1 }),
      'step: every': () => step(1, { factor: 1 }),
      'exponential: initial': () => exponential([1], { factor: 0.5 }),
      'exponential: factor': () => exponential(1, {}),
      'exponential: options': () => exponential(1, 0.5),
      'inverseTime: initial': () => inverseTime(undefined, 1),
      'inverseTime: rate': () => inverseTime(1),
      'piecewise: pieces[0]': () => piecewise({ 0: 'a' }),
      'piecewise: pieces[5]': () => piecewise({ 0: 1, 5: NaN }),
      'piecewise: pieces': () => piecewise(null),
      'cosine: initial': () => cosine('a', 10),
      'cosine: steps': () => cosine(1, '10'),
      'cosine: final': () => cosine(1, 10, { final: Infinity }),
      'cosine: end': () => cosine(1, 10, { end: 0 }),
      'warmup: steps': () => warmup(undefined, 1),
      'warmup: after': () => warmup(10, 'a'),
      'oneCycle: peak': () => oneCycle(null, 10),
      'oneCycle: rise': () => oneCycle(1, 10, { rise: 2 }),
      'oneCycle: initial': () => oneCycle(1, 10, { initial: '0' }),
      'oneCycle: final': () => oneCycle(1, 10, { final: NaN }),
    };
    for (const [what, call] of Object.entries(refused)) {
      const [name, argument] = what.split(': ');
      expect(call).toThrow(expect.objectContaining({ op: `schedule.${name}`, argument }));
    }
    expect(() => cosine('a', 10)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: schedule.cosine: initial must be a finite number.
        initial: 'a'
      Expected a number such as 0.1.]
    `);
  });

  test('refuse lengths that are none, and pieces without a beginning', () => {
    expect(() => schedule.cosine(1, 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: schedule.cosine: steps must be positive.
        steps: 0
      Expected a number above 0.]
    `);
    expect(() => schedule.piecewise({ 5: 1 })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: schedule.piecewise: the keys must be steps, the first of them 0.
        pieces: keys [5]
      Expected an object such as { 0: 0.1, 1000: 0.01 }.]
    `);
  });
});
