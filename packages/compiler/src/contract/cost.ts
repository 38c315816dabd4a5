// What a tile would cost, in cycles: enough to rank tiles.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';
import type { Tile } from './tiling.ts';

/** Taps in a block of the sum, when an operand is packed and when not. */
const depths = { packed: 256, direct: 1024 };

/** Cycles of a contraction with this tile. */
export function cost({ count }: Lanes, axes: readonly Axis[], tile: Tile): number {
  const { kind, vector, lane, width, along, across, rows, packVector } = tile;
  const vectors = along * across;
  let tiles = 1;
  let taps = 1;
  let runs = 1;
  let packed = packVector ? 1 : 0;
  let nearest = Infinity;
  for (const axis of axes) {
    const { size, summed, strides } = axis;
    if (summed) {
      taps *= axis === lane ? Math.floor(size / count) + (size % count) : size;
      if (axis !== lane) runs *= size;
      nearest = Math.min(nearest, Math.abs(strides[vector]));
    } else if (axis === lane) tiles *= Math.ceil(size / (along * width));
    else if (axis === tile.acrossAxis) tiles *= Math.ceil(size / across);
    else if (axis === tile.rowAxis) tiles *= Math.ceil(size / rows);
    else tiles *= size;
    if (strides[vector] !== 0) packed *= size;
  }
  const products = rows * vectors;
  const tap = tile.cycles + (kind === 'batch' ? (rows * (along - 1)) / 3 : 0);
  const blocks = kind === 'sum' ? runs : Math.ceil(taps / (packVector ? depths.packed : depths.direct));
  const unit = lane !== null && lane.strides[2] === 1 && width === count;
  const store = products * (kind === 'sum' ? 8 : unit ? 1 : width * 1.5);
  const partial = blocks > 1 ? products * 2 : 0;
  const packing = lane?.strides[vector] === 1 ? 0.5 : nearest === 1 ? 1 : 2;
  return tiles * (taps * tap + blocks * (12 + partial) + store) + packed * packing;
}
