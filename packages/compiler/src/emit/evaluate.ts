// Expressions as instructions. What does not change in an inner loop is computed outside of it, and what several need
// is computed once.
import { bytesOf } from '../loops/buffer.ts';
import { checksExponent, eachPart, partsOf, type Expression } from '../loops/expression.ts';
import type { Code, Local } from '../wasm/code.ts';
import { checkExponents, noteFailure, type Checks } from './checks.ts';
import { functions } from './functions.ts';
import { moveBy, pushConstant, pushLane, pushLoad, spread } from './lanes.ts';
import type { Nest } from './nest.ts';

/** The parts of a kernel's expressions, by the depth of the loop they change in. */
export class Evaluator {
  private readonly nest: Nest;
  private readonly code: Code;
  private readonly checks: Checks;
  private readonly depths = new Map<Expression, number>();
  private readonly readers = new Map<Expression, number>();
  private readonly ready = new Map<Expression, Local>();
  private readonly rows = new Map<Expression, Local>();
  private readonly order: Expression[] = [];
  private readonly hoisted = new Set<Expression>();
  private readonly inner: number;
  private readonly vector: number;

  /** `roots` are evaluated at depth `inner`, the innermost loop; `vector` is the axis whose elements fill vectors. */
  constructor(nest: Nest, roots: readonly Expression[], inner: number, vector: number, checks: Checks) {
    this.nest = nest;
    this.code = nest.code;
    this.checks = checks;
    this.inner = inner;
    this.vector = vector;
    eachPart(roots, (e) => {
      this.order.push(e);
      this.depths.set(e, this.depthOf(e));
      if ('strides' in e)
        nest.declare(e, e.kind === 'count' ? undefined : e.dtype, e.kind === 'count' ? undefined : e.buffer);
    });
    const read = (e: Expression, depth: number): void => {
      this.readers.set(e, (this.readers.get(e) ?? 0) + 1);
      if (this.depth(e) < depth && e.kind !== 'constant') this.hoisted.add(e);
    };
    for (const e of this.order) for (const part of partsOf(e)) read(part, this.depth(e));
    for (const root of roots) read(root, inner);
  }

  /** Gives `e` a local of the caller's. */
  provide(e: Expression, local: Local): void {
    this.ready.set(e, local);
  }

  /**
   * Writes what changes at `depth` and is used deeper inside, then `body`; outside of all loops, `depth` is -1.
   * `count` is the number of lanes in use.
   */
  at(depth: number, body: () => void, count = 1): void {
    if (depth < this.inner) {
      for (const e of this.order) {
        if (e.kind === 'gather' && this.depth(e.index) === depth && depth < this.vector) this.saveRow(e);
        if (this.depth(e) === depth && this.hoisted.has(e) && !this.ready.has(e)) this.save(e, count);
      }
    }
    body();
    if (depth < this.inner) this.clear(depth);
  }

  /** Pushes the values of `e` in the innermost loop, `count` elements at a time. What is shared stays until `clear`. */
  push(e: Expression, count: number): void {
    const known = this.ready.get(e);
    if (known !== undefined) {
      this.code.get(known);
      return;
    }
    if (e.kind !== 'constant' && (this.readers.get(e) ?? 0) > 1) this.code.get(this.save(e, count));
    else this.compute(e, count);
  }

  /** How to push either half of `e` as the first two lanes; `undefined` where its elements do not lie side by side. */
  halves(e: Expression): ((half: 0 | 1) => void) | undefined {
    const known = this.ready.has(e) || (this.readers.get(e) ?? 0) > 1;
    if (known || e.kind !== 'load' || e.woven !== undefined || e.dtype !== 'float32' || this.step(e) !== 1)
      return undefined;
    const place = this.nest.place(e, e.dtype, e.buffer);
    return (half) => void this.code.memory('v128.load64_zero', place.push(8 * half), 0);
  }

  /** Forgets what was computed at `depth` and deeper: before that body is written again. */
  clear(depth: number = this.inner): void {
    for (const e of this.ready.keys())
      if (e.kind !== 'result' && this.depth(e) >= depth) this.forget(this.ready, e);
    // A gather's row stands still for longer than what is read there.
    for (const e of this.rows.keys()) {
      if (e.kind === 'gather' && this.depth(e.index) >= depth) this.forget(this.rows, e);
    }
  }

  private save(e: Expression, count: number): Local {
    this.compute(e, count);
    const local = this.code.local('v128');
    this.code.set(local);
    this.ready.set(e, local);
    return local;
  }

  private forget(locals: Map<Expression, Local>, e: Expression): void {
    this.code.release(locals.get(e) as Local);
    locals.delete(e);
  }

  private depth(e: Expression): number {
    return this.depths.get(e) as number;
  }

  private depthOf(e: Expression): number {
    if (e.kind === 'result') return this.inner;
    let own = 'strides' in e ? e.strides.findLastIndex((stride) => stride !== 0) : -1;
    if ('woven' in e && e.woven !== undefined && e.woven.step !== 0) own = this.inner;
    return Math.max(own, ...partsOf(e).map((part) => this.depth(part)));
  }

  private compute(e: Expression, count: number): void {
    const { code, nest } = this;
    switch (e.kind) {
      case 'constant':
        return pushConstant(code, e.value, e.dtype);
      case 'load': {
        const place = nest.place(e, e.dtype, e.buffer);
        if (e.woven === undefined) return pushLoad(code, e.dtype, place, this.step(e), count, nest.lanes);
        pushLoad(code, e.dtype, place, 1, nest.lanes, nest.lanes);
        return spread(code, e.dtype, this.cells(e.woven.size).map(([far]) => far)); // prettier-ignore
      }
      case 'count':
        return this.pushCount(e);
      case 'gather':
        return this.pushGather(e, count);
      case 'apply': {
        if (e.op === 'where' && this.pushMasked(e, count)) return;
        for (const arg of e.args) this.push(arg, count);
        if (checksExponent(e)) checkExponents(code, this.checks, count);
        const from = (e.args.at(-1) as Expression).dtype;
        return functions[e.op](code, from, e.dtype);
      }
      case 'result':
        throw new Error('the result of a reduction is not known here');
    }
  }

  /** Pushes a choice between 0 and something as a mask of it; false where neither side is 0. */
  private pushMasked({ args }: Extract<Expression, { kind: 'apply' }>, count: number): boolean {
    const [mask, ...sides] = args;
    const zero = sides.findIndex((side) => side.kind === 'constant' && Object.is(side.value, 0));
    if (zero < 0) return false;
    const other = sides[1 - zero];
    this.push(other, count);
    this.push(mask, count);
    if (other.dtype === 'float64') this.code.op('i64x2.extend_low_i32x4_s');
    this.code.op(zero === 0 ? 'v128.andnot' : 'v128.and');
    return true;
  }

  /** How far an access moves from lane to lane. */
  private step(e: Expression & { readonly strides: readonly number[] }): number {
    return this.depth(e) < this.vector ? 0 : (e.strides[this.vector] ?? 0);
  }

  /** Where the lanes of the vector that is being written stand, of an axis that is two in one. */
  private cells(size: number): (readonly [far: number, near: number])[] {
    const { lanes } = this.nest;
    const first = this.nest.vectorOf(this.vector) * lanes;
    return Array.from({ length: lanes }, (_, k) => [Math.floor((first + k) / size), (first + k) % size]);
  }

  private pushCount(e: Extract<Expression, { kind: 'count' }>): void {
    const { code, nest } = this;
    const step = this.step(e);
    const steps =
      e.woven === undefined
        ? [0, 1, 2, 3].map((lane) => lane * step)
        : this.cells(e.woven.size).map(([far, near]) => far * step + near * (e.woven?.step ?? 0));
    const lanes = [0, 1, 2, 3].map((lane) => e.offset + (steps[lane] ?? 0));
    nest.pushCount(e);
    code.op('i32x4.splat').v128(Int32Array.from(lanes)).op('i32x4.add');
    const float = e.dtype === 'float32' || e.dtype === 'float64';
    if (float) code.op(e.dtype === 'float64' ? 'f64x2.convert_low_i32x4_s' : 'f32x4.convert_i32x4_s');
    const shape = e.dtype === 'float64' ? 'f64x2' : float ? 'f32x4' : 'i32x4';
    if (e.step !== 1) {
      pushConstant(code, e.step, e.dtype);
      code.op(`${shape}.mul`);
    }
    if (e.start !== 0) {
      pushConstant(code, e.start, e.dtype);
      code.op(`${shape}.add`);
    }
  }

  /** Pushes the checked index in `lane` of `indices`, in bytes: one out of bounds is noted, and becomes 0. */
  private pushChecked(indices: Local, lane: number, bound: number, bytes: number): void {
    const { code } = this;
    const index = code.local('i32');
    code.get(indices).lane('i32x4.extract_lane', lane).tee(index).i32(bound).op('i32.ge_u');
    code.if(() => {
      noteFailure(code, this.checks({ kind: 'inside', bound }), index);
      code.i32(0).set(index);
    });
    code.get(index).i32(bytes).op('i32.mul').release(index);
  }

  /** The part of a gather's address that its index makes, where the index stands still in the innermost loop. */
  private saveRow(e: Extract<Expression, { kind: 'gather' }>): void {
    const { code } = this;
    const [indices, row] = [code.local('v128'), code.local('i32')];
    this.push(e.index, 1);
    code.set(indices);
    this.pushChecked(indices, 0, e.bound, e.stride * bytesOf[e.dtype]);
    code.set(row).release(indices);
    this.rows.set(e, row);
  }

  private pushGather(e: Extract<Expression, { kind: 'gather' }>, count: number): void {
    const { code, nest } = this;
    const place = nest.place(e, e.dtype, e.buffer);
    const row = this.rows.get(e);
    if (row !== undefined) {
      const moved = moveBy(code, place, row);
      return pushLoad(code, e.dtype, moved, this.step(e), count, nest.lanes);
    }
    const [indices, byte] = [code.local('v128'), code.local('i32')];
    this.push(e.index, count);
    code.set(indices);
    const step = this.step(e);
    const bytes = bytesOf[e.dtype];
    const vector = code.local('v128');
    pushConstant(code, 0, e.dtype);
    code.set(vector);
    for (let lane = 0; lane < count; lane++) {
      this.pushChecked(indices, lane, e.bound, e.stride * bytes);
      code.set(byte);
      pushLane(code, e.dtype, moveBy(code, place, byte), lane * step * bytes, vector, lane);
      code.set(vector);
    }
    code.get(vector);
    if (e.dtype === 'bool') code.op('i32x4.neg');
    code.release(indices, byte, vector);
  }
}
