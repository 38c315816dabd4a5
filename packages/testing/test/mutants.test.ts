// Wrong rules planted in every primitive: the checker must find them all. Here every fifteenth mechanical one and all
// that were made by hand; `npm run test:mutants` plants every one.
import { expect, test } from 'vitest';
import { huntMutants } from '../src/index.ts';
import { hunt } from '../src/laws/hunt.ts';
import { handmade } from './handmade.ts';
import { ownSamples } from './primitives.ts';

test('mistakes made by hand are found', { timeout: 30_000 }, () => {
  const hunted = handmade.map(({ mutant, original, calls }) => hunt(mutant, original, calls));
  expect(hunted.filter(({ outcome }) => outcome !== 'found')).toEqual([]);
});

test('one mechanical mistake in fifteen is found, over all primitives', { timeout: 30_000 }, () => {
  let planted = 0;
  const hunted = ownSamples.flatMap((samples) =>
    huntMutants(samples, { numRuns: 25, keep: () => planted++ % 15 === 0 }),
  );
  expect(hunted.filter(({ outcome }) => outcome === 'missed')).toEqual([]);
  expect(hunted.filter(({ outcome }) => outcome === 'found').length).toBeGreaterThan(45);
});

test('a mistake that changes no derivative is equivalent', { timeout: 30_000 }, () => {
  const mul = ownSamples.filter(({ primitive }) => primitive.name === 'mul');
  const equivalent = mul
    .flatMap((samples) => huntMutants(samples))
    .filter(({ outcome }) => outcome !== 'found');
  expect(equivalent.map(({ mistake }) => mistake)).toEqual([
    'swaps its adjoints',
    'swaps the operands of mul',
  ]);
});
