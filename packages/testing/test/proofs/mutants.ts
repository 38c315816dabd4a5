// Wrong rules, made mechanically from every primitive's own rule and by hand: all must be found, or make no difference.
// Prints what became of them, by primitive; exits with 1 if one was missed.
import { primitives } from '@cotangent/tensor/extend';
import { huntMutants, requireSamples, type Hunted } from '../../src/index.ts';
import { hunt } from '../../src/laws/hunt.ts';
import { handmade } from '../handmade.ts';
import { ownSamples } from '../primitives.ts';

const seed = Number(process.argv[2] ?? 0);
const start = performance.now();
requireSamples(primitives, ownSamples);

const count = (all: readonly Hunted[], outcome: Hunted['outcome']): number =>
  all.filter((one) => one.outcome === outcome).length;
const row = (name: string, all: readonly Hunted[]): void => {
  const numbers = (['found', 'equivalent', 'missed'] as const).map((outcome) =>
    String(count(all, outcome)).padStart(12),
  );
  console.log(`${name.padEnd(14)}${numbers.join('')}`);
};

console.log(
  `${'primitive'.padEnd(14)}${'found'.padStart(12)}${'equivalent'.padStart(12)}${'missed'.padStart(12)}`,
);
const mechanical: Hunted[] = [];
const without: string[] = [];
for (const { name, rule } of primitives) {
  const own = ownSamples
    .filter((samples) => samples.primitive.name === name)
    .flatMap((samples) => huntMutants(samples, { seed }));
  mechanical.push(...own);
  if (rule.kind === 'none') without.push(name);
  else row(name, own);
}
const byHand = handmade.map(({ mutant, original, calls }) => hunt(mutant, original, calls));
row('made by hand', byHand);

const all = [...mechanical, ...byHand];
row('in all', all);
const ways = new Map<string, number>();
for (const { by } of all) if (by !== undefined) ways.set(by, (ways.get(by) ?? 0) + 1);
console.log(`\nFound by: ${[...ways].map(([by, n]) => `${by} (${n})`).join(', ')}`);
console.log(`Without a rule to get wrong: ${without.join(', ')}`);
console.log('\nEquivalent, as they change no derivative of first or second order at any smooth sample:');
for (const { primitive, mistake } of all.filter(({ outcome }) => outcome === 'equivalent')) {
  console.log(`  ${primitive}: ${mistake}`);
}
const missed = all.filter(({ outcome }) => outcome === 'missed');
for (const { primitive, mistake } of missed) console.log(`MISSED  ${primitive}: ${mistake}`);
const untouched = primitives.filter(
  ({ name, rule }) =>
    rule.kind !== 'none' && !mechanical.some((one) => one.primitive === name && one.outcome === 'found'),
);
for (const { name } of untouched) console.log(`NO MUTANT of ${name} was found`);

const seconds = ((performance.now() - start) / 1000).toFixed(0);
const passed = missed.length === 0 && untouched.length === 0;
console.log(
  `\n${passed ? 'PASSED' : 'FAILED'}: ${count(all, 'found')} wrong rules found (${count(mechanical, 'found')} of them made mechanically), ${missed.length} missed; ${seconds} s, seed ${seed}`,
);
process.exitCode = passed ? 0 : 1;
