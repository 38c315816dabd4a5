// Compares every op case of every fixture file with PyTorch's numbers, gradients too, in both float dtypes.
// The cases of ConvNetJS are run by convnetjs.golden.test.ts.
import { expect, test } from 'vitest';
import { fixtures, type Case, type Precision } from './lib/load.ts';
import { checkOutput } from './lib/forward.ts';
import { checkGradients, hasGradients } from './lib/gradients.ts';
import type { Ops } from './lib/op.ts';
import { checkClipping, checkOptimiser } from './lib/optimisers.ts';
import { checkSecondOrder } from './lib/secondOrder.ts';
import { checkConvnetjs, checkTraining } from './lib/training.ts';
import { contractions } from './ops/contractions.ts';
import { convnetjs, has } from './ops/convnetjs.ts';
import { elementwise } from './ops/elementwise.ts';
import { nnOps } from './ops/nn.ts';
import { reductions } from './ops/reductions.ts';
import { shapes } from './ops/shapes.ts';

const ops: Ops = { ...elementwise, ...reductions, ...shapes, ...contractions, ...nnOps };
const precisions: readonly Precision[] = ['float64', 'float32'];

/** What is asserted of a case, under the words that tell it apart in a test's name. */
function checks(one: Case): Readonly<Record<string, (precision: Precision) => void>> {
  if ('hessian' in one) return { '': (precision) => checkSecondOrder(one, precision) };
  if ('trajectory' in one) return { '': (precision) => checkOptimiser(one, precision) };
  if ('clipped' in one) return { '': (precision) => checkClipping(one, precision) };
  if ('losses' in one) return { '': (precision) => checkTraining(one, precision) };
  if (one.op === undefined)
    return { '': () => expect.fail('There is no runner for a case that names no op.') };
  const output = { '': (precision: Precision) => checkOutput(ops, one, precision) };
  if (!hasGradients(one)) return output;
  return { ...output, ', gradients': (precision) => checkGradients(ops, one, precision) };
}

/** What is asserted of a case for the layers of @cotangent/convnetjs; nothing where it has none for it. */
function layerChecks(one: Case): Readonly<Record<string, () => void>> {
  if ('losses' in one) return { '': () => checkConvnetjs(one) };
  if (one.op === undefined || !has(one)) return {};
  const output = { '': () => checkOutput(convnetjs, one, 'float64') };
  if (!hasGradients(one)) return output;
  return { ...output, ', gradients': () => checkGradients(convnetjs, one, 'float64') };
}

const files = fixtures('torch');
test('every file holds cases', () => {
  expect(files.filter(({ cases }) => cases.length === 0)).toEqual([]);
});

for (const { name, cases } of files) {
  for (const one of cases) {
    for (const [what, check] of Object.entries(checks(one))) {
      for (const precision of precisions) {
        test(`${name}: ${one.name}${what} (${precision})`, () => check(precision));
      }
    }
  }
}

for (const { name, cases } of files) {
  for (const one of cases) {
    for (const [what, check] of Object.entries(layerChecks(one))) {
      test(`${name}: ${one.name}, ConvNetJS's layers${what}`, check);
    }
  }
}
