// Random correct programs over all primitives: the gradient checker must not raise an alarm over any of them.
// Prints how many programs use each primitive; exits with 1 after an alarm, or if one is in less than 1 % of them.
import { primitives } from '@cotangent/tensor/extend';
import type { Tensor } from '@cotangent/tensor';
import { checkGradients, programs, runProgram, toSource, type ProgramCall } from '../../src/index.ts';
import fc from 'fast-check';
import { primitivesIn } from '../primitives.ts';

const total = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 0);
const batch = 250;
const start = performance.now();

const counts = new Map(primitives.map(({ name }) => [name, 0]));
const report = { directions: 0, comparisons: 0, discarded: 0, kinks: 0, exact: 0 };
let steps = 0;
let alarms = 0;

function check({ program, inputs }: ProgramCall): void {
  const f = (...xs: Tensor[]): Tensor[] => runProgram(program, xs);
  const done = checkGradients(f, [...inputs], { coordinates: 8, directions: 2 });
  for (const key of Object.keys(report) as (keyof typeof report)[]) report[key] += done[key];
}

for (let from = 0; from < total; from += batch) {
  const drawn = fc.sample(programs(), { numRuns: Math.min(batch, total - from), seed: seed + from });
  for (const call of drawn) {
    steps += call.program.steps.length;
    for (const name of primitivesIn(call)) counts.set(name, (counts.get(name) ?? 0) + 1);
    try {
      check(call);
    } catch (error) {
      alarms++;
      console.log(`\nALARM ${alarms}\n${toSource(call.program, call.inputs)}`);
      console.log(error instanceof Error ? error.message : error);
    }
  }
  const done = from + drawn.length;
  if (done % 1000 === 0) {
    const rate = (performance.now() - start) / done;
    console.log(`${done} programs, ${alarms} alarms, ${rate.toFixed(1)} ms each`);
  }
}

console.log('\nprograms that use each primitive:');
const rare: string[] = [];
for (const [name, count] of [...counts].toSorted((a, b) => a[1] - b[1])) {
  console.log(
    `${name.padEnd(14)}${String(count).padStart(8)}${((100 * count) / total).toFixed(1).padStart(8)} %`,
  );
  if (count < total / 100) rare.push(name);
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`\n${(steps / total).toFixed(1)} ops a program; ${JSON.stringify(report)}`);
if (rare.length > 0) console.log(`In less than 1 % of the programs: ${rare.join(', ')}`);
const passed = alarms === 0 && rare.length === 0;
console.log(
  `${passed ? 'PASSED' : 'FAILED'}: ${total} programs, ${alarms} alarms; ${seconds} s, seed ${seed}`,
);
process.exitCode = passed ? 0 : 1;
