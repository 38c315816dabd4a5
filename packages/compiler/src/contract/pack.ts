// Packing: an operand's numbers are copied into panels, one for each tile, in the order in which taps read them.
import { Code, type Local } from '../wasm/code.ts';
import { nest, type Loop } from './loops.ts';
import { lowest, offset, packedTap, vectorsOf } from './members.ts';
import type { Plan } from './plan.ts';
import { transpose } from './transpose.ts';

/** `(from, to, chunk)`: packs what `loops` walk over, `chunk` elements of the first summed axis. */
export function packFunction(plan: Plan, operand: 0 | 1, name: string, loops: readonly Loop[]): Code {
  const code = new Code(name, ['i32', 'i32', 'i32']);
  const [from, to, chunk] = code.parameters;
  const panel: Panel = {
    lanes: plan.lanes,
    members: members(plan, operand),
    tap: packedTap(plan, operand),
    read: code.local('i32'),
    write: code.local('i32'),
  };
  const { bytes, count } = plan.lanes;
  const low = lowest(plan, operand);
  const depth = plan.innerSums.length - 1;
  // Tiles that lie side by side are packed together, tap by tap: memory is then read from end to end.
  const beside = operand === plan.vector ? plan.lane : plan.rowAxis;
  const rowwise = beside?.strides[operand] === 1;
  const each = (read: Local, write: Local): void => {
    if (rowwise) nest(code, loops, [read, write], ([source, target]) => copy(code, panel, source, target));
    else copy(code, panel, read, write);
  };
  /** Walks over the summed axis number `level` and those within it; `read` stands at its start. */
  const walk = (level: number): void => {
    const { size, strides } = plan.innerSums[level];
    const step = strides[operand] * bytes;
    const start = code.local('i32');
    const left = code.local('i32');
    code.get(panel.read).set(start);
    if (level === 0) code.get(chunk).set(left);
    else code.i32(size).set(left);
    if (level < depth) {
      code.loop((again) => {
        walk(level + 1);
        code.get(start).i32(step).op('i32.add').tee(start).set(panel.read);
        code.get(left).i32(1).op('i32.sub').tee(left).brIf(again);
      });
    } else {
      if (step === bytes && size >= count && !rowwise) {
        repeat(code, left, count, () => {
          copyTransposed(code, panel);
          advance(code, panel, count, count * step);
        });
      }
      repeat(code, left, 1, () => {
        each(panel.read, panel.write);
        advance(code, panel, 1, step);
      });
    }
    code.release(start, left);
  };
  const start = (source: Local, target: Local): void => {
    code.get(target).set(panel.write);
    code.get(source).i32(low).op('i32.add').set(panel.read);
    if (depth < 0) each(panel.read, panel.write);
    else walk(0);
  };
  if (rowwise) start(from, to);
  else nest(code, loops, [from, to], ([source, target]) => start(source, target));
  return code;
}

interface Panel {
  readonly lanes: Plan['lanes'];
  /** Offsets in bytes of what one tap holds, element by element; null: a zero. */
  readonly members: readonly (number | null)[];
  /** Bytes of a tap. */
  readonly tap: number;
  readonly read: Local;
  readonly write: Local;
}

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

/** `body` while at least `step` are left. */
function repeat(code: Code, left: Local, step: number, body: () => void): void {
  code.block((done) => {
    code.loop((again) => {
      code.get(left).i32(step).op('i32.lt_s').brIf(done);
      body();
      code.get(left).i32(step).op('i32.sub').set(left).br(again);
    });
  });
}

function advance(code: Code, { read, write, tap }: Panel, taps: number, bytes: number): void {
  code.get(read).i32(bytes).op('i32.add').set(read);
  code
    .get(write)
    .i32(taps * tap)
    .op('i32.add')
    .set(write);
}

/** The address of a member, and what remains of its offset for the load. */
function address(code: Code, read: Local, member: number): number {
  code.get(read);
  if (member >= 0) return member;
  code.i32(member).op('i32.add');
  return 0;
}

/** Copies one tap: vectors where members lie side by side, else one after another. */
function copy(code: Code, { lanes, members: list }: Panel, read: Local, write: Local): void {
  const { count, bytes, scalarLoad, scalarStore } = lanes;
  for (let k = 0; k < list.length;) {
    const first = list[k];
    const group = list.slice(k, k + count);
    const whole =
      first !== null && group.length === count && group.every((at, n) => at === first + n * bytes);
    code.get(write);
    if (first === null) {
      if (bytes === 4) code.i32(0);
      else code.i64(0n);
      code.memory(scalarStore, k * bytes);
    } else if (whole) {
      code.memory('v128.load', address(code, read, first), 2).memory('v128.store', k * bytes);
    } else {
      code.memory(scalarLoad, address(code, read, first)).memory(scalarStore, k * bytes);
    }
    k += whole ? count : 1;
  }
}

/** Copies as many taps as a vector has lanes, where taps lie side by side in memory. */
function copyTransposed(code: Code, { lanes, members: list, tap, read, write }: Panel): void {
  const { count, bytes, scalarLoad, scalarStore } = lanes;
  const vectors = Array.from({ length: count }, () => code.local('v128'));
  let k = 0;
  for (; k + count <= list.length; k += count) {
    vectors.forEach((vector, n) => {
      const member = list[k + n];
      if (member === null) code.v128(new Int32Array(4));
      else code.memory('v128.load', address(code, read, member), 2);
      code.set(vector);
    });
    transpose(code, vectors);
    vectors.forEach((vector, n) => {
      code
        .get(write)
        .get(vector)
        .memory('v128.store', n * tap + k * bytes, 2);
    });
  }
  for (; k < list.length; k++) {
    const member = list[k] ?? 0;
    for (let n = 0; n < count; n++) {
      code.get(write).memory(scalarLoad, address(code, read, member) + n * bytes);
      code.memory(scalarStore, n * tap + k * bytes);
    }
  }
  code.release(...vectors);
}
