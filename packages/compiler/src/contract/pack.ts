// Packing: an operand's numbers are copied into panels, one for each tile, in the order in which taps read them.
import { Code, type Local } from '../wasm/code.ts';
import { nest, type Loop } from './loops.ts';
import { lowest, offset, packedTap, vectorsOf } from './members.ts';
import type { Plan } from './plan.ts';

/** `(from, to, chunk)`: packs what `loops` walk over, `chunk` elements of the first summed axis. */
export function packFunction(plan: Plan, operand: 0 | 1, name: string, loops: readonly Loop[]): Code {
  const code = new Code(name, ['i32', 'i32', 'i32']);
  const [from, to, chunk] = code.parameters;
  const offsets = members(plan, operand);
  const low = lowest(plan, operand);
  nest(code, loops, [from, to], ([source, target]) => {
    const write = code.local('i32');
    code.get(target).set(write);
    const walk = (depth: number, read: Local): void => {
      const axis = plan.innerSums.at(depth);
      if (axis === undefined || depth === plan.innerSums.length) {
        copy(code, plan, offsets, read, write);
        code.get(write).i32(packedTap(plan, operand)).op('i32.add').set(write);
        return;
      }
      const next = code.local('i32');
      const left = code.local('i32');
      code.get(read).set(next);
      if (depth === 0) code.get(chunk).set(left);
      else code.i32(axis.size).set(left);
      code.loop((again) => {
        walk(depth + 1, next);
        code
          .get(next)
          .i32(axis.strides[operand] * plan.lanes.bytes)
          .op('i32.add')
          .set(next);
        code.get(left).i32(1).op('i32.sub').tee(left).brIf(again);
      });
      code.release(next, left);
    };
    const read = code.local('i32');
    code.get(source).i32(low).op('i32.add').set(read);
    walk(0, read);
    code.release(write, read);
  });
  return code;
}

/** Offsets in bytes of what one tap of a panel holds, element by element; null: a zero. */
function members(plan: Plan, operand: 0 | 1): (number | null)[] {
  const low = lowest(plan, operand);
  const list: (number | null)[] = [];
  if (operand === plan.vector) {
    const stride = (plan.lane?.strides[operand] ?? 0) * plan.lanes.bytes;
    vectorsOf(plan, (i, j) => {
      const start = offset(plan, operand, 0, i, j) - low;
      for (let n = 0; n < plan.lanes.count; n++) list.push(n < plan.width ? start + n * stride : null);
    });
  } else {
    for (let row = 0; row < plan.rows; row++) list.push(offset(plan, operand, row, 0, 0) - low);
  }
  return list;
}

function copy(code: Code, plan: Plan, offsets: readonly (number | null)[], read: Local, write: Local): void {
  const { count, bytes, scalarLoad, scalarStore } = plan.lanes;
  for (let k = 0; k < offsets.length;) {
    const first = offsets[k];
    const whole =
      first !== null &&
      first >= 0 &&
      k + count <= offsets.length &&
      Array.from({ length: count }, (_, n) => offsets[k + n] === first + n * bytes).every(Boolean);
    code.get(write);
    if (whole) {
      code
        .get(read)
        .memory('v128.load', first, 2)
        .memory('v128.store', k * bytes);
      k += count;
      continue;
    }
    if (first === null) {
      if (bytes === 4) code.i32(0);
      else code.i64(0n);
    } else if (first >= 0) code.get(read).memory(scalarLoad, first);
    else code.get(read).i32(first).op('i32.add').memory(scalarLoad);
    code.memory(scalarStore, k * bytes);
    k++;
  }
}
