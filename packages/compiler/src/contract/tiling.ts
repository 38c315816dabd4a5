// How a tile of results may be kept in registers: every choice of what runs along lanes, of the operand read as vectors
// and of the tile's extents that a machine with sixteen vector registers can hold.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';

/** An output axis, walked in steps of `extent` elements that belong to one tile. */
export interface Tiled {
  readonly axis: Axis;
  readonly extent: number;
}

/** What runs along the lanes of a vector. */
type LaneKind =
  /** An axis of one operand only: the other operand's numbers are splatted. */
  | 'column'
  /** An axis of both operands and the output. */
  | 'batch'
  /** A summed axis: lanes are added up at the end. */
  | 'sum'
  /** Nothing: one lane is used. */
  | 'none';

/** How results are kept in registers: `rows` numbers times `along` · `across` vectors. */
export interface Tile {
  readonly kind: LaneKind;
  /** The operand read as vectors: 0 is a, 1 is b. */
  readonly vector: 0 | 1;
  readonly lane: Axis | null;
  /** Lanes that are used. */
  readonly width: number;
  readonly along: number;
  readonly acrossAxis: Axis | null;
  readonly across: number;
  readonly rowAxis: Axis | null;
  readonly rows: number;
  readonly packVector: boolean;
  /** What one tap takes. */
  readonly cycles: number;
}

/** Is an axis moved along by this operand alone, besides the output? */
export const freeOf = (axis: Axis, operand: 0 | 1): boolean =>
  !axis.summed && axis.strides[operand] !== 0 && axis.strides[1 - operand] === 0;

/** Rows, vectors, and the cycles of one tap: measured, where one multiplication and one addition take 2/3 of a cycle. */
const shapes = [
  [4, 2, 5.2],
  [2, 4, 5.3],
  [3, 3, 6.05],
  [4, 3, 8.6],
  [5, 2, 7.1],
  [2, 5, 7.3],
  [3, 2, 4.1],
  [2, 3, 4.15],
  [6, 1, 4.45],
  [1, 6, 4.7],
  [5, 1, 3.75],
  [1, 5, 4.1],
  [4, 1, 3.3],
  [1, 4, 3.4],
  [2, 2, 3.2],
  [3, 1, 2.75],
  [1, 3, 2.85],
  [2, 1, 2.5],
  [1, 2, 2.5],
  [1, 1, 2.2],
] as const;

/** All tiles worth thinking about. */
export function* tiles(lanes: Lanes, axes: readonly Axis[]): Generator<Tile> {
  for (const vector of [0, 1] as const) {
    const splat = (1 - vector) as 0 | 1;
    const near = (x: Axis, y: Axis): number => Math.abs(x.strides[vector]) - Math.abs(y.strides[vector]);
    // Of tiles that cost the same, the first is taken: the one whose vectors lie close together.
    const columns = axes.filter((axis) => freeOf(axis, vector)).toSorted(near);
    const rows = axes.filter((axis) => freeOf(axis, splat));
    for (const lane of lanesFor(lanes, axes, columns, vector)) {
      const across = lane.axis === null ? columns : columns.filter((axis) => axis !== lane.axis);
      yield* shaped(lanes, vector, lane, across, rows);
    }
  }
}

interface Lane {
  readonly kind: LaneKind;
  readonly axis: Axis | null;
  readonly pack: boolean;
}

function* lanesFor(
  { count }: Lanes,
  axes: readonly Axis[],
  columns: readonly Axis[],
  vector: 0 | 1,
): Generator<Lane> {
  for (const axis of columns) {
    const pack = axis.strides[vector] !== 1 || axis.size < count;
    yield { kind: 'column', axis, pack };
  }
  for (const axis of axes) {
    if (axis.strides[0] !== 1 || axis.strides[1] !== 1 || axis.size < count) continue;
    yield { kind: axis.summed ? 'sum' : 'batch', axis, pack: false };
  }
  if (columns.length === 0) yield { kind: 'none', axis: null, pack: false };
}

function* shaped(
  { count }: Lanes,
  vector: 0 | 1,
  lane: Lane,
  across: readonly Axis[],
  rowAxes: readonly Axis[],
): Generator<Tile> {
  const tiledLane = lane.kind === 'column' || lane.kind === 'batch';
  const width =
    !tiledLane || lane.axis === null ? (lane.kind === 'sum' ? count : 1) : Math.min(count, lane.axis.size);
  for (const [rows, vectors, cycles] of shapes) {
    for (let along = 1; along <= vectors; along++) {
      if (vectors % along !== 0) continue;
      if (along > 1 && (!tiledLane || lane.axis === null || along * count > lane.axis.size)) continue;
      const wide = vectors / along;
      for (const rowAxis of rows === 1 ? [null] : rowAxes) {
        if (rowAxis !== null && rowAxis.size < rows) continue;
        for (const acrossAxis of wide === 1 ? [null] : across) {
          if (acrossAxis !== null && acrossAxis.size < wide) continue;
          const { kind, axis, pack } = lane;
          yield {
            kind,
            vector,
            lane: axis,
            width,
            along,
            acrossAxis,
            across: wide,
            rowAxis,
            rows,
            packVector: pack,
            cycles,
          };
        }
      }
    }
  }
}

/** The output's axes with the part of each that one tile holds. */
export function tiled(axes: readonly Axis[], tile: Tile): Tiled[] {
  return axes
    .filter(({ summed }) => !summed)
    .map((axis) => {
      if (axis === tile.lane) return { axis, extent: tile.width * tile.along };
      if (axis === tile.acrossAxis) return { axis, extent: tile.across };
      if (axis === tile.rowAxis) return { axis, extent: tile.rows };
      return { axis, extent: 1 };
    });
}
