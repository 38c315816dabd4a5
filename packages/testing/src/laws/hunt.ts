// Hunting mutants: the gradient checker is let loose on them over the samples of the original.
import { jvp, vjp } from '@cotangent/autograd';
import { CotangentError, type Tensor, type TypedArray } from '@cotangent/tensor';
import { bind, type Primitive } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { checkGradients } from '../check/checkGradients.ts';
import { GradientCheckError } from '../check/error.ts';
import { filled } from '../arbitraries/tensors.ts';
import { hasElements, widened } from './compare.ts';
import { slipsIn, mutants, type Mutant } from './mutants.ts';
import { functionOf, isDifferentiable, type PrimitiveCall, type PrimitiveSamples } from './samples.ts';

/** What became of a mutant. */
export interface Hunted {
  readonly primitive: string;
  readonly mistake: string;
  /** `equivalent`: its derivatives are the original's at every sample, to second order, so there is nothing to find. */
  readonly outcome: 'found' | 'equivalent' | 'missed';
  /** How it was found: the failure of the check, or `refused` where the rule does not even run. */
  readonly by?: string;
}

/** How long to hunt. */
export interface HuntOptions {
  /** How many smooth calls are drawn; 100 unless given. */
  readonly numRuns?: number;
  /** 0 unless given. */
  readonly seed?: number;
  /** Which mutants, by their number; all unless given. */
  readonly keep?: (number: number) => boolean;
}

/** Smooth calls with floats in float64; none for primitives without derivatives. */
function drawCalls({ primitive, calls }: PrimitiveSamples, numRuns: number, seed: number): PrimitiveCall[] {
  return fc
    .sample(calls, { numRuns: 4 * numRuns, seed })
    .filter(({ smooth }) => smooth)
    .map(widened)
    .filter((call) => isDifferentiable(primitive, call) && hasElements(call))
    .slice(0, numRuns);
}

/**
 * Plants every mechanical mistake in the rule of a primitive and sees whether `checkGradients` finds it at one of the
 * samples. Mutants that are missed show that the samples are too tame: no calls with axes of different sizes, say.
 * @example
 * const sin = primitives.find(({ name }) => name === 'sin') as Primitive;
 * const inputs = tensors({ dtype: 'float64', maxRank: 2 });
 * const samples = samplesOf(sin, inputs.map((x) => ({ inputs: [x], params: {} })));
 * huntMutants(samples, { numRuns: 10 }).filter(({ outcome }) => outcome === 'missed'); // []
 */
export function huntMutants(samples: PrimitiveSamples, options: HuntOptions = {}): readonly Hunted[] {
  const { numRuns = 100, seed = 0, keep = () => true } = options;
  const { primitive } = samples;
  const calls = drawCalls(samples, numRuns, seed);
  if (calls.length === 0) return [];
  return mutants(primitive, calls, slipsIn(primitive, calls, derivativesOf))
    .filter((_, number) => keep(number))
    .map((mutant) => hunt(mutant, primitive, calls));
}

/** Looks for one mutant at the given calls. */
export function hunt(mutant: Mutant, original: Primitive, calls: readonly PrimitiveCall[]): Hunted {
  const about = { primitive: original.name, mistake: mutant.mistake };
  const telling = calls.filter((call) => !sameDerivatives(mutant.primitive, original, call));
  for (const call of telling) {
    const by = failureOf(mutant.primitive, call);
    if (by !== undefined) return { ...about, outcome: 'found', by };
  }
  return { ...about, outcome: telling.length === 0 ? 'equivalent' : 'missed' };
}

/** What the check says of a call; `undefined` if it is content, or has nothing to judge. */
function failureOf(primitive: Primitive, call: PrimitiveCall): string | undefined {
  const { f, args } = functionOf(call, (inputs) => bind(primitive, inputs, call.params));
  try {
    checkGradients(f, args, { coordinates: 8, directions: 3 });
  } catch (error) {
    if (error instanceof CotangentError) return 'refused';
    if (!(error instanceof GradientCheckError)) throw error;
    return error.failure === 'inconclusive' ? undefined : `${error.failure}, order ${error.order}`;
  }
  return undefined;
}

/** Any values, none of them like another. */
function uneven({ shape, size }: Tensor, start: number): Tensor {
  return filled(
    shape,
    'float64',
    Array.from({ length: size }, (_, i) => Math.sin(start + 2 * i) + 0.25),
  );
}

/** Cotangents, tangents, and cotangents of cotangents of a call. */
function derivativesOf(primitive: Primitive, call: PrimitiveCall): readonly Tensor[] {
  const { f, args } = functionOf(call, (inputs) => bind(primitive, inputs, call.params));
  const g = f(...args).map((y, k) => uneven(y, k));
  const t = args.map((x, k) => uneven(x, k + 3));
  const gradient = (...xs: Tensor[]): Tensor[] => vjp(f, ...xs)[1](g);
  return [...gradient(...args), ...jvp(f, args, t)[1], ...vjp(gradient, ...args)[1](t)];
}

/** Whether two versions of a primitive have the same derivatives at a call; one that throws has others. */
function sameDerivatives(a: Primitive, b: Primitive, call: PrimitiveCall): boolean {
  let left: readonly TypedArray[];
  try {
    left = derivativesOf(a, call).map((x) => x.data());
  } catch {
    return false;
  }
  const right = derivativesOf(b, call).map((x) => x.data());
  return left.every((values, k) =>
    values.every((value, i) => Math.abs(value - right[k][i]) <= 1e-12 * Math.max(1, Math.abs(value))),
  );
}
