// Cuts where tiles do not divide an axis: 7 channels are 4 and 3, each with tiles of their own, and 13 pixels 12 and 1.
// Without, the last tile of an axis computes again what the one before has computed already.
import type { Lanes } from './lanes.ts';
import { merged, type Axis } from './normalize.ts';
import { cheapest, type Tile } from './tiling.ts';

/** A part of a contraction: its axes, and where it starts in each tensor, in elements. */
export interface Part {
  readonly axes: readonly Axis[];
  readonly starts: readonly number[];
}

/** Cycles that make a contraction large enough to think about cuts. */
const worthwhile = 2 ** 17;
/** How much tiles may compute twice before cuts are tried, and what a cut must leave of the cycles. */
const tolerated = 1.04;
const remaining = 0.96;
/** Tiles hold so many of an axis: cuts at multiples of these are enough. */
const extents = [3, 4, 5, 8, 12];
/** What one more walk over the operands costs, in bytes a cycle. */
const walked = 16;
/** Cuts that are cut further before the cheapest is known: one may pay only with another. */
const followed = 3;
const hopeful = 1.06;

/**
 * The parts in which the contraction of these axes is cheapest: often a single one, with all of it. It counts as large where
 * all its `runs` together are.
 */
export function cut(lanes: Lanes, axes: readonly Axis[], runs: number): readonly Part[] {
  const known = new Map<string, Omit<Tiled, 'starts'>>();
  const part = (own: readonly Axis[], starts: readonly number[]): Tiled => {
    const key = own.map(({ size, strides }) => `${size}:${strides.join()}`).join(' ');
    const found = known.get(key) ?? { axes: own, tile: cheapest(lanes, own) };
    known.set(key, found);
    return { ...found, starts };
  };
  return search(
    { lanes, part, large: worthwhile / runs },
    part(axes, axes.at(0)?.strides.map(() => 0) ?? []),
    followed,
  );
}

interface Tiled extends Part {
  readonly tile: Tile;
}

interface Search {
  readonly lanes: Lanes;
  readonly part: (axes: readonly Axis[], starts: readonly number[]) => Tiled;
  /** Cycles from which on cuts are tried. */
  readonly large: number;
}

function search(how: Search, whole: Tiled, breadth: number): readonly Tiled[] {
  const { price } = whole.tile;
  const { bytes } = how.lanes;
  if (price < how.large) return [whole];
  const wasteful = wastes(how.lanes, whole.tile);
  if (wasteful.reduce((n, [, waste]) => n * waste, 1) <= tolerated) return [whole];
  const again = ((reach(whole.axes, 0) + reach(whole.axes, 1)) * bytes) / walked;
  const cost = (parts: readonly Tiled[]): number =>
    parts.reduce((n, { tile }) => n + tile.price, (parts.length - 1) * again);
  const limit = price * (breadth > 1 ? hopeful : remaining);
  const axes = breadth > 1 ? whole.axes : wasteful.map(([axis]) => axis);
  const [best] = axes
    .flatMap((axis) => pairs(how, whole, axis))
    .filter((pair) => cost(pair) < limit)
    .toSorted((x, y) => cost(x) - cost(y))
    .slice(0, breadth)
    .map((pair) => pair.flatMap((part) => search(how, part, 1)))
    .toSorted((x, y) => cost(x) - cost(y));
  return best !== undefined && cost(best) < price * remaining ? best : [whole];
}

/** A part in two, in all ways of cutting this axis that tiles suggest. */
function pairs({ part }: Search, { axes, starts }: Tiled, axis: Axis): (readonly Tiled[])[] {
  const { size, summed, strides } = axis;
  if (summed || size * (tolerated - 1) > Math.max(...extents)) return [];
  const within = (start: number, length: number): Tiled =>
    part(
      merged(axes.map((one) => (one === axis ? { ...axis, size: length } : one))),
      starts.map((place, k) => place + start * strides[k]),
    );
  return [...new Set(extents.map((extent) => size - (size % extent)))]
    .filter((at) => at > 0 && at < size)
    .map((at) => [within(0, at), within(at, size - at)]);
}

/** The axes of which tiles that are drawn back compute something again, and how often they compute all. */
function wastes(lanes: Lanes, tile: Tile): (readonly [Axis, number])[] {
  const { lane, along, acrossAxis, across, rowAxis, rows } = tile;
  const held = [
    [lane, lanes.count * along],
    [acrossAxis, across],
    [rowAxis, rows],
  ] as const;
  return held.flatMap(([axis, extent]) => {
    const waste = axis === null ? 1 : (Math.ceil(axis.size / extent) * extent) / axis.size;
    return axis === null || waste === 1 ? [] : [[axis, waste] as const];
  });
}

/** The numbers between the first and the last that are read of an operand. */
const reach = (axes: readonly Axis[], operand: 0 | 1): number =>
  axes.reduce((n, { size, strides }) => n + (size - 1) * Math.abs(strides[operand]), 1);
