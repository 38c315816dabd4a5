// The one error of a failed check: what is wrong, the worst element of it, and a program that shows it again.
import { describe, siteOf, type Finding, type Mode, type Site } from './finding.ts';
import type { Subject } from './subject.ts';

/** What went wrong. */
export type GradientFailure =
  /** An analytic slope is not the numeric one. */
  | 'mismatch'
  /** Forward and reverse mode disagree. */
  | 'modes'
  /** The matrix of second derivatives is not symmetric. */
  | 'symmetry'
  /** A derivative in float32 is not the one in float64, by more than float32 rounds. */
  | 'float32'
  /** Two runs of the function gave different values. */
  | 'not deterministic'
  /** The function was said to be affine in each coordinate, and is not. */
  | 'not affine'
  /** No direction could be judged. */
  | 'inconclusive';

/** The parts of the message. */
export interface GradientProblem {
  readonly failure: GradientFailure;
  readonly order: 1 | 2;
  readonly seed: number;
  /** What is wrong, as a sentence without its full stop. */
  readonly sentence: string;
  readonly program: string;
  readonly subject?: Subject;
  readonly finding?: Finding;
}

/**
 * Thrown by `checkGradients`, with the parts of its message as fields.
 *
 * @example
 * const wrong = customJvp(
 *   (x: Tensor<[2]>) => exp(x),
 *   ([x], [t]) => [exp(x), t],
 * );
 * try {
 *   checkGradients(wrong, [tensor([0, 1])]);
 * } catch (error) {
 *   if (error instanceof GradientCheckError) console.log(error.argument, error.index);
 * }
 */
export class GradientCheckError extends Error {
  override readonly name = 'GradientCheckError';
  readonly failure: GradientFailure;
  readonly order: 1 | 2;
  readonly seed: number;
  /** The argument of the worst element, with its path: `args[0].w`. */
  readonly argument: string | undefined;
  /** Where in the argument. */
  readonly index: readonly number[] | undefined;
  /** The output of the worst element. */
  readonly output: string | undefined;
  /** Where in the output. */
  readonly outputIndex: readonly number[] | undefined;
  /** The mode that gave `analytic`. */
  readonly mode: Mode | undefined;
  readonly analytic: number | undefined;
  readonly numeric: number | undefined;
  /** The slope from the left; at a kink the limit of that side's slopes. */
  readonly left: number | undefined;
  /** The slope from the right. */
  readonly right: number | undefined;
  /** The smallest step of the differences. */
  readonly step: number | undefined;
  readonly tolerance: number | undefined;
  /** A program that fails in the same way. */
  readonly program: string;

  constructor(problem: GradientProblem) {
    const { failure, order, seed, program, subject, finding } = problem;
    super(messageOf(problem));
    this.failure = failure;
    this.order = order;
    this.seed = seed;
    this.program = program;
    const site: Site | undefined = subject && finding && siteOf(subject.inputs, finding.along);
    const output: Site | undefined = subject && finding && siteOf(subject.outputs, finding.of);
    this.argument = site?.name;
    this.index = site?.index;
    this.output = output?.name;
    this.outputIndex = output?.index;
    this.mode = finding?.mode;
    this.analytic = finding?.analytic;
    this.numeric = finding?.numeric;
    this.left = finding?.left;
    this.right = finding?.right;
    this.step = finding?.step;
    this.tolerance = finding?.tolerance;
  }
}

function messageOf({ failure, order, sentence, program, subject, finding }: GradientProblem): string {
  const lines = [`checkGradients: ${sentence}.`];
  if (subject && finding) {
    const kind = order === 2 ? 'second order, ' : '';
    lines.push(`  where: ${kind}${describe(subject, finding)}`, ...numbers(failure, finding));
  }
  return `${lines.join('\n')}\nTo see it again:\n\n${program}`;
}

function numbers(failure: GradientFailure, finding: Finding): string[] {
  const { mode, analytic, numeric, left, right, step, tolerance } = finding;
  const names: Readonly<Record<Mode, string>> = {
    forward: 'forward mode',
    reverse: 'reverse mode',
    both: 'forward and reverse mode',
  };
  const [one, other] = digits(analytic, numeric);
  if (failure === 'modes') return [`  reverse mode: ${one}`, `  forward mode: ${other}`];
  if (failure === 'symmetry') return [`  one way: ${one}`, `  other way: ${other}`];
  if (failure === 'float32') {
    const allowed = `  tolerance: ${tolerance.toPrecision(2)}, what float32 rounds`;
    return [`  float32: ${one}   (${names[mode]})`, `  float64: ${other}`, allowed];
  }
  const [from, to] = digits(left, right);
  const sides = Number.isNaN(left) ? [] : [`  one-sided: ${from} (left), ${to} (right)`];
  return [
    `  analytic: ${one}   (${names[mode]})`,
    `  numeric: ${other}`,
    ...sides,
    `  step: ${step}`,
    `  tolerance: ${tolerance === 0 ? '0, as differences of this function are exact' : tolerance.toPrecision(2)}`,
  ];
}

/** Two numbers in twelve digits, or in as many as tell them apart. */
function digits(a: number, b: number): [string, string] {
  const show = (x: number, precision: number): string => String(Number(x.toPrecision(precision)));
  const enough = [12, 13, 14, 15, 16, 17].find((precision) => show(a, precision) !== show(b, precision));
  const precision = Object.is(a, b) ? 12 : (enough ?? 17);
  return [show(a, precision), show(b, precision)];
}
