// The property that makes types trustworthy: each rule's type and value twin agree on random cases.
// TWIN_CASES sets the number of cases an operator, TWIN_SEED where they start.
import { env } from 'node:process';
import { describe, expect, test } from 'vitest';
import { CotangentError } from '../../src/base/error.ts';
import { ask, type Answer, type DimType, type ShapeType } from './compiler.ts';
import { Draw, names } from './draw.ts';
import { arithmetic } from './arithmetic.ts';
import type { Case } from './case.ts';
import { layout } from './layout.ts';

const cases = Number(env['TWIN_CASES'] ?? 60);
const seed = Number(env['TWIN_SEED'] ?? 0);
/** Cases in one TypeScript program: enough to share its start, few enough to fit in memory. */
const batch = 2000;

interface Trial extends Case {
  readonly draw: Draw;
}

/** The shape that comes out at run time, or the op and rule of the error. */
function outcome({ run }: Case): readonly number[] | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof CotangentError) return error.message.split('.\n')[0];
    throw error;
  }
}

/** Whether the size `n` may be what `dim` says. */
function allows(dim: DimType, n: number, draw: Draw): boolean {
  if (dim === undefined) return true;
  return dim.some(
    (d) => n === (typeof d === 'number' ? d : draw.sizes[names.indexOf(d as (typeof names)[number])]),
  );
}

/** Whether `shape` may be what `type` says. */
function describes({ dims, rest }: ShapeType, shape: readonly number[], draw: Draw): boolean {
  if (rest === undefined)
    return dims.length === shape.length && dims.every((dim, axis) => allows(dim, shape[axis], draw));
  const trailing = dims.length - rest - 1;
  if (shape.length < rest + trailing) return false;
  return shape.every((n, axis) => {
    const fromEnd = shape.length - axis;
    return allows(dims[axis < rest ? axis : fromEnd <= trailing ? dims.length - fromEnd : rest], n, draw);
  });
}

/** How the twins disagree, if they do. */
function disagreement(
  { draw, loose = false }: Trial,
  actual: readonly number[] | string,
  { shape, problem }: Answer,
): string | undefined {
  if (typeof shape === 'string') return `the result type is no shape: ${shape}`;
  const rules = problem.map((message) => message.split('. ')[0]);
  if (typeof actual === 'string') {
    // Where types know less, a rule that is checked before may have broken unseen.
    if (draw.kind !== 'literal' || rules.includes(actual)) return undefined;
    return rules.length > 0 ? 'another rule is broken at run time' : 'the type sees no problem';
  }
  if (problem.length > 0)
    return draw.kind === 'aliased' ? undefined : 'the type sees a problem where there is none';
  if (!describes(shape, actual, draw)) return 'the result type is unsound';
  const exact = shape.rest === undefined && shape.dims.every((dim) => dim?.length === 1);
  return draw.kind === 'literal' && !exact && !loose ? 'the result type is not exact' : undefined;
}

describe.each(Object.entries({ ...arithmetic, ...layout }))('%s', (name, make) => {
  test(`types and values agree on ${cases} cases`, { timeout: 20_000 + 30 * cases }, () => {
    const failures: string[] = [];
    let refused = 0;
    for (let first = 0; first < cases; first += batch) {
      const trials = Array.from({ length: Math.min(batch, cases - first) }, (_, n): Trial => {
        const draw = new Draw((seed + first + n) * 31 + name.length);
        return { ...make(draw), draw };
      });
      ask(trials).forEach((answer, n) => {
        const trial = trials[n];
        const actual = outcome(trial);
        if (typeof actual === 'string') refused++;
        const why = disagreement(trial, actual, answer);
        if (why !== undefined) {
          failures.push(
            `${why}\n  ${trial.result}\n  run time: ${actual}\n  types: ${JSON.stringify(answer)}`,
          );
        }
      });
    }
    const simplest = failures.toSorted((a, b) => a.length - b.length).slice(0, 5);
    expect(simplest, `${failures.length} of ${cases} cases disagree`).toEqual([]);
    expect(refused / cases, 'the part of ill-shaped cases').toBeGreaterThan(0.2);
    expect(refused / cases, 'the part of ill-shaped cases').toBeLessThan(0.8);
  });
});
