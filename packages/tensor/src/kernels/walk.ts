// How strided operands are walked together: axes ordered by memory and merged, then one inner loop a row.
// The inner loops are monomorphic functions, so the engine compiles them tightly.

/** Where an operand's elements lie. */
export interface Layout {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Runs over `n` elements: `at[k]` is where operand k starts, `step[k]` how far apart its elements lie. */
export type Inner = (n: number, at: readonly number[], step: readonly number[]) => void;

/** The axes of `shape` from the outermost in memory to the innermost, by the first operand that can tell. */
export function memoryOrder(shape: readonly number[], operands: readonly Layout[]): number[] {
  const order: number[] = [];
  for (let axis = 0; axis < shape.length; axis++) {
    let place = order.length;
    while (place > 0 && inside(order[place - 1], axis, operands)) place--;
    order.splice(place, 0, axis);
  }
  return order;
}

/** Whether axis `a` moves through memory in smaller steps than axis `b`. */
function inside(a: number, b: number, operands: readonly Layout[]): boolean {
  for (const { strides } of operands) {
    const stepA = Math.abs(strides[a]);
    const stepB = Math.abs(strides[b]);
    if (stepA !== 0 && stepB !== 0 && stepA !== stepB) return stepA < stepB;
  }
  return false;
}

/**
 * Walks all operands over `shape`, in `order` (row-major unless given), calling `inner` on the longest runs that
 * all of them cover in even steps.
 */
export function walk(
  shape: readonly number[],
  operands: readonly Layout[],
  inner: Inner,
  order?: readonly number[],
): void {
  const count = operands.length;
  const sizes: number[] = [];
  const steps: number[][] = [];
  for (let i = 0; i < shape.length; i++) {
    const axis = order === undefined ? i : order[i];
    const n = shape[axis];
    if (n === 0) return;
    if (n === 1) continue;
    const last = sizes.length - 1;
    if (last >= 0 && mergeable(steps[last], operands, axis, n)) {
      sizes[last] *= n;
      for (let k = 0; k < count; k++) steps[last][k] = operands[k].strides[axis];
    } else {
      sizes.push(n);
      steps.push(operands.map((operand) => operand.strides[axis]));
    }
  }
  const at = operands.map((operand) => operand.offset);
  const depth = sizes.length - 1;
  if (depth < 0) inner(1, at, new Array<number>(count).fill(0));
  else if (depth === 0) inner(sizes[0], at, steps[0]);
  else odometer(sizes, steps, at, inner);
}

function mergeable(outer: readonly number[], operands: readonly Layout[], axis: number, n: number): boolean {
  for (let k = 0; k < operands.length; k++) if (outer[k] !== operands[k].strides[axis] * n) return false;
  return true;
}

function odometer(sizes: readonly number[], steps: readonly number[][], at: number[], inner: Inner): void {
  const depth = sizes.length - 1;
  const index = new Array<number>(depth).fill(0);
  for (;;) {
    inner(sizes[depth], at, steps[depth]);
    let axis = depth - 1;
    for (; axis >= 0; axis--) {
      const step = steps[axis];
      if (++index[axis] < sizes[axis]) {
        for (let k = 0; k < at.length; k++) at[k] += step[k];
        break;
      }
      index[axis] = 0;
      for (let k = 0; k < at.length; k++) at[k] -= step[k] * (sizes[axis] - 1);
    }
    if (axis < 0) return;
  }
}
