// Where the members of a tile lie: constant offsets in bytes from its first element, in each tensor.
import type { Axis } from './normalize.ts';
import type { Plan } from './plan.ts';

/** Calls `visit` for each vector of a tile, along first. */
export function vectorsOf(plan: Plan, visit: (along: number, across: number, index: number) => void): void {
  for (let i = 0, index = 0; i < plan.along; i++) {
    for (let j = 0; j < plan.across; j++) visit(i, j, index++);
  }
}

const stride = (axis: Axis | null, tensor: number): number => axis?.strides[tensor] ?? 0;

/** The offset in `tensor` (0 a, 1 b, 2 out, …) of a tile's row and vector; the last vector ends where the axis ends. */
export function offset(plan: Plan, tensor: number, row: number, along: number, across: number): number {
  const { count } = plan.lanes;
  const lane = plan.kind === 'sum' ? null : plan.lane;
  const place = Math.min(along * count, Math.max(0, (lane?.size ?? 0) - count));
  const elements =
    row * stride(plan.rowAxis, tensor) +
    place * stride(lane, tensor) +
    across * stride(plan.acrossAxis, tensor);
  return elements * plan.lanes.bytes;
}

/** The lowest of all offsets in a tensor: 0 unless strides are negative. */
export function lowest(plan: Plan, tensor: number): number {
  const last = [offset(plan, tensor, plan.rows - 1, 0, 0), offset(plan, tensor, 0, plan.along - 1, 0)];
  return [...last, offset(plan, tensor, 0, 0, plan.across - 1)].reduce((n, far) => n + Math.min(0, far), 0);
}

/** How often a full block walks the axis that runs along lanes, where that one is summed. */
const walksOf = ({ innerSums, chunk }: Plan): number =>
  innerSums.length === 1 ? 1 : innerSums.slice(1, -1).reduce((n, { size }) => n * size, chunk);

/** The taps of a full block; where a summed axis runs along lanes, without those for what no full vector holds. */
export const tapsOf = (plan: Plan): number =>
  plan.kind === 'sum'
    ? walksOf(plan) * tapsInWalk(plan)
    : plan.innerSums.slice(1).reduce((n, { size }) => n * size, plan.chunk);

/** The full vectors of the summed axis that runs along lanes. */
export const tapsInWalk = ({ lane, lanes }: Plan): number => Math.floor((lane?.size ?? 0) / lanes.count);

/** What is left of that axis. */
export const restOf = ({ kind, lane, lanes }: Plan): number =>
  kind === 'sum' && lane !== null ? lane.size % lanes.count : 0;

/** Bytes of a packed operand at one tap. */
export const packedTap = (plan: Plan, operand: 0 | 1): number =>
  operand === plan.vector ? plan.along * plan.across * 16 : plan.rows * plan.lanes.bytes;

/** How an operand moves from tap to tap: by so many bytes, or irregularly (null: by the table). */
export function tapStep(plan: Plan, operand: 0 | 1): number | null {
  if (operand === plan.vector ? plan.packVector : plan.packSplat) return packedTap(plan, operand);
  const { innerSums } = plan;
  const regular = innerSums.every((axis, k) => {
    const inner = innerSums[k + 1];
    return inner === undefined || axis.strides[operand] === inner.strides[operand] * inner.size;
  });
  if (plan.kind === 'sum') return innerSums.length === 1 || (regular && restOf(plan) === 0) ? 16 : null;
  return regular ? stride(innerSums.at(-1) ?? null, operand) * plan.lanes.bytes : null;
}

/** The operands that move irregularly: their offsets stand side by side in the table. */
export const irregular = (plan: Plan): readonly (0 | 1)[] =>
  ([0, 1] as const).filter((operand) => tapStep(plan, operand) === null);

/** The table of taps: for each tap the offsets of those operands that move irregularly, then the same of rests. */
export function tapTable(plan: Plan): Int32Array<ArrayBuffer> {
  const { kind, innerSums, chunk, lanes } = plan;
  const rest = restOf(plan);
  const operands = irregular(plan);
  const taps = tapsOf(plan);
  const table = new Int32Array(operands.length * (taps + (rest > 0 ? walksOf(plan) : 0)));
  operands.forEach((operand, column) => {
    let next = column;
    const write = (from: number): void => {
      table[next] = from;
      next += operands.length;
    };
    const fill = (depth: number, from: number, end: (from: number) => void): void => {
      if (depth === innerSums.length - (kind === 'sum' ? 1 : 0)) return end(from);
      const { size, strides } = innerSums[depth];
      const step = strides[operand] * lanes.bytes;
      for (let k = 0; k < (depth === 0 ? chunk : size); k++) fill(depth + 1, from + k * step, end);
    };
    const full = tapsInWalk(plan);
    fill(0, 0, (from) => {
      if (kind !== 'sum') write(from);
      else for (let k = 0; k < full; k++) write(from + k * 16);
    });
    if (rest > 0) fill(0, 0, (from) => write(from + full * 16 - 16 + rest * lanes.bytes));
  });
  return table;
}
