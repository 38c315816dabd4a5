// The order of loops over tiles, chosen so that what inner loops read again stays in the caches.
import type { Axis } from './normalize.ts';
import type { Plan } from './plan.ts';

/** An output axis, walked in steps of `extent` elements that belong to one tile or block. */
export interface Tiled {
  readonly axis: Axis;
  readonly extent: number;
}

/** Loops from the outermost to the innermost. */
export interface Order {
  /** Outside of the sum: each step makes all of its sums. */
  readonly outside: readonly Tiled[];
  /** Blocks of the summed axes. */
  readonly blocks: number;
  /** Rows in blocks. */
  readonly rowBlocks: readonly Tiled[];
  readonly inside: readonly Tiled[];
}

/** Bytes that may stay in the first and in the second cache, with room for what streams through. */
const near = 96 * 1024;
const far = 256 * 1024;

/** Is this operand another one at the next step? */
export const moves = ({ axis }: Tiled, operand: 0 | 1): boolean => axis.strides[operand] !== 0;

/** The steps of a walk. */
export const stepsOf = ({ axis, extent }: Tiled): number => Math.ceil(axis.size / extent);

/** The order for a plan. */
export function order(plan: Plan): Order {
  const { vector } = plan;
  const splat = (1 - vector) as 0 | 1;
  const all = tiled(plan).filter((one) => stepsOf(one) > 1);
  const columns = all
    .filter((one) => moves(one, vector) && (!moves(one, splat) || one.axis === plan.lane))
    .toSorted(farthest(vector));
  const rows = all.filter((one) => moves(one, splat) && !moves(one, vector)).toSorted(farthest(splat));
  const outside = all.filter((one) => !columns.includes(one) && !rows.includes(one));
  const [first] = plan.innerSums;
  const blocks = plan.outerSums.reduce(
    (n, { size }) => n * size,
    first === undefined ? 1 : Math.ceil(first.size / plan.chunk),
  );
  // Whole images and the like stay outside of the sum, which keeps partial sums few.
  if (blocks > 1 && !plan.packVector && !plan.packSplat) {
    outside.push(...columns.splice(0, columns.length - 2));
  }
  let inner = columns.length;
  while (inner > 0 && footprint(plan, vector, columns.slice(inner - 1)) <= near) inner--;
  const limit = inner === columns.length ? far : plan.packSplat ? 4 * far : Infinity;
  const [rowBlocks, rest] = inBlocks(plan, rows, limit);
  return {
    outside,
    blocks,
    rowBlocks,
    inside: [...columns.slice(0, inner), ...rest, ...columns.slice(inner)],
  };
}

/** The output's axes with the part of each that one tile holds. */
function tiled(plan: Plan): Tiled[] {
  const extentOf = (axis: Axis): number => {
    if (axis === plan.lane) return Math.min(axis.size, plan.width * plan.along);
    if (axis === plan.acrossAxis) return plan.across;
    return axis === plan.rowAxis ? plan.rows : 1;
  };
  return plan.axes.filter(({ summed }) => !summed).map((axis) => ({ axis, extent: extentOf(axis) }));
}

const farthest =
  (operand: 0 | 1) =>
  (x: Tiled, y: Tiled): number =>
    Math.abs(y.axis.strides[operand]) - Math.abs(x.axis.strides[operand]);

/** Bytes that a block of taps reads of an operand within these loops. */
function footprint(plan: Plan, operand: 0 | 1, loops: readonly Tiled[]): number {
  const { innerSums, chunk, lanes } = plan;
  const sums = innerSums.map((axis, k) => (k === 0 ? { ...axis, size: chunk } : axis));
  let numbers = 1;
  let reach = 1;
  for (const { size, strides } of [...loops.map(({ axis }) => axis), ...sums]) {
    if (strides[operand] === 0) continue;
    numbers *= size;
    reach += (size - 1) * Math.abs(strides[operand]);
  }
  return Math.min(numbers, reach) * lanes.bytes;
}

/** Many rows are walked in blocks of at most `limit` bytes, block by block over all columns. */
function inBlocks(
  plan: Plan,
  rows: readonly Tiled[],
  limit: number,
): readonly [readonly Tiled[], readonly Tiled[]] {
  const tile = rows.find(({ axis }) => axis === plan.rowAxis);
  const blocks = Math.ceil(footprint(plan, (1 - plan.vector) as 0 | 1, rows) / limit);
  if (tile === undefined || blocks <= 1) return [[], rows];
  const { axis, extent } = tile;
  const size = Math.min(axis.size, Math.ceil(axis.size / blocks / extent) * extent);
  const within = { axis: { ...axis, size }, extent };
  return [[{ axis, extent: size }], rows.map((one) => (one === tile ? within : one))];
}
