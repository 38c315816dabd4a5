// How a tile of results is kept in registers: the cheapest of all shapes that sixteen vector registers can hold.
import { pricing } from './cost.ts';
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';
import { freeAxes, readings, type Reading } from './reading.ts';

/** `rows` numbers of one operand times `along` · `across` vectors of the other. */
export interface Tile extends Reading {
  /** Vectors side by side. */
  readonly along: number;
  readonly acrossAxis: Axis | null;
  readonly across: number;
  readonly rowAxis: Axis | null;
  readonly rows: number;
  /** Are products and sums one instruction? */
  readonly fused: boolean;
  /** Cycles of the whole contraction, roughly. */
  readonly price: number;
}

/**
 * Rows, vectors, and the cycles of one tap: measured, where one multiplication and one addition take 2/3 of a cycle, and then
 * with fused multiply-add, of which two start in a cycle and each takes four. Small tiles wait for them.
 */
const shapes = [
  [4, 2, 5.2, 4.4],
  [2, 4, 5.3, 4.4],
  [3, 3, 6.05, 4.55],
  [4, 3, 8.6, 8.4],
  [5, 2, 7, 6.1],
  [2, 5, 7.3, 6.7],
  [3, 2, 4.1, 4],
  [2, 3, 4.15, 4.05],
  [6, 1, 4.45, 4.1],
  [1, 6, 4.7, 4.2],
  [1, 7, 5.4, 4.5],
  [5, 1, 3.75, 3.9],
  [1, 5, 4.1, 3.9],
  [4, 1, 3.3, 3.6],
  [1, 4, 3.4, 3.65],
  [2, 2, 3.2, 3.55],
  [3, 1, 2.75, 3.45],
  [1, 3, 2.85, 3.55],
  [2, 1, 2.5, 3],
  [1, 2, 2.5, 3],
  [1, 1, 2.2, 2.5],
] as const;

/** No shape has more rows or vectors. */
const mostVectors = 7;

/** The cheapest tile; of those that cost the same, the one whose numbers lie close together. */
export function cheapest(lanes: Lanes, axes: readonly Axis[]): Tile {
  const outputs = axes.reduce((n, { size, summed }) => (summed ? n : n * size), 1);
  let best: Tile | undefined;
  let lowest = Infinity;
  for (const reading of readings(lanes, axes)) {
    const { kind, vector, lane } = reading;
    const price = pricing(lanes, axes, reading);
    const columns = choices(freeAxes(axes, vector).filter((axis) => axis !== lane));
    const rowAxes = choices(freeAxes(axes, (1 - vector) as 0 | 1));
    const length = kind === 'sum' || lane === null ? 0 : lane.size;
    for (const [rows, vectors, plain, fusing] of shapes) {
      const fused = lanes.fused !== null && fusing < plain;
      const cycles = fused ? fusing : plain;
      for (const [rowAxis, rowTiles] of rowAxes[rows]) {
        for (let along = 1; along <= vectors; along++) {
          const extent = along * reading.width;
          if (vectors % along !== 0 || (along > 1 && (along - 1) * lanes.count >= length)) continue;
          const across = vectors / along;
          for (const [acrossAxis, acrossTiles] of columns[across]) {
            const laneTiles = length === 0 ? 1 : Math.ceil(length / extent) / length;
            const tiles = outputs * rowTiles * acrossTiles * laneTiles;
            const cycle = price({ rows, along, across, tiles, cycles });
            if (cycle >= lowest) continue;
            lowest = cycle;
            best = { ...reading, along, acrossAxis, across, rowAxis, rows, fused, price: cycle };
          }
        }
      }
    }
  }
  return best as Tile;
}

/** By the extent of a tile: axes that it may lie along, and how many tiles each element of them takes. */
function choices(axes: readonly Axis[]): (readonly (readonly [Axis | null, number])[])[] {
  return Array.from({ length: mostVectors + 1 }, (_, extent) => {
    if (extent === 1) return [[null, 1]];
    return axes
      .filter(({ size }) => size >= extent)
      .map((axis) => [axis, Math.ceil(axis.size / extent) / axis.size]);
  });
}
