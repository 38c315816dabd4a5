// A finished tile leaves its registers: sums of lanes where lanes were summed, the epilogue, then whole vectors or
// single lanes.
import type { Code, Local } from '../wasm/code.ts';
import { lowest, offset, vectorsOf } from './members.ts';
import type { Plan } from './plan.ts';
import type { Epilogue } from './spec.ts';

/** Stores `sums` at `out`; `pointers` are those of the output and of the epilogue's operands. */
export function store(
  code: Code,
  plan: Plan,
  sums: readonly Local[],
  pointers: readonly Local[],
  epilogue: Epilogue | undefined,
): void {
  const { lanes, kind } = plan;
  const used = kind === 'column' || kind === 'batch' ? plan.width : 1;
  const bases = pointers.map((pointer, k) => {
    const low = lowest(plan, k + 2);
    if (low === 0) return { pointer, low };
    const base = code.local('i32');
    code.get(pointer).i32(low).op('i32.add').set(base);
    return { pointer: base, low };
  });
  const strideOf = (tensor: number): number =>
    (used === 1 ? 0 : (plan.lane?.strides[tensor] ?? 0)) * lanes.bytes;
  const scratch = code.local('v128');
  const address = code.local('i32');
  for (let row = 0; row < plan.rows; row++) {
    vectorsOf(plan, (i, j, index) => {
      const sum = sums[row * plan.along * plan.across + index];
      const at = (k: number): number => offset(plan, k + 2, row, i, j) - bases[k].low;
      /** The address of a lane: its own offset may not be negative. */
      const lane = (k: number, n: number): number => {
        const stride = strideOf(k + 2);
        code.get(bases[k].pointer);
        if (stride >= 0) return at(k) + n * stride;
        code.i32(at(k) + n * stride).op('i32.add');
        return 0;
      };
      const load = (operand: number): void => {
        const k = operand + 1;
        const stride = strideOf(k + 2);
        if (stride === 0) {
          code.get(bases[k].pointer).memory(lanes.splat, at(k));
          return;
        }
        if (stride === lanes.bytes && used === lanes.count) {
          code.get(bases[k].pointer).memory('v128.load', at(k), 2);
          return;
        }
        code.v128(new Int32Array(4)).set(scratch);
        for (let n = 0; n < used; n++) {
          const from = lane(k, n);
          code.get(scratch).memoryLane(lanes.loadLane, n, from).set(scratch);
        }
        code.get(scratch);
      };
      if (kind === 'sum') addLanes(code, plan, sum);
      if (epilogue !== undefined) {
        code.get(sum);
        epilogue.emit(code, load);
        code.set(sum);
      }
      if (strideOf(2) === lanes.bytes && used === lanes.count) {
        code.get(bases[0].pointer).get(sum).memory('v128.store', at(0), 2);
        return;
      }
      for (let n = 0; n < used; n++) {
        const to = lane(0, n);
        code.get(sum).memoryLane(lanes.storeLane, n, to);
      }
    });
  }
  code.release(scratch, address, ...bases.map(({ pointer }) => pointer).filter((p) => !pointers.includes(p)));
}

/** Each lane becomes the sum of all: halves first, then neighbors. */
function addLanes(code: Code, { lanes }: Plan, sum: Local): void {
  const bytes = [...Array(16).keys()];
  for (let half = 8; half >= lanes.bytes; half /= 2) {
    code.get(sum).get(sum).get(sum);
    code.shuffle(bytes.map((byte) => (byte + half) % 16));
    code.op(lanes.add).set(sum);
  }
}
