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

/** The offset in `tensor` (0 a, 1 b, 2 out, …) of a tile's row and vector. */
export function offset(plan: Plan, tensor: number, row: number, along: number, across: number): number {
  const lane = plan.kind === 'sum' ? null : plan.lane;
  const elements =
    row * stride(plan.rowAxis, tensor) +
    along * plan.lanes.count * stride(lane, tensor) +
    across * stride(plan.acrossAxis, tensor);
  return elements * plan.lanes.bytes;
}

/** The lowest of all offsets in a tensor: 0 unless strides are negative. */
export function lowest(plan: Plan, tensor: number): number {
  let low = 0;
  for (let row = 0; row < plan.rows; row++) {
    vectorsOf(plan, (i, j) => {
      low = Math.min(low, offset(plan, tensor, row, i, j));
    });
  }
  return low;
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
  const table: number[] = [];
  const fill = (depth: number, offsets: readonly number[]): void => {
    const axis = plan.innerSums.at(depth);
    if (axis === undefined || depth === plan.innerSums.length) {
      table.push(...offsets);
      return;
    }
    const size = depth === 0 ? plan.chunk : axis.size;
    for (let k = 0; k < size; k++) {
      fill(
        depth + 1,
        offsets.map((from, n) => from + k * axis.strides[irregular[n]] * plan.lanes.bytes),
      );
    }
  };
  if (irregular.length > 0)
    fill(
      0,
      irregular.map(() => 0),
    );
  return Int32Array.from(table);
}
