// What elementwise primitives mean on vectors: operands are on the stack in their dtype's form, the result is left.
import type { DType } from '@cotangent/tensor';
import { math, type MathName } from '../math/index.ts';
import type { Code, Local } from '../wasm/code.ts';
import { narrowMask, pushConstant } from './lanes.ts';

type Emit = (code: Code) => void;
/** `from` is the dtype of the operands (of the last, where there is a mask), `to` that of the result. */
type EmitTyped = (code: Code, from: DType, to: DType) => void;

const op =
  (...names: readonly string[]): Emit =>
  (code) => {
    for (const name of names) code.op(name);
  };
const isFloat = (dtype: DType): dtype is 'float32' | 'float64' => dtype === 'float32' || dtype === 'float64';
const shapeOf = (dtype: DType): 'f32x4' | 'f64x2' | 'i32x4' =>
  dtype === 'float64' ? 'f64x2' : dtype === 'float32' ? 'f32x4' : 'i32x4';

/** Keeps uint8 in its range: arithmetic wraps around. */
const wrapped =
  (emit: EmitTyped): EmitTyped =>
  (code, from, to) => {
    emit(code, from, to);
    if (to === 'uint8') code.v128(new Int32Array(4).fill(255)).op('v128.and');
  };

/** One instruction that all number types have. */
const arithmetic = (name: string): EmitTyped => wrapped((code, from) => code.op(`${shapeOf(from)}.${name}`));

/** A comparison, as a mask of 32 bits. Masks compare the other way round: true is -1. */
const comparison =
  (floats: string, integers: string, masks: string): EmitTyped =>
  (code, from) => {
    if (isFloat(from)) code.op(`${shapeOf(from)}.${floats}`);
    else code.op(`i32x4.${from === 'bool' ? masks : integers}`);
    if (from === 'float64') narrowMask(code);
  };

/** Calls `scalar` for each lane: (i32, i32) → i32, operands and result on the stack. */
function perLane(code: Code, scalar: (a: Local, b: Local) => void): void {
  const [x, y, z] = [code.local('v128'), code.local('v128'), code.local('v128')];
  const [a, b] = [code.local('i32'), code.local('i32')];
  code.set(y).set(x).get(x).set(z);
  for (let lane = 0; lane < 4; lane++) {
    code.get(x).lane('i32x4.extract_lane', lane).set(a).get(y).lane('i32x4.extract_lane', lane).set(b);
    code.get(z);
    scalar(a, b);
    code.lane('i32x4.replace_lane', lane).set(z);
  }
  code.get(z).release(x, y, z, a, b);
}

/** `x rem y` of integers; 0 where y is 0, as NaN becomes in an integer. */
function integerRemainder(code: Code): void {
  perLane(code, (a, b) => {
    const safe = code.local('i32');
    code.get(b).i32(1).get(b).op('select').set(safe);
    code.get(a).get(safe).op('i32.rem_s').i32(0).get(b).op('select');
    code.release(safe);
  });
}

/** `xʸ` of integers by squaring, wrapping around; exponents are at least 0. */
function integerPower(code: Code): void {
  perLane(code, (x, y) => {
    const result = code.local('i32');
    code.i32(1).set(result);
    code.block((done) => {
      code.loop((again) => {
        code.get(y).op('i32.eqz').brIf(done);
        code
          .get(result)
          .get(x)
          .op('i32.mul')
          .get(result)
          .get(y)
          .i32(1)
          .op('i32.and')
          .op('select')
          .set(result);
        code.get(x).get(x).op('i32.mul').set(x).get(y).i32(1).op('i32.shr_u').set(y).br(again);
      });
    });
    code.get(result).release(result);
  });
}

function sign(code: Code, from: DType): void {
  const x = code.local('v128');
  code.set(x);
  const zero = (): void => pushConstant(code, 0, from);
  if (!isFloat(from)) {
    code.get(x);
    zero();
    code.op('i32x4.lt_s').get(x);
    zero();
    code.op('i32x4.gt_s').op('i32x4.sub');
  } else {
    // ±1 where x is not zero, else x itself: zeros keep their sign and NaN stays.
    const shape = shapeOf(from);
    pushConstant(code, 1, from);
    code.get(x);
    pushConstant(code, -0, from);
    code.op('v128.and').op('v128.or').get(x);
    code.get(x);
    zero();
    code.op(`${shape}.lt`).get(x);
    zero();
    code.op(`${shape}.gt`).op('v128.or').op('v128.bitselect');
  }
  code.release(x);
}

function clampToByte(code: Code): void {
  code.v128(new Int32Array(4)).op('i32x4.max_s').v128(new Int32Array(4).fill(255)).op('i32x4.min_s');
}

/** Floats to integers go toward zero and saturate; NaN becomes 0. Whatever is not 0 is true. */
function cast(code: Code, from: DType, to: DType): void {
  if (from === to) return;
  if (to === 'bool') {
    pushConstant(code, 0, from);
    code.op(isFloat(from) ? `${shapeOf(from)}.ne` : 'i32x4.ne');
    if (from === 'float64') narrowMask(code);
    return;
  }
  if (from === 'float32' && to === 'float64') return void code.op('f64x2.promote_low_f32x4');
  if (from === 'float64' && to === 'float32') return void code.op('f32x4.demote_f64x2_zero');
  if (from === 'bool') code.op('i32x4.neg');
  if (isFloat(from)) code.op(from === 'float64' ? 'i32x4.trunc_sat_f64x2_s_zero' : 'i32x4.trunc_sat_f32x4_s');
  if (to === 'float32') code.op('f32x4.convert_i32x4_s');
  else if (to === 'float64') code.op('f64x2.convert_low_i32x4_s');
  else if (to === 'uint8' && from !== 'bool') clampToByte(code);
}

/** `mask ? x : y`, in that order on the stack. */
function where(code: Code, from: DType): void {
  const [x, y] = [code.local('v128'), code.local('v128')];
  code.set(y).set(x);
  if (from === 'float64') code.op('i64x2.extend_low_i32x4_s');
  const mask = code.local('v128');
  code.set(mask).get(x).get(y).get(mask).op('v128.bitselect').release(x, y, mask);
}

const elementary =
  (name: MathName): EmitTyped =>
  (code, from) =>
    math[from === 'float64' ? 'f64x2' : 'f32x4'][name](code);

/** Whether a primitive is a polynomial of many steps. */
export function isElementary(name: string): boolean {
  return name in math.f32x4;
}

/** Every elementwise primitive by its name. */
export const functions: Readonly<Record<string, EmitTyped>> = {
  add: arithmetic('add'),
  sub: arithmetic('sub'),
  mul: arithmetic('mul'),
  div: arithmetic('div'),
  neg: arithmetic('neg'),
  abs: arithmetic('abs'),
  sqrt: arithmetic('sqrt'),
  floor: arithmetic('floor'),
  ceil: arithmetic('ceil'),
  round: arithmetic('nearest'),
  sign,
  maximum: (code, from) => code.op(isFloat(from) ? `${shapeOf(from)}.max` : 'i32x4.max_s'),
  minimum: (code, from) => code.op(isFloat(from) ? `${shapeOf(from)}.min` : 'i32x4.min_s'),
  rem: (code, from, to) => (isFloat(from) ? elementary('rem')(code, from, to) : integerRemainder(code)),
  pow: wrapped((code, from, to) => (isFloat(from) ? elementary('pow')(code, from, to) : integerPower(code))),
  equal: comparison('eq', 'eq', 'eq'),
  less: comparison('lt', 'lt_s', 'gt_s'),
  lessEqual: comparison('le', 'le_s', 'ge_s'),
  logicalAnd: op('v128.and'),
  logicalOr: op('v128.or'),
  logicalNot: op('v128.not'),
  where,
  cast,
  ...Object.fromEntries(
    (Object.keys(math.f32x4) as MathName[])
      .filter((name) => name !== 'rem' && name !== 'pow')
      .map((name) => [name, elementary(name)]),
  ),
};
