// The order of loops made into walks of pointers, and the memory that packed operands and partial sums take.
import type { Loop, Move } from './loops.ts';
import { packedTap, tapsOf } from './members.ts';
import { moves, stepsOf, type Order, type Tiled } from './order.ts';
import type { Plan } from './plan.ts';

/** Loops of `order`; their pointers are vector, splat, out, partial sums, then the epilogue's operands. */
export interface Walks {
  readonly outside: readonly Loop[];
  readonly rowBlocks: readonly Loop[];
  readonly inside: readonly Loop[];
  /** What packs vectors and numbers to splat; the pointers are source and target. */
  readonly packing: readonly [readonly Loop[], readonly Loop[]];
  /** Bytes of partial sums, of packed vectors, of packed numbers. */
  readonly partials: number;
  readonly vectors: number;
  readonly splats: number;
}

const still: Move = { position: 0, step: 0 };

/** The walks of a plan in this order. */
export function walks(plan: Plan, order: Order): Walks {
  const { bytes } = plan.lanes;
  const splat = (1 - plan.vector) as 0 | 1;
  const { inside, rowBlocks, outside } = order;
  const taps = tapsOf(plan);
  const direct = (one: Tiled, tensor: number): Move => ({
    position: one.axis.strides[tensor] * bytes,
    step: 0,
  });
  /** Moves from one piece of `size` bytes to the next, where loops that `has` turns down stay on the same piece. */
  const pieces = (
    size: number,
    loops: readonly Tiled[],
    has: (one: Tiled) => boolean,
  ): { readonly of: ReadonlyMap<Tiled, Move>; readonly bytes: number } => {
    const of = new Map<Tiled, Move>();
    let next = size;
    for (const one of loops.toReversed()) {
      if (!has(one)) continue;
      of.set(one, { position: 0, step: next });
      next *= stepsOf(one);
    }
    return { of, bytes: next };
  };
  const partials = pieces(plan.rows * plan.along * plan.across * 16, [...rowBlocks, ...inside], () => true);
  const panels = ([plan.vector, splat] as const).map((operand) =>
    pieces(taps * packedTap(plan, operand), inside, (one) => moves(one, operand)),
  );
  const packed = [plan.packVector, plan.packSplat];
  const walk = (one: Tiled, within: boolean): Loop => {
    const { axis, extent } = one;
    const operands = [plan.vector, splat].map((operand, k) =>
      packed[k] && within ? (panels[k].of.get(one) ?? still) : direct(one, operand),
    );
    const rest = axis.strides.slice(3).map((_, k) => direct(one, k + 3));
    return {
      size: axis.size,
      extent,
      moves: [...operands, direct(one, 2), partials.of.get(one) ?? still, ...rest],
    };
  };
  const packing = (k: 0 | 1): Loop[] => {
    const operand = k === 0 ? plan.vector : splat;
    return inside
      .filter((one) => moves(one, operand))
      .map((one) => ({
        size: one.axis.size,
        extent: one.extent,
        moves: [direct(one, operand), panels[k].of.get(one) ?? still],
      }));
  };
  return {
    outside: outside.map((one) => walk(one, false)),
    rowBlocks: rowBlocks.map((one) => walk(one, false)),
    inside: inside.map((one) => walk(one, true)),
    packing: [packing(0), packing(1)],
    partials: order.blocks > 1 ? partials.bytes : 0,
    vectors: plan.packVector ? panels[0].bytes : 0,
    splats: plan.packSplat ? Math.ceil(panels[1].bytes / 16) * 16 : 0,
  };
}
