// How a dtype lies in vectors of 16 bytes, and the instructions that work on it.
import type { Contraction } from './spec.ts';

/** Vectors of one dtype. */
export interface Lanes {
  readonly count: number;
  readonly bytes: number;
  readonly mul: string;
  readonly add: string;
  /** a · b + c, rounded once where the machine can; null where it may not be used. */
  readonly fused: string | null;
  readonly splat: string;
  readonly loadLane: string;
  readonly storeLane: string;
  readonly scalarLoad: string;
  readonly scalarStore: string;
}

function lanes(type: string, bits: 32 | 64, fused: boolean): Lanes {
  return {
    count: 128 / bits,
    bytes: bits / 8,
    mul: `${type}.mul`,
    add: `${type}.add`,
    fused: fused ? `${type}.relaxed_madd` : null,
    splat: `v128.load${bits}_splat`,
    loadLane: `v128.load${bits}_lane`,
    storeLane: `v128.store${bits}_lane`,
    scalarLoad: `i${bits}.load`,
    scalarStore: `i${bits}.store`,
  };
}

/** The vectors of a dtype; `relaxed`: with fused multiply-add. */
export function lanesOf(dtype: Contraction['dtype'], relaxed: boolean): Lanes {
  if (dtype === 'int32') return lanes('i32x4', 32, false);
  return dtype === 'float32' ? lanes('f32x4', 32, relaxed) : lanes('f64x2', 64, relaxed);
}
