// What a tile would cost, in cycles: enough to rank tiles.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';
import type { Reading } from './reading.ts';

/**
 * Taps in a block of the sum: when vectors are packed, when they are read once only, when a summed axis runs along lanes, for
 * small tiles, which read more than they compute, and else.
 */
export const depths = { packed: 256, streamed: 32, lanes: 512, small: 128, direct: 1024 } as const;

/** What of a tile decides about blocks of the sum. */
type Blocked = Pick<Reading, 'kind' | 'packVector'> & Pick<Priced, 'rows' | 'along' | 'across'>;

/** Taps in a block of the sum, where vectors are read more than once. */
export function depthOf({ kind, packVector, rows, along, across }: Blocked): number {
  if (packVector) return depths.packed;
  if (kind !== 'sum') return depths.direct;
  return rows === 1 || along * across === 1 ? depths.small : depths.lanes;
}

/** A tile without the names of its axes: rows, vectors, the number of such tiles, cycles of one tap. */
export interface Priced {
  readonly rows: number;
  readonly along: number;
  readonly across: number;
  readonly tiles: number;
  readonly cycles: number;
}

/** What a tap costs whose lanes are partly masked, in taps. */
const masked = 1.5;
/** Vectors of an axis along lanes from which on each walk along it is a block of the sum: both operands then move regularly. */
export const longWalk = 24;

/** Prices tiles of one reading. */
export function pricing({ count }: Lanes, axes: readonly Axis[], reading: Reading): (tile: Priced) => number {
  const { kind, vector, lane, width, packVector } = reading;
  let taps = 1;
  let runs = 1;
  let packed = 1;
  let nearest = Infinity;
  for (const axis of axes) {
    const { size, summed, strides } = axis;
    if (strides[vector] !== 0) packed *= size;
    if (!summed) continue;
    taps *= axis === lane ? Math.floor(size / count) + (size % count === 0 ? 0 : masked) : size;
    if (axis !== lane) runs *= size;
    nearest = Math.min(nearest, Math.abs(strides[vector]));
  }
  const whole = width === count;
  const store = kind === 'sum' ? 8 : whole && lane?.strides[2] === 1 ? 1 : width * 1.5;
  const packing = nearest === 1 || (whole && lane?.strides[vector] === 1) ? 0.35 : 1.7;
  const once = packVector ? packed * packing : 0;
  const regular = kind !== 'sum' || runs === 1 || (lane?.size ?? 0) >= longWalk * count;
  /** What a tap costs beyond its products: numbers that are not shared, or tables, which take registers too. */
  const beyond = (rows: number, along: number, products: number): number => {
    if (kind === 'batch') return (rows * (along - 1)) / 3;
    return regular ? 0 : products > 10 ? 2.5 : Math.max(0.6, 2.2 - products / 5);
  };
  return ({ rows, along, across, tiles, cycles }) => {
    const products = rows * along * across;
    const tap = cycles + beyond(rows, along, products);
    const depth = depthOf({ kind, packVector, rows, along, across });
    const blocks = kind === 'sum' && regular ? runs : Math.ceil(taps / depth);
    const partial = blocks > 1 ? 2 : 0;
    return tiles * (taps * tap + blocks * (12 + products * partial) + products * store) + once;
  };
}
