// Calls of the elementwise primitives: what they have in common, whatever the function.
import fc from 'fast-check';
import type { DType } from '../base/dtype.ts';
import type { Primitive } from '../core/primitive.ts';
import { floats, samples, shapes, within, type InputSample, type Samples } from './vocabulary.samples.ts';

type Domain = readonly [low: number, high: number];

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
  /** Legal dtypes; floats unless given. */
  readonly dtypes?: fc.Arbitrary<DType>;
}

/** A primitive whose inputs all have one shape and dtype: one domain for each. */
export function elementwise(
  primitive: Primitive,
  domains: readonly Domain[],
  special: Special = {},
): Samples {
  const { avoid = [], rough = [], apart = false, whole = false, dtypes = floats } = special;
  const input = (shape: number[], dtype: DType, domain: Domain, smooth: boolean, k: number): InputSample => ({
    shape,
    dtype,
    domain: within(dtype, domain),
    ...(smooth ? { avoid: avoid[k] ?? [] } : { whole }),
    ...(smooth && apart && k > 0 ? { apart: 0 } : {}),
  });
  const one = fc.record({ shape: shapes(), dtype: dtypes }).chain(({ shape, dtype }) => {
    const call = (
      own: readonly Domain[],
      smooth: boolean,
    ): { inputs: InputSample[]; params: {}; smooth: boolean } => ({
      inputs: own.map((domain, k) => input(shape, dtype, domain, smooth, k)),
      params: {},
      smooth,
    });
    const calls = [call(domains, true), ...rough.map((own) => call(own, false))];
    const repeated = { ...call(domains, !apart), inputs: twice(call(domains, true).inputs) };
    return fc.constantFrom(...calls, ...(domains.length > 1 ? [repeated] : []));
  });
  return samples(primitive, one);
}

/** The first input in every place: `f(x, x)`. */
function twice([first, ...others]: readonly InputSample[]): InputSample[] {
  return [first, ...others.map(() => ({ ...first, same: 0 }))];
}
