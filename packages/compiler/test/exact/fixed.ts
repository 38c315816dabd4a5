// Real numbers as integers times 2^-digits: enough binary digits that every float64 and every function of one has more
// than 200 of them after its leading one. The ground of the references that float64 is measured against.

/** Binary digits after the point. */
export const digits = 1280n;

/** The number 1. */
export const one: bigint = 1n << digits;

/** The float, exactly. */
export function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const size = biased === 0n ? fraction : fraction + (1n << 52n);
  const shifted = shift(size, (biased === 0n ? 1n : biased) - 1075n + digits);
  return x < 0 ? -shifted : shifted;
}

/** `x 2ⁿ` */
export function shift(x: bigint, n: bigint): bigint {
  return n < 0n ? x >> -n : x << n;
}

export function mul(x: bigint, y: bigint): bigint {
  return (x * y) >> digits;
}

export function div(x: bigint, y: bigint): bigint {
  return (x << digits) / y;
}

export function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** The number of binary digits of an integer. */
function length(x: bigint): number {
  const hex = abs(x).toString(16);
  return hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28;
}

/** `⌊log2 |x|⌋` */
export function exponent(x: bigint): number {
  return length(x) - 1 - Number(digits);
}

/** The nearest float64 where it is a normal number, or almost. */
export function toNumber(x: bigint): number {
  const drop = Math.max(0, length(x) - 60);
  return Number(x >> BigInt(drop)) * 2 ** (drop - 640) * 2 ** (640 - Number(digits));
}

/** `√x`, by Newton's method. */
export function sqrt(x: bigint): bigint {
  if (x === 0n) return 0n;
  const square = x << digits;
  let root = 1n << BigInt((length(square) + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
