// A loop nest being written: its counters, and the pointers that move with them. Accesses that step alike share one
// pointer; where their buffers lie stands in the instructions.
import type { DType } from '@cotangent/tensor';
import { bytesOf, type Addresses, type Buffer } from '../loops/buffer.ts';
import type { Access } from '../loops/expression.ts';
import type { Code, Local } from '../wasm/code.ts';
import { type Lanes, type Place } from './lanes.ts';
import type { VectorLoop } from './vectorLoop.ts';

type Numbers = readonly number[];

/** A pointer at one depth of the nest: a local, or nothing while it is still 0. */
type Pointer = {
  readonly bytes: Numbers;
  readonly at: (Local | undefined)[];
  readonly start: number;
  /** Bytes from row to row, where a few rows at a time are walked. */
  readonly row: number;
  /** The axis along which it stays where it is for several vectors. */
  readonly woven: number | undefined;
};

/** The loops around the code that is being written, outermost first. */
export class Nest {
  readonly code: Code;
  readonly lanes: Lanes;
  readonly addresses: Addresses;
  private readonly pointers = new Map<string, Pointer>();
  private readonly shifts: number[] = [];

  constructor(code: Code, lanes: Lanes, addresses: Addresses) {
    this.code = code;
    this.lanes = lanes;
    this.addresses = addresses;
  }

  /** Makes the pointers for accesses of this kernel; before any loop begins. */
  declare(access: Access, dtype: DType | undefined, buffer: Buffer | undefined): void {
    this.pointer(access, dtype, buffer);
  }

  /** Sets pointers that do not start at 0. */
  begin(): void {
    for (const pointer of this.pointers.values()) {
      if (pointer.start === 0 && pointer.row === 0) continue;
      const local = this.code.local('i32');
      this.code.i32(pointer.start);
      // The first row is what such kernels are told.
      if (pointer.row !== 0)
        this.code.get(this.code.parameters[0]).i32(pointer.row).op('i32.mul').op('i32.add');
      this.code.set(local);
      pointer.at.push(local);
    }
  }

  /** A loop of `count` steps that move by `stride` along `axis`: `body` is written inside it. */
  loop(axis: number, count: number, step: number, body: () => void): void {
    const moving = this.enter(axis);
    const { code } = this;
    code.for(0, count, step, () => {
      body();
      this.advance(moving, axis, step);
    });
    this.leave(moving);
  }

  /**
   * A loop in vectors with its rest: `body` is written for `unroll` full vectors at a time, for single ones, and for
   * what is left over, as far as each occurs. It is told the lanes in use and which of the vectors it writes. Where it
   * may happen `again` to elements, the last vector ends where the axis does instead.
   */
  vectorLoop(
    axis: number,
    count: number,
    { unroll = 1, block = 1, again = false, ahead }: VectorLoop,
    body: (lanes: number, k: number, vectors: number) => void,
  ): void {
    const { lanes } = this;
    const moving = this.enter(axis);
    const run = (from: number, width: number, until = count): number => {
      const end = until - ((until - from) % width);
      const once = (): void => {
        if (width === lanes * block) body(lanes, 0, block);
        else this.unrolled(axis, width / lanes, lanes, (k) => body(lanes, k, 1));
      };
      if (end - from === width) {
        once();
        if (end < count) this.advance(moving, axis, width);
      } else if (end > from) {
        this.code.for(from, end, width, () => {
          once();
          this.advance(moving, axis, width);
        });
      }
      return end;
    };
    const widest = lanes * Math.max(unroll, block);
    let begun = 0;
    if (ahead !== undefined) {
      const { elements, meet } = ahead;
      begun = count - (count % elements);
      if (begun > 0)
        this.code.for(0, begun, elements, () => {
          meet(elements);
          run(0, widest, elements);
        });
      meet(count - begun);
    }
    const done = run(widest > lanes ? run(begun, widest) : begun, lanes);
    const drawnBack = again && count > lanes && count > done;
    if (drawnBack) this.advance(moving, axis, count - done - lanes);
    if (count > done) body(drawnBack ? lanes : count - done, 0, 1);
    this.leave(moving);
  }

  /**
   * A loop along an axis that is two woven into one, `size` vectors at a time: those belong to as many places as a
   * vector has lanes. `body` is told the lanes in use.
   */
  wovenLoop(axis: number, count: number, size: number, body: (lanes: number) => void): void {
    const { lanes } = this;
    const width = lanes * size;
    const moving = this.enter(axis);
    const rest = count % width;
    const vectors = (cells: number): void =>
      this.unrolled(axis, Math.ceil(cells / lanes), lanes, (k) => body(Math.min(lanes, cells - k * lanes)));
    if (count > rest) {
      this.code.for(0, count - rest, width, () => {
        vectors(width);
        this.advance(moving, axis, width);
      });
    }
    vectors(rest);
    this.leave(moving);
  }

  /** The number of the vector that is being written, of those written out along `axis`. */
  vectorOf(axis: number): number {
    return (this.shifts[axis] ?? 0) / this.lanes;
  }

  /** Writes what follows for elements so far along `axis` from where the loops stand. */
  shift(axis: number, by: number): void {
    this.shifts[axis] = by;
  }

  /** A loop written out: `body` once for every step, which costs no counter and no pointer. */
  unrolled(axis: number, count: number, step: number, body: (k: number) => void): void {
    for (let k = 0; k < count; k++) {
      this.shifts[axis] = k * step;
      body(k);
    }
    this.shifts[axis] = 0;
  }

  /** The place of an element: address and offset for the instructions. */
  place(access: Access, dtype: DType, buffer: Buffer): Place {
    const pointer = this.pointer(access, dtype, buffer);
    const absolute = pointer.start !== 0;
    const own = absolute ? 0 : this.addresses(buffer) + access.offset * bytesOf[dtype];
    const base = own + this.shifted(pointer);
    const local = pointer.at.at(-1);
    return {
      push: (displacement) => {
        const offset = base + displacement;
        if (local === undefined) this.code.i32(0);
        else this.code.get(local);
        if (offset >= 0) return offset;
        this.code.i32(offset).op('i32.add');
        return 0;
      },
    };
  }

  /** Pushes what a count stands at: Σ index · stride, without its offset. */
  pushCount(access: Access): void {
    const pointer = this.pointer(access, undefined, undefined);
    const local = pointer.at.at(-1);
    this.code.i32(this.shifted(pointer));
    if (local !== undefined) this.code.get(local).op('i32.add');
  }

  private shifted({ bytes, woven }: Pointer): number {
    return this.shifts.reduce(
      (sum, shift, axis) => sum + (axis === woven ? 0 : (shift ?? 0) * (bytes[axis] ?? 0)),
      0,
    );
  }

  private pointer(
    { strides, offset, woven, row = 0 }: Access,
    dtype: DType | undefined,
    buffer: Buffer | undefined,
  ): Pointer {
    const width = dtype === undefined ? 1 : bytesOf[dtype];
    const backwards = buffer !== undefined && (row < 0 || strides.some((stride) => stride < 0));
    const start = backwards ? this.addresses(buffer) + offset * width : 0;
    const last = strides.length - 1;
    const bytes = strides.map((stride, axis) => (stride * width) / (axis === last ? (woven?.size ?? 1) : 1));
    const key = `${bytes.join()}@${start} ${row * width} ${woven?.size}`;
    const known = this.pointers.get(key);
    if (known !== undefined) return known;
    const pointer: Pointer = { bytes, at: [], start, row: row * width, woven: woven && last };
    this.pointers.set(key, pointer);
    return pointer;
  }

  /** Copies the pointers that move along `axis`. */
  private enter(axis: number): readonly Pointer[] {
    const { code } = this;
    const moving = [...this.pointers.values()].filter(({ bytes }) => (bytes[axis] ?? 0) !== 0);
    for (const { at } of moving) {
      const outer = at.at(-1);
      const inner = code.local('i32');
      if (outer === undefined) code.i32(0);
      else code.get(outer);
      code.set(inner);
      at.push(inner);
    }
    return moving;
  }

  private advance(moving: readonly Pointer[], axis: number, step: number): void {
    for (const { at, bytes } of moving) {
      const local = at[at.length - 1] as Local;
      this.code
        .get(local)
        .i32(bytes[axis] * step)
        .op('i32.add')
        .set(local);
    }
  }

  private leave(moving: readonly Pointer[]): void {
    for (const { at } of moving) this.code.release(at.pop() as Local);
  }
}
