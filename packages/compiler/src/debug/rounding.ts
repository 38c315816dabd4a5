// How far an implementation may be off a reference kernel on the same inputs, element by element: what rounding
// explains, and nothing more.
import { contiguous, dense, isFloat, sizeOf, type DenseTensor, type Spec } from '@cotangent/tensor/extend';
import type { Call } from '../graph/graph.ts';

const roundoff = { float32: 2 ** -24, float64: 2 ** -53 } as const;
const leastPositive = { float32: 2 ** -149, float64: 2 ** -1074 } as const;

/** Functions that no standard says how to round; both sides may be off by this many units in the last place. */
const functions = new Set(
  (
    'exp expm1 log log1p log2 log10 sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh erf pow ' +
    'sigmoid softplus'
  ).split(' '),
);
const unitsOfFunctions = 4;
/** Sums, in whatever order: of terms whose magnitudes are those of the same call on the inputs' magnitudes. */
const sums = new Set(['sum', 'cumsum', 'contract', 'fold', 'scatterAdd']);

/** By element of an output: how far a result may be away. All other primitives round once, or not at all. */
export function roundingOf(
  call: Call,
  inputs: readonly DenseTensor[],
  output: DenseTensor,
): (at: number) => number {
  const { dtype } = output as Spec;
  if (dtype !== 'float32' && dtype !== 'float64') return () => 0;
  const [u, least] = [roundoff[dtype], leastPositive[dtype]];
  const { name } = call.primitive;
  if (functions.has(name)) {
    const values = output.data();
    return (at) => 2 * u * unitsOfFunctions * Math.abs(values[at]) + unitsOfFunctions * least;
  }
  if (!sums.has(name)) return () => 0;
  const terms = termsOf(call);
  if (terms <= 2) return () => 0;
  const [magnitudes] = call.primitive.kernel(inputs.map(magnitudeOf), call.params, call.outputs);
  const values = magnitudes.data();
  return (at) => terms * u * values[at] + terms * least;
}

/** How many numbers are added up for one element, at most. Every product of a contraction is rounded too. */
function termsOf({ primitive, params, inputs: [x, y], outputs: [out] }: Call): number {
  const of = (axes: unknown): number => (axes as readonly number[]).reduce((n, axis) => n * x.shape[axis], 1);
  switch (primitive.name) {
    case 'sum':
      return of(params['axes']);
    case 'cumsum':
      return x.shape[params['axis'] as number];
    case 'contract': {
      const labels = params as { x: string; y: string; out: string };
      const sizes = new Map([...labels.x].map((label, axis) => [label, x.shape[axis]]));
      [...labels.y].forEach((label, axis) => sizes.set(label, y.shape[axis]));
      return [...sizes].reduce((n, [label, size]) => (labels.out.includes(label) ? n : n * size), 2);
    }
    case 'fold':
      return of([...x.shape.keys()].slice(out.shape.length));
    default:
      return sizeOf(y.shape);
  }
}

function magnitudeOf(x: DenseTensor): DenseTensor {
  const { dtype, shape } = x as Spec;
  if (!isFloat(dtype)) return x;
  const { values, offset, size } = contiguous(x);
  return dense(
    values.slice(offset, offset + size).map(Math.abs) as typeof values,
    dtype,
    shape,
  ) as DenseTensor;
}
