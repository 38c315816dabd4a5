// Formulas over vectors: a graph of values, so that a formula reads as on paper.
import type { Code, Local } from '../wasm/code.ts';
import type { Lanes } from './lanes.ts';

/** Writes code that takes its operands (v128) from the stack and leaves the result there. */
export type Emit = (code: Code) => void;

/** A vector of floats or of integers of the same width, or a mask of all ones and all zeros. */
export class Value {
  readonly lanes: Lanes;
  readonly operands: readonly (Value | Detour)[];
  /** Turns the operands on the stack into the value. */
  readonly emit: Emit;

  constructor(lanes: Lanes, operands: readonly (Value | Detour)[], emit: Emit) {
    this.lanes = lanes;
    this.operands = operands;
    this.emit = emit;
  }

  add(y: Value | number): Value {
    return this.float('add', y);
  }
  sub(y: Value | number): Value {
    return this.float('sub', y);
  }
  mul(y: Value | number): Value {
    return this.float('mul', y);
  }
  div(y: Value | number): Value {
    return this.float('div', y);
  }
  /** `y < this ? y : this`: NaN stays, unlike in `y`. */
  atMost(y: Value | number): Value {
    return this.float('pmin', y);
  }
  /** `this < y ? y : this`: NaN stays, unlike in `y`. */
  atLeast(y: Value | number): Value {
    return this.float('pmax', y);
  }
  sqrt(): Value {
    return this.of([this], `${this.lanes.float}.sqrt`);
  }
  trunc(): Value {
    return this.of([this], `${this.lanes.float}.trunc`);
  }
  abs(): Value {
    return this.of([this], `${this.lanes.float}.abs`);
  }
  neg(): Value {
    return this.of([this], `${this.lanes.float}.neg`);
  }

  eq(y: Value | number): Value {
    return this.float('eq', y);
  }
  ne(y: Value | number): Value {
    return this.float('ne', y);
  }
  lt(y: Value | number): Value {
    return this.float('lt', y);
  }
  gt(y: Value | number): Value {
    return this.float('gt', y);
  }
  ge(y: Value | number): Value {
    return this.float('ge', y);
  }

  /** Integer arithmetic on the bits. */
  plus(y: Value | bigint): Value {
    return this.integer('add', y);
  }
  minus(y: Value | bigint): Value {
    return this.integer('sub', y);
  }
  same(y: Value | bigint): Value {
    return this.integer('eq', y);
  }
  shl(count: number): Value {
    return new Value(this.lanes, [this], (code) => code.i32(count).op(`${this.lanes.integer}.shl`));
  }
  shr(count: number): Value {
    return new Value(this.lanes, [this], (code) => code.i32(count).op(`${this.lanes.integer}.shr_u`));
  }

  and(y: Value | bigint): Value {
    return this.of([this, this.bits(y)], 'v128.and');
  }
  or(y: Value | bigint): Value {
    return this.of([this, this.bits(y)], 'v128.or');
  }
  xor(y: Value | bigint): Value {
    return this.of([this, this.bits(y)], 'v128.xor');
  }
  not(): Value {
    return this.of([this], 'v128.not');
  }
  /** The sign bit alone. */
  sign(): Value {
    return this.and(this.lanes.signBit);
  }
  /** As a mask: `yes` where it is set, `no` elsewhere. */
  choose(yes: Value | number, no: Value | number): Value {
    return this.of([this.number(yes), this.number(no), this], 'v128.bitselect');
  }

  /** A constant of this width. */
  like(value: number): Value {
    return new Value(this.lanes, [], (code) => code.v128(this.lanes.floats(value)));
  }

  /** `c0 + c1 x + c2 x² + …` */
  horner(coefficients: readonly number[]): Value {
    return coefficients
      .slice(0, -1)
      .reduceRight<Value>((sum, c) => sum.mul(this).add(c), this.like(coefficients[coefficients.length - 1]));
  }

  private number(y: Value | number): Value {
    return typeof y === 'number' ? this.like(y) : y;
  }
  private bits(y: Value | bigint): Value {
    if (typeof y !== 'bigint') return y;
    return new Value(this.lanes, [], (code) => code.v128(this.lanes.integers(y)));
  }
  private float(op: string, y: Value | number): Value {
    return this.of([this, this.number(y)], `${this.lanes.float}.${op}`);
  }
  private integer(op: string, y: Value | bigint): Value {
    return this.of([this, this.bits(y)], `${this.lanes.integer}.${op}`);
  }
  private of(operands: readonly Value[], instruction: string): Value {
    return new Value(this.lanes, operands, (code) => code.op(instruction));
  }
}

/** Code for rare lanes: runs where any bit of the first operand is set, and may replace the other ones. */
export class Detour {
  readonly operands: readonly Value[];
  /** The operands' locals, once it is written. */
  locals: readonly Local[] = [];
  readonly mend: (code: Code, locals: readonly Local[]) => void;

  constructor(operands: readonly Value[], mend: (code: Code, locals: readonly Local[]) => void) {
    this.operands = operands;
    this.mend = mend;
  }
}

/**
 * The values, mended where `when` is set anywhere: `mend` is given their locals and sets those that change. It reads
 * nothing but these locals.
 */
export function rarely(
  when: Value,
  values: readonly Value[],
  mend: (code: Code, locals: readonly Local[]) => void,
): Value[] {
  const detour = new Detour([...values, when], mend);
  return values.map(({ lanes }, k) => new Value(lanes, [detour], (code) => code.get(detour.locals[k])));
}

/** A function that keeps its operand's sign, from its formula for operands of positive sign. */
export function odd(formula: (x: Value) => Value): (x: Value) => Value {
  return (x) => formula(x.abs()).or(x.sign());
}
