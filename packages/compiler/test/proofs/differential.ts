// Random programs through jit against the eager interpreter, gradients in half of them, loops and branches in a quarter.
// Prints how many use each primitive; exits with 1 after a difference, or if one is in less than 1 % of them.
import { primitives } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { checkSubject } from '../differential/check.ts';
import { hasRelaxed } from '../../src/wasm/relaxed.ts';
import { cellSubjects } from '../differential/cells.ts';
import { loopSubjects } from '../differential/loops.ts';
import { subjects } from '../differential/subject.ts';

const total = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 0);
const batch = 250;
const start = performance.now();
if (process.env['RELAXED'] === '1')
  console.log(`relaxed SIMD in Node ${process.version}: ${hasRelaxed() ? 'yes' : 'no'}`);

const counts = new Map(
  [...primitives.map(({ name }) => name), 'scan', 'cond', 'whileLoop'].map((name) => [name, 0]),
);
const sums = { float32: 0, float64: 0, gradients: 0, exact: 0, again: 0, loose: 0 };
let failures = 0;

for (let from = 0; from < total; from += batch) {
  const numRuns = Math.min(batch, total - from);
  const either = fc.oneof(
    { weight: 9, arbitrary: subjects },
    { weight: 2, arbitrary: loopSubjects },
    { weight: 1, arbitrary: cellSubjects },
  );
  const drawn = fc.sample(either, { numRuns, seed: seed + from });
  for (const subject of drawn) {
    for (const name of subject.used) counts.set(name, (counts.get(name) ?? 0) + 1);
    sums[subject.dtype] += 1;
    sums.gradients += Number(subject.gradient);
    try {
      const verdict = checkSubject(subject);
      for (const key of ['exact', 'again', 'loose'] as const) sums[key] += Number(verdict[key]);
    } catch (error) {
      failures++;
      console.log(`\nDIFFERENCE ${failures}\n${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  const done = from + drawn.length;
  if (done % 1000 === 0) {
    const rate = (performance.now() - start) / done;
    console.log(`${done} programs, ${failures} differences, ${rate.toFixed(1)} ms each`);
  }
}

console.log('\nprograms that use each primitive, loop and branch:');
const rare: string[] = [];
for (const [name, count] of [...counts].toSorted((a, b) => a[1] - b[1])) {
  const share = ((100 * count) / total).toFixed(1);
  console.log(`${name.padEnd(14)}${String(count).padStart(8)}${share.padStart(8)} %`);
  if (count < total / 100) rare.push(name);
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(
  `\n${sums.float32} in float32, ${sums.float64} in float64, ${sums.gradients} with gradients; ` +
    `${sums.exact} compared bit by bit, ${sums.again} looked at again, ` +
    `${sums.loose} in which rounding decides or grows past 1e-3 (float64: 1e-9)`,
);
if (rare.length > 0) console.log(`In less than 1 % of the programs: ${rare.join(', ')}`);
const passed = failures === 0 && rare.length === 0 && sums.loose < total / 20;
console.log(
  `${passed ? 'PASSED' : 'FAILED'}: ${total} programs, ${failures} differences; ${seconds} s, seed ${seed}`,
);
process.exitCode = passed ? 0 : 1;
