// Random programs over all primitives. A program is read off lists of numbers, step by step: taking a list away or
// making its numbers smaller leaves a program, so fast-check shrinks programs by itself.
import type { Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { broadcastableShapes } from '../arbitraries/shapes.ts';
import { tensors } from '../arbitraries/tensors.ts';
import { choiceRules, softmaxRules } from './choices.ts';
import { Choice, Draft, type Rule } from './draft.ts';
import { elementwiseRules } from './elementwise.ts';
import { movementRules } from './movement.ts';
import { reductionRules } from './reductions.ts';
import type { Program } from './program.ts';

/** Which programs to draw. */
export interface ProgramOptions {
  /** That of the inputs and, save for masks and indices, of everything; float64 unless given. */
  readonly dtype?: 'float32' | 'float64';
  /** How many ops are chosen, besides those that keep others inside their domains; 8 unless given. */
  readonly maxSteps?: number;
  /** The largest number of elements of any value; 32 unless given. */
  readonly maxSize?: number;
  /** The largest number of multiplications of any contraction; 16 · `maxSize` unless given. */
  readonly maxWork?: number;
  /** Whole numbers throughout, so small that every result and every partial sum is exact in float32. */
  readonly exact?: boolean;
}

/** A program and inputs for it. */
export interface ProgramCall {
  readonly program: Program;
  readonly inputs: readonly Tensor[];
}

const rules: readonly Rule[] = [
  ...elementwiseRules,
  ...choiceRules,
  ...softmaxRules,
  ...movementRules,
  ...reductionRules,
];

/** How often the numbers of a list are asked before they repeat. */
const memory = 12;
const bound = 2;

/**
 * Random programs with inputs: up to three inputs that broadcast, and ops on whatever came before. All values are
 * finite and of moderate size, and derivatives exist save at kinks that random inputs hardly meet. Inputs are between
 * -2 and 2. They shrink toward fewer steps, lower rank, smaller sizes and small integers.
 * @example
 * import fc from 'fast-check';
 * fc.assert(
 *   fc.property(programs(), ({ program, inputs }) => {
 *     checkGradients((...xs: Tensor[]) => runProgram(program, xs), inputs);
 *   }),
 * );
 */
export function programs(options: ProgramOptions = {}): fc.Arbitrary<ProgramCall> {
  const { dtype = 'float64', maxSteps = 8, maxSize = 32, exact = false } = options;
  const { maxWork = 16 * maxSize } = options;
  const usable = rules.filter((rule) => rule.exact || !exact);
  const choices = fc.noBias(
    fc.array(
      fc.record({
        rule: fc.nat(0xfffff).map((n) => n / 0x100000),
        numbers: fc.array(fc.nat(0xffff), { minLength: memory, maxLength: memory, size: 'max' }),
      }),
      { minLength: 1, maxLength: maxSteps, size: 'max' },
    ),
  );
  const inputShapes = fc.noBias(
    fc.integer({ min: 1, max: 3 }).chain((count) => broadcastableShapes(count, { empty: false, maxSize })),
  );
  return fc.tuple(inputShapes, choices).chain(([shapes, steps]) => {
    const specs = shapes.map((shape) => ({ shape, dtype }));
    const draft = new Draft(specs, [-bound, bound], { maxSize, maxWork, exact });
    for (const { rule, numbers } of steps) {
      const choice = new Choice(numbers);
      const made = pickRule(usable, rule).write(draft, choice);
      if (made === undefined) continue;
      for (const value of Array.isArray(made) ? made : [made]) draft.settle(value, choice);
    }
    const program = draft.finish();
    const inputs = fc.tuple(
      ...shapes.map((shape) => tensors({ shape, dtype, domain: [-bound, bound], whole: exact })),
    );
    return inputs.map((own) => ({ program, inputs: own as readonly Tensor[] }));
  });
}

/** The rule at a fraction of the whole weight. */
function pickRule(usable: readonly Rule[], fraction: number): Rule {
  const total = usable.reduce((sum, { weight }) => sum + weight, 0);
  let left = fraction * total;
  return usable.find(({ weight }) => (left -= weight) < 0) ?? usable[0];
}
