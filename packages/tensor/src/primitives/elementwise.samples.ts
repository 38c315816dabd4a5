// Calls of the elementwise primitives: what they have in common, whatever the function.
import fc from 'fast-check';
import type { DType } from '../base/dtype.ts';
import type { Primitive } from '../core/primitive.ts';
import { floats, samples, shapes, within, type InputSample, type Samples } from './vocabulary.samples.ts';

/** The ends of a domain. */
export type Domain = readonly [low: number, high: number];

/** The domain from `low` to `high`. */
export function between(low: number, high: number): Domain {
  return [low, high];
}

/** What is special about a function of one or two arguments. */
export interface Special {
  /** Kinks and poles of each argument, which smooth calls avoid. */
  readonly avoid?: readonly (readonly number[])[];
  /** Domains of calls whose values are right but whose differences say nothing: huge values, kinks, ties. */
  readonly rough?: readonly (readonly Domain[])[];
  /** Whether the two arguments must differ for a derivative. */
  readonly apart?: boolean;
  /** Whole numbers only in rough calls, so that kinks and ties are met. */
  readonly whole?: boolean;
  /** Whether `f(x, x)` is smooth too; where `x` and `y` must be apart it is not. */
  readonly repeats?: boolean;
  /** No call is smooth. */
  readonly discrete?: boolean;
  /** Legal dtypes; floats unless given. */
  readonly dtypes?: fc.Arbitrary<DType>;
}

/** A primitive whose inputs all have one shape and dtype: one domain for each. */
export function elementwise(
  primitive: Primitive,
  domains: readonly Domain[],
  special: Special = {},
): Samples {
  const { avoid = [], rough = [], apart = false, whole = false, dtypes = floats, discrete = false } = special;
  const { repeats = !apart } = special;
  const one = fc.record({ shape: shapes(), dtype: dtypes }).chain(({ shape, dtype }) => {
    const inputs = (own: readonly Domain[], smooth: boolean): InputSample[] =>
      own.map((domain, k) => ({
        shape,
        dtype,
        domain: within(dtype, domain),
        ...(smooth ? { avoid: avoid[k] ?? [] } : { whole }),
        ...(smooth && apart && k > 0 ? { apart: 0 } : {}),
      }));
    const calls = [
      { inputs: inputs(domains, true), params: {}, smooth: !discrete },
      ...rough.map((own) => ({ inputs: inputs(own, false), params: {}, smooth: false })),
    ];
    const repeated = { inputs: twice(inputs(domains, true)), params: {}, smooth: repeats && !discrete };
    return fc.constantFrom(...calls, ...(domains.length > 1 ? [repeated] : []));
  });
  return samples(primitive, one);
}

/** One input in every place, from the domain that all share: `f(x, x)`. */
function twice([first, ...others]: readonly InputSample[]): InputSample[] {
  const low = Math.max(first.domain[0], ...others.map(({ domain }) => domain[0]));
  const high = Math.max(low, Math.min(first.domain[1], ...others.map(({ domain }) => domain[1])));
  const shared: InputSample = { ...first, domain: [low, high] };
  return [shared, ...others.map(() => ({ ...shared, same: 0 }))];
}
