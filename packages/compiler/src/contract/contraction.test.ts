// Every contraction against a naive loop, bit for bit on small integers, with guards around all memory.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from './naive.samples.ts';
import { anyContraction } from './arbitrary.samples.ts';

/** `CONTRACTIONS=100000` runs as many. */
const runs = Number(process.env['CONTRACTIONS'] ?? 500);

test('random contractions give what the naive loop gives', { timeout: 20_000 + 20 * runs }, () => {
  fc.assert(
    fc.property(anyContraction, (spec) => {
      expect(check(spec)).toBe('same');
    }),
    { numRuns: runs },
  );
});
