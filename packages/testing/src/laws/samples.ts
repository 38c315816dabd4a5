// Samples of a primitive: calls that laws are tested over. Whoever adds a primitive brings them along.
import type { Tensor } from '@cotangent/tensor';
import { complain, isFloat, type Params, type Primitive } from '@cotangent/tensor/extend';
import type fc from 'fast-check';

/** One call of a primitive. One tensor may stand in several places: `f(x, x)`. */
export interface PrimitiveCall {
  readonly inputs: readonly Tensor[];
  readonly params: Params;
  /** Whether differences tell the derivative here: no ties, no kinks, nothing that overflows. */
  readonly smooth: boolean;
}

/** A primitive and its calls. */
export interface PrimitiveSamples {
  readonly primitive: Primitive;
  readonly calls: fc.Arbitrary<PrimitiveCall>;
}

/**
 * The calls of a primitive, as laws take them; smooth unless told otherwise.
 * @example
 * const sin = primitives.find(({ name }) => name === 'sin') as Primitive;
 * const inputs = tensors({ dtype: 'float64', maxRank: 2 });
 * const samples = samplesOf(sin, inputs.map((x) => ({ inputs: [x], params: {} })));
 */
export function samplesOf<P extends Params>(
  primitive: Primitive<P>,
  calls: fc.Arbitrary<{ readonly inputs: readonly Tensor[]; readonly params: P; readonly smooth?: boolean }>,
): PrimitiveSamples {
  return {
    primitive: primitive as Primitive,
    calls: calls.map((call) => ({ ...call, smooth: call.smooth ?? true })),
  };
}

/**
 * Throws unless every primitive has samples, and names those that have none.
 * @example
 * const sin = primitives.find(({ name }) => name === 'sin') as Primitive;
 * const inputs = tensors({ dtype: 'float64', maxRank: 2 });
 * const samples = samplesOf(sin, inputs.map((x) => ({ inputs: [x], params: {} })));
 * requireSamples([sin], [samples]); // throws for all of `primitives`: the others have none
 */
export function requireSamples(
  primitives: readonly Primitive<never>[],
  samples: readonly { readonly primitive: Primitive<never> }[],
): void {
  const sampled = new Set(samples.map(({ primitive }) => primitive));
  const missing = primitives.filter((primitive) => !sampled.has(primitive)).map(({ name }) => name);
  if (missing.length === 0) return;
  complain({
    op: 'requireSamples',
    rule: 'every primitive must have samples',
    got: { primitives: `${primitives.length} of them`, 'without samples': missing.join(', ') },
    argument: 'without samples',
    expected: 'an entry in samples for each of them',
    hint: `Write samplesOf(${missing[0]}, …) and add it to the list.`,
  });
}

/** The positions of inputs that get no cotangent although they might be floats. */
export function fixedOf({ rule }: Primitive): readonly number[] {
  return rule.kind === 'linear' ? (rule.fixed ?? []) : [];
}

/** Whether derivatives can be taken in float64: something is a float, and no float output is narrower. */
export function isDifferentiable({ rule, shape }: Primitive, { inputs, params }: PrimitiveCall): boolean {
  if (rule.kind === 'none' || !inputs.some((x) => isFloat(x.dtype))) return false;
  if (inputs.some((x) => x.dtype === 'float32')) return false;
  const outputs = shape(inputs, params);
  return outputs.every((y) => y.dtype === 'float64');
}

/**
 * A function of the different float tensors of a call, the others held: what derivatives are taken of. A tensor that
 * stands in several places is one argument.
 */
export function functionOf(
  call: PrimitiveCall,
  run: (inputs: readonly Tensor[]) => readonly Tensor[],
): { readonly f: (...xs: Tensor[]) => Tensor[]; readonly args: Tensor[] } {
  const args = [...new Set(call.inputs.filter((x) => isFloat(x.dtype)))];
  const places = call.inputs.map((x) => args.indexOf(x));
  const f = (...xs: Tensor[]): Tensor[] => [
    ...run(call.inputs.map((x, k) => (places[k] < 0 ? x : xs[places[k]]))),
  ];
  return { f, args };
}
