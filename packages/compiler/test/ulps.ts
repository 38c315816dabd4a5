// Errors in units in the last place.

/** The distance of neighboring floats at x: of 24 or 53 binary digits, subnormal ones at the bottom. */
function ulp(x: number, digits: 24 | 53): number {
  const size = Math.abs(x);
  const lowest = digits === 24 ? -126 : -1022;
  let exponent = Math.max(lowest, Math.floor(Math.log2(size)));
  if (2 ** exponent > size) exponent--;
  return 2 ** (Math.max(lowest, exponent) - digits + 1);
}

/** How far `got` is from `exact` in units in the last place of `exact`; 0 for two NaN, infinite for one. */
export function ulps(got: number, exact: number, digits: 24 | 53): number {
  if (Object.is(got, exact)) return 0;
  const unit = ulp(exact, digits);
  const largest = digits === 24 ? 2 ** 128 : Infinity;
  if (Math.abs(exact) < largest && Number.isFinite(got)) {
    // A zero of the wrong sign, or a sign that is wrong.
    if (exact === 0 && got === 0) return Infinity;
    return Math.abs(got / unit - exact / unit);
  }
  // Past the largest float, infinity is right; just below it, half a unit away.
  const rounded = digits === 24 ? Math.fround(exact) : exact;
  return Object.is(got, rounded) ? 0 : Infinity;
}
