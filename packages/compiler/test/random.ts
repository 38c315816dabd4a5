// Random operands: the same ones in every run.

/** Random 32-bit integers, by xorshift. */
export function randomBits(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const view = /* @__PURE__ */ new DataView(new ArrayBuffer(8));

/** Any float, each pattern of bits as likely as any other. */
export function anyFloat(bits: () => number, digits: 24 | 53): number {
  view.setUint32(0, bits());
  view.setUint32(4, bits());
  return digits === 24 ? view.getFloat32(0) : view.getFloat64(0);
}

/** A float of up to 0.01, 0.1, 1, 10, 100 or 1000. */
export function moderateFloat(bits: () => number): number {
  return (bits() / 2 ** 31 - 1) * 10 ** ((bits() % 6) - 2);
}
