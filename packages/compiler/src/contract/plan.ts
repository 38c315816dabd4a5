// The decisions: which operand is read as vectors and which as single numbers, how large a tile of results is kept in
// registers, what is packed, how the sum is cut into blocks. Tiles are chosen by tiling.ts.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';
import { depthOf, depths, longWalk } from './cost.ts';
import { freeOf } from './reading.ts';
import { cheapest, type Tile } from './tiling.ts';

/** Everything decided. */
export interface Plan extends Tile {
  readonly lanes: Lanes;
  readonly axes: readonly Axis[];
  readonly packSplat: boolean;
  /** Summed axes looped over outside of tiles, outermost first. */
  readonly outerSums: readonly Axis[];
  /** Summed axes inside of tiles; the first is cut into chunks. */
  readonly innerSums: readonly Axis[];
  readonly chunk: number;
  /** There is nothing to sum: the results are zeros. */
  readonly nothing: boolean;
}

/** The plan of axes in normal form. */
export function plan(lanes: Lanes, all: readonly Axis[]): Plan {
  const nothing = all.some(({ size, summed }) => summed && size === 0);
  const axes = nothing ? all.filter(({ summed }) => !summed) : all;
  const tile = cheapest(lanes, axes);
  const splat = (1 - tile.vector) as 0 | 1;
  const along = (operand: 0 | 1) => (x: Axis, y: Axis) =>
    Math.abs(y.strides[operand]) - Math.abs(x.strides[operand]);
  const sums = axes
    .filter((axis) => axis.summed && axis !== tile.lane)
    .toSorted((x, y) => along(splat)(x, y) || along(tile.vector)(x, y));
  const packVector =
    !nothing && (tile.packVector || (tile.kind === 'column' && worthPacking(lanes, axes, tile, tile.vector)));
  const packSplat = tile.kind === 'column' && worthPacking(lanes, axes, tile, splat);
  /** A summed axis that runs along lanes is the innermost. */
  const innermost = tile.kind === 'sum' && tile.lane !== null ? [tile.lane] : [];
  const depth =
    !packVector && streams(lanes, axes, tile) ? depths.streamed : depthOf({ ...tile, packVector });
  let taken = innermost.reduce((n, { size }) => n * Math.ceil(size / lanes.count), 1);
  let first = sums.length;
  const room = tile.kind === 'sum' && taken >= longWalk ? 0 : depth;
  while (first > 0 && taken * sums[first - 1].size <= room * 1.5) taken *= sums[--first].size;
  let chunk = (sums.at(first) ?? innermost.at(0))?.size ?? 1;
  if (first > 0 && room > 0) {
    const { size } = sums[--first];
    const pieces = Math.ceil(size / Math.max(1, Math.floor((room * 1.25) / taken)));
    chunk = Math.ceil(size / pieces);
  }
  return {
    ...tile,
    lanes,
    axes,
    packVector,
    packSplat,
    outerSums: sums.slice(0, first),
    innerSums: [...sums.slice(first), ...innermost],
    chunk,
    nothing,
  };
}

/** Are vectors read once only, row by row of memory? Then few rows at a time are read from end to end. */
function streams(lanes: Lanes, axes: readonly Axis[], { vector, kind }: Tile): boolean {
  const strides = axes.filter(({ summed }) => summed).map((axis) => Math.abs(axis.strides[vector]));
  const reused = axes.some((axis) => freeOf(axis, (1 - vector) as 0 | 1));
  return kind === 'column' && !reused && Math.min(...strides) * lanes.bytes >= 1024;
}

/** Packing pays where taps lie far apart, or irregularly, and there is much to do with what was packed. */
function worthPacking(lanes: Lanes, axes: readonly Axis[], tile: Tile, operand: 0 | 1): boolean {
  const sums = axes.filter(({ summed }) => summed);
  if (sums.length === 0) return false;
  const nearest = Math.min(...sums.map(({ strides }) => Math.abs(strides[operand])));
  const own = axes.reduce((n, { size, strides }) => (strides[operand] === 0 ? n : n * size), lanes.bytes);
  const reuse = axes.reduce((n, axis) => (freeOf(axis, (1 - operand) as 0 | 1) ? n * axis.size : n), 1);
  const far = nearest * lanes.bytes >= 64;
  // Lines that lie a power of two apart push each other out of the caches, long before those are full.
  const clashing = nearest * lanes.bytes >= 1024;
  if (operand === tile.vector) return far && reuse >= (clashing ? 24 : 48) && own > 2 ** 19;
  const backwards = sums.some(({ strides }) => strides[operand] < 0);
  return (far && reuse >= 48) || (backwards && reuse >= 512);
}
