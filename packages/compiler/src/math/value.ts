// Formulas over vectors: a graph of values that is written to a function's body in one go, so that a formula reads as
// on paper while what is used twice is computed once and locals come and go by themselves.
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

/** The value of a local. */
export function read(lanes: Lanes, local: Local): Value {
  return new Value(lanes, [], (code) => code.get(local));
}

/** Writes the value's code: its result is left on the stack. */
export function write(code: Code, root: Value): void {
  const uses = new Map<Value | Detour, number>();
  const count = (node: Value | Detour): void => {
    const before = uses.get(node) ?? 0;
    uses.set(node, before + 1);
    if (before === 0) node.operands.forEach(count);
  };
  count(root);
  const kept = new Map<Value | Detour, Local>();
  const detours: Detour[] = [];
  const visit = (node: Value | Detour): void => {
    const rest = (uses.get(node) ?? 0) - 1;
    uses.set(node, rest);
    if (node instanceof Detour) {
      if (!detours.includes(node)) detour(node);
      return;
    }
    const known = kept.get(node);
    if (known !== undefined) {
      code.get(known);
      if (rest === 0) code.release(known);
      return;
    }
    node.operands.forEach(visit);
    node.emit(code);
    if (rest === 0 || node.operands.length === 0) return;
    const local = code.local('v128');
    kept.set(node, local);
    code.tee(local);
  };
  const detour = (node: Detour): void => {
    detours.push(node);
    node.operands.forEach(visit);
    node.locals = node.operands.slice(0, -1).map(() => code.local('v128'));
    code.op('v128.any_true');
    const any = code.local('i32');
    code.set(any);
    for (const local of node.locals.toReversed()) code.set(local);
    code.get(any).if(() => node.mend(code, node.locals));
    code.release(any);
  };
  visit(root);
  for (const { locals } of detours) code.release(...locals);
}

/** What a formula of one operand writes. */
export function unary(lanes: Lanes, formula: (x: Value) => Value): Emit {
  return (code) => {
    const x = code.local('v128');
    code.set(x);
    write(code, formula(read(lanes, x)));
    code.release(x);
  };
}

/** What a formula of two operands writes. */
export function binary(lanes: Lanes, formula: (x: Value, y: Value) => Value): Emit {
  return (code) => {
    const [x, y] = [code.local('v128'), code.local('v128')];
    code.set(y).set(x);
    write(code, formula(read(lanes, x), read(lanes, y)));
    code.release(x, y);
  };
}

/** A function that keeps its operand's sign, from its formula for operands of positive sign. */
export function odd(formula: (x: Value) => Value): (x: Value) => Value {
  return (x) => formula(x.abs()).or(x.sign());
}
