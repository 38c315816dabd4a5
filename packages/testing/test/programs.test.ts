// Random programs: what is promised of them, that they cover every primitive, shrink and print; and that the checker
// raises no alarm. `npm run test:programs` does the last with ten thousand of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cast, type Tensor } from '@cotangent/tensor';
import { primitives } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { checkGradients, programs, runProgram, toSource } from '../src/index.ts';
import { primitivesIn } from './primitives.ts';

test('values are finite, of moderate size, and no larger than asked for', () => {
  fc.assert(
    fc.property(programs({ maxSize: 20 }), ({ program, inputs }) => {
      for (const y of runProgram(program, inputs)) {
        expect(y.size).toBeLessThanOrEqual(20);
        expect(y.data().every((value) => Math.abs(value) <= 100)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('programs are plain data', () => {
  fc.assert(
    fc.property(programs(), ({ program, inputs }) => {
      const copy = JSON.parse(JSON.stringify(program)) as typeof program;
      const values = (own: typeof program): unknown => runProgram(own, inputs).map(String);
      expect(values(copy)).toEqual(values(program));
    }),
    { numRuns: 50 },
  );
});

test('exact programs give whole numbers, the same in float32 as in float64', () => {
  fc.assert(
    fc.property(programs({ exact: true, dtype: 'float32' }), ({ program, inputs }) => {
      const wide = JSON.parse(JSON.stringify(program).replaceAll('float32', 'float64')) as typeof program;
      const narrow = runProgram(program, inputs);
      runProgram(
        wide,
        inputs.map((x) => cast(x, 'float64') as Tensor),
      ).forEach((y, k) => {
        expect([...y.data()]).toEqual([...narrow[k].data()]);
        expect(y.data().every(Number.isInteger)).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});

test('every primitive is in one program of a hundred', () => {
  const drawn = fc.sample(programs(), { numRuns: 2000, seed: 1 });
  const counts = new Map(primitives.map(({ name }) => [name, 0]));
  for (const call of drawn)
    for (const name of primitivesIn(call)) counts.set(name, (counts.get(name) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count < drawn.length / 100)).toEqual([]);
});

test('programs shrink to the op that matters, on a scalar 0', () => {
  const { counterexample } = fc.check(
    fc.property(programs(), (call) => !primitivesIn(call).has('sinh')),
    { numRuns: 2000, seed: 3 },
  );
  const [smallest] = counterexample ?? [];
  if (smallest === undefined) throw new Error('no program calls sinh');
  expect(toSource(smallest.program, smallest.inputs)).toMatchInlineSnapshot(`
    "import { sinh, tensor, type Tensor } from '@cotangent/tensor';

    const program = (x0: Tensor<[], 'float64'>) => {
      const v1 = sinh(x0);
      return [v1] as const;
    };

    const outputs = program(
      tensor(0, 'float64'),
    );
    console.log(outputs.join('\\n'));
    "
  `);
});

test('the source of a program runs and prints what the program gives', async () => {
  const drawn = fc.sample(programs({ maxSteps: 20 }), { numRuns: 20, seed: 2 });
  const folder = new URL('../../../.cache/programs/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [k, { program, inputs }] of drawn.entries()) {
    const file = new URL(`${k}.ts`, folder);
    writeFileSync(file, toSource(program, inputs));
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(/* @vite-ignore */ file.pathname);
    expect(log.mock.calls).toEqual([[runProgram(program, inputs).join('\n')]]);
    log.mockRestore();
  }
});

test('no alarm is raised over correct programs', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(programs(), ({ program, inputs }) => {
      checkGradients((...xs: Tensor[]) => runProgram(program, xs), [...inputs], {
        coordinates: 8,
        directions: 2,
      });
    }),
    { numRuns: 100, seed: 4 },
  );
});
