// Rounding made visible: every rounded result of a run is moved by an ulp or so, at random, and what the outputs do
// then is how much rounding matters to them. Cancellation, saturation and long sums all show.
import { abs, add, cast, notEqual, type Tensor } from '@cotangent/tensor';
import { bind, dense, isFloat, type Params, type Primitive } from '@cotangent/tensor/extend';

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** A signed number from 1 to 2 for a magnitude: equal values move alike, so that ties stay ties. */
function chance(value: number, run: number): number {
  bits[0] = Math.abs(value);
  let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1) ^ Math.imul(run, 0x85ebca6b), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f);
  hash ^= hash >>> 13;
  return hash / 2 ** 31 + (hash < 0 ? -1 : 1);
}

/** Whether `value` is a multiple of 2⁻²⁰ below 2³¹: sums and products of a few such numbers are exact in float64. */
function isShort(value: number): boolean {
  return Number.isInteger(value * 2 ** 20) && Math.abs(value) < 2 ** 31;
}

/** A call, and what came of it. */
export interface Call {
  readonly primitive: Primitive<never>;
  readonly inputs: readonly Tensor[];
  readonly params: Params;
  readonly outputs: readonly Tensor[];
}

/** How a run is shaken. */
export interface Shaking {
  /** The number of the run: another one, other chances. */
  readonly run: number;
  /** Whether float64 is taken for float32: rounded as coarsely, so that underflow shows as well. */
  readonly narrow: boolean;
}

/** Whether an op has steps for a graph, and whole numbers for values: nothing is rounded in them. */
export function isJump({ rule }: Primitive<never>): boolean {
  return rule.kind === 'elementwise' && rule.derivatives.every((derivative) => derivative === null);
}

/** Whether an op adds terms up, each a number of an input or a product of two. */
function addsUp({ primitive: { rule }, inputs }: Call): boolean {
  return (
    rule.kind === 'bilinear' ||
    (rule.kind === 'linear' && inputs.filter((x) => isFloat(x.dtype)).length === 1)
  );
}

/** The call with its floats changed. */
function withFloats({ primitive, inputs, params }: Call, change: (x: Tensor) => unknown): readonly Tensor[] {
  const changed = inputs.map((x) => (isFloat(x.dtype) ? (change(x) as Tensor) : x));
  return bind(primitive, changed, params as never);
}

/** How many terms other than 0 each output element is the sum of; `undefined` where nothing is added. */
function termsOf(call: Call): readonly Tensor[] | undefined {
  const { primitive, inputs } = call;
  const count = (x: Tensor): Tensor => cast(notEqual(x, 0), x.dtype) as Tensor;
  if (['add', 'sub'].includes(primitive.name)) return [add(count(inputs[0]), count(inputs[1])) as Tensor];
  return addsUp(call) ? withFloats(call, count) : undefined;
}

/**
 * The outputs of a call with every element moved that may have been rounded: copies of inputs were not, nor short numbers made
 * of short ones. Sums move by an ulp of the sum of their terms' sizes.
 *
 * Source: Parker, "Monte Carlo arithmetic", 1997; Vignes, "A stochastic arithmetic for reliable scientific
 * computation", 1993.
 */
export function shaken(call: Call, { run, narrow }: Shaking): readonly Tensor[] {
  const { primitive, inputs, outputs } = call;
  if (isJump(primitive) || !outputs.some(({ dtype }) => isFloat(dtype))) return outputs;
  const known = new Set<number>();
  let short = true;
  for (const x of inputs) {
    for (const value of x.data()) {
      known.add(Math.abs(value));
      short &&= isShort(value);
    }
  }
  const magnitudes = addsUp(call) ? withFloats(call, abs) : undefined;
  const terms = termsOf(call);
  return outputs.map((y, k) => {
    if (!isFloat(y.dtype)) return y;
    const coarse = narrow || y.dtype === 'float32';
    const unit = coarse ? 2 ** -23 : 2 ** -52;
    const sizes = magnitudes?.[k].data();
    const counts = terms?.[k].data();
    const values = y.data();
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const copied = known.has(Math.abs(value)) && !(counts && counts[i] > 1);
      if (copied || (short && isShort(value))) continue;
      const size = Number.isFinite(value) && sizes ? sizes[i] : Math.abs(value);
      values[i] = value + (Math.sign(value) || 1) * size * unit * chance(value, run);
      if (narrow) values[i] = rounded(values[i]);
    }
    return dense(values, y.dtype, y.shape as readonly number[]) as Tensor;
  });
}

/** `value` in float32, but for what is too large for it. */
function rounded(value: number): number {
  const narrow = Math.fround(value);
  return Number.isFinite(narrow) ? narrow : value;
}

/** A constant as float32 holds it. */
export function narrowed(x: Tensor): Tensor {
  return x.dtype === 'float64'
    ? (dense(Float64Array.from(x.data(), rounded), x.dtype, x.shape as readonly number[]) as Tensor)
    : x;
}
