// The order of loops, chosen so that what an inner loop reads again stays in the caches.
import { steps, type Loop } from './loops.ts';
import { packedTap, tapsOf } from './members.ts';
import type { Axis } from './normalize.ts';
import type { Plan } from './plan.ts';

/** An output axis, walked in steps of `extent` elements that belong to one tile. */
interface Tiled {
  readonly axis: Axis;
  readonly extent: number;
}

/** The output's axes with the part of each that one tile holds. */
function tiled(plan: Plan): Tiled[] {
  const extentOf = (axis: Axis): number => {
    if (axis === plan.lane) return plan.width * plan.along;
    if (axis === plan.acrossAxis) return plan.across;
    return axis === plan.rowAxis ? plan.rows : 1;
  };
  return plan.axes.filter(({ summed }) => !summed).map((axis) => ({ axis, extent: extentOf(axis) }));
}

/** Loops in their order: outside of the summed axes, and inside of them. */
export interface Order {
  readonly outside: readonly Loop[];
  readonly inside: readonly Loop[];
  /** Blocks of the summed axes. */
  readonly blocks: number;
  /** Bytes of partial sums, of packed vectors, of packed numbers to splat. */
  readonly partials: number;
  readonly vectors: number;
  readonly splats: number;
  /** The loops that pack each of them: pointers are source and target. */
  readonly packing: readonly [readonly Loop[], readonly Loop[]];
}

const count = ({ axis, extent }: Tiled): number => Math.ceil(axis.size / extent);

const near = 96 * 1024;
const far = 256 * 1024;

/** Pointers move in this order: vector, splat, out, partial sums, the epilogue's operands. */
export function order(plan: Plan): Order {
  const splat = (1 - plan.vector) as 0 | 1;
  const all = tiled(plan).filter((one) => count(one) > 1);
  const moves = ({ axis }: Tiled, operand: 0 | 1): boolean => axis.strides[operand] !== 0;
  const farthest =
    (operand: 0 | 1) =>
    (x: Tiled, y: Tiled): number =>
      Math.abs(y.axis.strides[operand]) - Math.abs(x.axis.strides[operand]);
  const columns = all.filter(
    (one) => moves(one, plan.vector) && (!moves(one, splat) || one.axis === plan.lane),
  );
  const rows = all.filter((one) => moves(one, splat) && !moves(one, plan.vector)).toSorted(farthest(splat));
  const batch = all.filter((one) => !columns.includes(one) && !rows.includes(one));
  columns.sort(farthest(plan.vector));
  const [first] = plan.innerSums;
  const blocks = plan.outerSums.reduce(
    (n, { size }) => n * size,
    first === undefined ? 1 : Math.ceil(first.size / plan.chunk),
  );
  // Whole images and the like stay outside of the sum, which keeps partial sums few.
  const outer: Tiled[] = [...batch];
  if (blocks > 1 && !plan.packVector && !plan.packSplat) {
    while (columns.length > 2) outer.push(columns.shift() as Tiled);
  }
  let inner = columns.length;
  while (inner > 0 && footprint(plan, plan.vector, columns.slice(inner - 1)) <= near) inner--;
  const nested: Tiled[] = [...columns.slice(0, inner), ...rows, ...columns.slice(inner)];
  if (inner === columns.length) splitRows(plan, nested, rows, splat);
  const inside = movesOf(plan, nested);
  const packing = (which: 0 | 1): Loop[] =>
    nested.flatMap((one, k) => {
      const operand = which === 0 ? plan.vector : splat;
      if (!moves(one, operand)) return [];
      const { size, extent, moves: target } = inside[k];
      const source = { position: one.axis.strides[operand] * plan.lanes.bytes, step: 0 };
      return [{ size, extent, moves: [source, target[which]] }];
    });
  const product = (list: readonly Tiled[]): number => list.reduce((n, one) => n * count(one), 1);
  const taps = tapsOf(plan);
  return {
    outside: outer.map(({ axis, extent }) => ({
      size: axis.size,
      extent,
      moves: [plan.vector, splat, 2, null, ...axis.strides.keys()].flatMap((tensor, k) =>
        k > 3 && (tensor ?? 0) < 3
          ? []
          : [{ position: tensor === null ? 0 : axis.strides[tensor] * plan.lanes.bytes, step: 0 }],
      ),
    })),
    inside,
    blocks,
    partials: blocks > 1 ? product(nested) * partialBytes(plan) : 0,
    vectors: plan.packVector
      ? product(nested.filter((one) => moves(one, plan.vector))) * taps * packedTap(plan, plan.vector)
      : 0,
    packing: [packing(0), packing(1)],
    splats: plan.packSplat
      ? product(nested.filter((one) => moves(one, splat))) * taps * packedTap(plan, splat)
      : 0,
  };
}

const partialBytes = (plan: Plan): number => plan.rows * plan.along * plan.across * 16;

/** Bytes that a block of taps reads of an operand within these loops. */
function footprint(plan: Plan, operand: 0 | 1, loops: readonly Tiled[]): number {
  const axes: { size: number; stride: number }[] = [...loops.map(({ axis }) => axis), ...plan.innerSums].map(
    (axis, k, list) => ({
      size: k === list.length - plan.innerSums.length ? Math.min(axis.size, plan.chunk) : axis.size,
      stride: Math.abs(axis.strides[operand]),
    }),
  );
  let numbers = 1;
  let reach = 1;
  for (const { size, stride } of axes) {
    if (stride === 0) continue;
    numbers *= size;
    reach += (size - 1) * stride;
  }
  return Math.min(numbers, reach) * plan.lanes.bytes;
}

/** Many rows are walked in blocks that stay in the second cache, block by block over all columns. */
function splitRows(plan: Plan, nested: Tiled[], rows: readonly Tiled[], splat: 0 | 1): void {
  const tile = rows.find(({ axis }) => axis === plan.rowAxis);
  if (tile === undefined) return;
  const blocks = Math.ceil(footprint(plan, splat, rows) / far);
  if (blocks <= 1) return;
  const { size } = tile.axis;
  const extent = Math.min(size, Math.ceil(size / blocks / tile.extent) * tile.extent);
  nested.splice(nested.indexOf(tile), 1, {
    axis: { ...tile.axis, size: extent } as Axis,
    extent: tile.extent,
  });
  nested.unshift({ axis: tile.axis, extent });
}

function movesOf(plan: Plan, nested: readonly Tiled[]): Loop[] {
  const { bytes } = plan.lanes;
  const splat = (1 - plan.vector) as 0 | 1;
  const taps = tapsOf(plan);
  const packed = [plan.packVector, plan.packSplat];
  const next = [packedTap(plan, plan.vector) * taps, packedTap(plan, splat) * taps, 0, partialBytes(plan)];
  return nested
    .toReversed()
    .map(({ axis, extent }): Loop => {
      const { size, strides } = axis;
      const operand = [plan.vector, splat].map((which, k) => {
        if (!packed[k]) return { position: strides[which] * bytes, step: 0 };
        if (strides[which] === 0) return { position: 0, step: 0 };
        const step = next[k];
        next[k] *= steps({ size, extent });
        return { position: 0, step };
      });
      const partial = { position: 0, step: next[3] };
      next[3] *= steps({ size, extent });
      const rest = strides.slice(2).map((stride) => ({ position: stride * bytes, step: 0 }));
      return { size, extent, moves: [...operand, rest[0], partial, ...rest.slice(1)] };
    })
    .toReversed();
}
