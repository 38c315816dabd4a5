// Models, optimizers and gradients are imported side by side: no name means two things.
import * as autograd from '@cotangent/autograd';
import * as compiler from '@cotangent/compiler';
import * as nn from '@cotangent/nn';
import * as optim from '@cotangent/optim';
import * as tensor from '@cotangent/tensor';
import { expect, test } from 'vitest';

test('no two packages export one name for different things', () => {
  const seen = new Map<string, unknown>();
  const clashes: string[] = [];
  for (const exported of [tensor, autograd, nn, optim, compiler]) {
    for (const [name, value] of Object.entries(exported)) {
      if (seen.has(name) && seen.get(name) !== value) clashes.push(name);
      seen.set(name, value);
    }
  }
  expect(clashes).toEqual([]);
});
