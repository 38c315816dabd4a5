// What a tile would cost, in cycles: enough to rank tiles.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';
import type { Reading } from './reading.ts';

/** Taps in a block of the sum: when vectors are packed, when they are read once only, and else. */
export const depths = { packed: 256, streamed: 32, direct: 1024 } as const;

/** A tile without the names of its axes: rows, vectors, the number of such tiles, cycles of one tap. */
export interface Priced {
  readonly rows: number;
  readonly along: number;
  readonly across: number;
  readonly tiles: number;
  readonly cycles: number;
}

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
    taps *= axis === lane ? Math.floor(size / count) + (size % count) : size;
    if (axis !== lane) runs *= size;
    nearest = Math.min(nearest, Math.abs(strides[vector]));
  }
  const blocks = kind === 'sum' ? runs : Math.ceil(taps / (packVector ? depths.packed : depths.direct));
  const whole = width === count;
  const store = kind === 'sum' ? 8 : whole && lane?.strides[2] === 1 ? 1 : width * 1.5;
  const partial = blocks > 1 ? 2 : 0;
  const packing = nearest === 1 || (whole && lane?.strides[vector] === 1) ? 0.7 : 1.7;
  const once = packVector ? packed * packing : 0;
  return ({ rows, along, across, tiles, cycles }) => {
    const products = rows * along * across;
    const tap = cycles + (kind === 'batch' ? (rows * (along - 1)) / 3 : 0);
    return tiles * (taps * tap + blocks * (12 + products * partial) + products * store) + once;
  };
}
