// Compares networks and trainers with ConvNetJS's numbers, defects included, for whatever cases and runs the folder holds.
import { expect, test } from 'vitest';
import { checkLayers, checkRoundTrip, checkValues, type NetCase } from './lib/convnetjs.ts';
import { checkBatches, checkRun, type TrainerRun } from './lib/convnetjsRuns.ts';
import { fixtures } from './lib/load.ts';

const files = fixtures('convnetjs');
test('every file holds cases or runs', () => {
  expect(files.filter(({ cases, runs }) => cases.length + runs.length === 0)).toEqual([]);
});

for (const { name, cases, runs } of files) {
  for (const one of cases as readonly NetCase[]) {
    test(`${name}: ${one.name}, layers`, () => checkLayers(one));
    test(`${name}: ${one.name}, JSON`, () => checkRoundTrip(one));
    test(`${name}: ${one.name}, values`, () => checkValues(one));
  }
  (runs as readonly TrainerRun[]).forEach((run, k) => {
    test(`${name}: run ${k}, ${JSON.stringify(run.options)}`, () => checkRun(run));
    test(`${name}: run ${k}, ${run.method}, in batches`, () => checkBatches(run));
  });
}
