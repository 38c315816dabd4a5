// The laws over every primitive of the library, and what they say of primitives that break them.
import { primitives } from '@cotangent/tensor/extend';
import { describe, expect, test } from 'vitest';
import { laws, requireSamples } from '../src/index.ts';
import { ownSamples } from './primitives.ts';

test('every primitive has samples', () => {
  requireSamples(primitives, ownSamples);
});

test('a primitive without samples is named', () => {
  const others = ownSamples.slice(1);
  expect(() => requireSamples(primitives, others)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: requireSamples: every primitive must have samples.
      primitives: 68 of them
      without samples: add
    Expected an entry in samples for each of them. Write samplesOf(add, …) and add it to the list.]
  `);
});

describe.each(ownSamples.map((samples) => [samples.primitive.name, samples] as const))('%s', (_, samples) => {
  test.each(laws(samples).map(({ name, check }) => [name, check] as const))('%s', (__, check) => {
    check({ numRuns: 10, seed: 1 });
  });
});
