// Lines that grow without end: bounded in points, and true in their means.
import { expect, test } from 'vitest';
import { History } from './history.ts';

test('few steps are kept as they are', () => {
  const history = new History(2);
  history.add(1, [0.5, 5]);
  history.add(2, [1.5, 6]);
  expect(history.data).toEqual([
    [1, 2],
    [0.5, 1.5],
    [5, 6],
  ]);
});

test('many steps become means of equally many, in a bounded number of points', () => {
  const history = new History(1);
  for (let step = 1; step <= 10_000; step++) history.add(step, [step]);
  const [steps, values] = history.data;
  expect(steps.length).toBeLessThanOrEqual(1200);
  const per = steps[1] - steps[0];
  expect(values[0]).toBe((1 + per) / 2);
  expect(values.every((value, i) => value === steps[i] - (per - 1) / 2)).toBe(true);
});
