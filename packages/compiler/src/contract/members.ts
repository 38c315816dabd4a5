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

/** The taps of a full block. */
export const tapsOf = ({ innerSums, chunk, kind, lanes }: Plan): number =>
  kind === 'sum'
    ? Math.floor(chunk / lanes.count)
    : innerSums.slice(1).reduce((n, { size }) => n * size, chunk);

/** Bytes of a packed operand at one tap. */
export const packedTap = (plan: Plan, operand: 0 | 1): number =>
  operand === plan.vector ? plan.along * plan.across * 16 : plan.rows * plan.lanes.bytes;

/** How an operand moves from tap to tap: by so many bytes, or irregularly (null: by the table). */
export function tapStep(plan: Plan, operand: 0 | 1): number | null {
  if (operand === plan.vector ? plan.packVector : plan.packSplat) return packedTap(plan, operand);
  if (plan.kind === 'sum') return 16;
  const { innerSums } = plan;
  const regular = innerSums.every((axis, k) => {
    const inner = innerSums[k + 1];
    return inner === undefined || axis.strides[operand] === inner.strides[operand] * inner.size;
  });
  return regular ? stride(innerSums.at(-1) ?? null, operand) * plan.lanes.bytes : null;
}

/** The table of taps: for each tap the offsets of those operands that move irregularly. */
export function tapTable(plan: Plan): Int32Array<ArrayBuffer> {
  const irregular = ([0, 1] as const).filter((operand) => tapStep(plan, operand) === null);
  const table = new Int32Array(irregular.length * tapsOf(plan));
  irregular.forEach((operand, column) => {
    let next = column;
    const fill = (depth: number, from: number): void => {
      if (depth === plan.innerSums.length) {
        table[next] = from;
        next += irregular.length;
        return;
      }
      const { size, strides } = plan.innerSums[depth];
      const step = strides[operand] * plan.lanes.bytes;
      for (let k = 0; k < (depth === 0 ? plan.chunk : size); k++) fill(depth + 1, from + k * step);
    };
    fill(0, 0);
  });
  return table;
}
