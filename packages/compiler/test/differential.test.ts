// Random programs through jit against the eager interpreter. `npm run test:differential` does so with 20,000 of them,
// and counts the primitives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSubject } from './differential/check.ts';
import { cellSubjects } from './differential/cells.ts';
import { loopSubjects } from './differential/loops.ts';
import { subjects } from './differential/subject.ts';

test('compiled programs give what the eager interpreter gives', { timeout: 120_000 }, () => {
  const verdicts = fc.sample(subjects, { numRuns: 500, seed: 1 }).map(checkSubject);
  expect(verdicts.filter(({ exact }) => exact).length).toBeGreaterThan(100);
  expect(verdicts.filter(({ loose }) => loose).length).toBeLessThan(10);
});

test('and so do programs with loops and branches', { timeout: 120_000 }, () => {
  const verdicts = fc.sample(loopSubjects, { numRuns: 120, seed: 1 }).map(checkSubject);
  expect(verdicts.filter(({ exact }) => exact).length).toBeGreaterThan(20);
  expect(verdicts.filter(({ loose }) => loose).length).toBeLessThan(10);
});

test('and recurrent cells, whose work leaves their loops', { timeout: 120_000 }, () => {
  const verdicts = fc.sample(cellSubjects, { numRuns: 120, seed: 1 }).map(checkSubject);
  expect(verdicts.filter(({ exact }) => exact).length).toBeGreaterThan(40);
  expect(verdicts.filter(({ loose }) => loose).length).toBeLessThan(10);
});
