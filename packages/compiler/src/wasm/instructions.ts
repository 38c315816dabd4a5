// The instructions of WebAssembly with its SIMD, relaxed SIMD and bulk memory: one table, read by encoder and printer.
// Source: WebAssembly Core Specification 3.0, section 5.4 (binary format of instructions).

/** What follows an opcode: nothing, an index, memory alignment and offset, a lane, … */
type Immediate =
  | 'none'
  | 'block'
  | 'label'
  | 'function'
  | 'local'
  | 'global'
  | 'memory'
  | 'memoryLane'
  | 'lane'
  | 'i32'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'v128'
  | 'shuffle'
  | 'one'
  | 'two';

/** How an instruction is written: its prefix byte (0 for none), opcode and immediate; `align` is log2 of the access. */
export interface Instruction {
  readonly prefix: number;
  readonly opcode: number;
  readonly immediate: Immediate;
  readonly align: number;
}

const table = new Map<string, Instruction>();

/** Consecutive opcodes from `first` on, by name; `-` leaves a gap. */
function define(
  prefix: number,
  first: number,
  names: string,
  immediate: Immediate = 'none',
  align = 0,
): void {
  names.split(' ').forEach((name, k) => {
    if (name !== '-') table.set(name, { prefix, opcode: first + k, immediate, align });
  });
}

/** Names with a common type in front. */
function of(type: string, names: string): string {
  return names.replace(/[^ ]+/g, (name) => (name === '-' ? name : `${type}.${name}`));
}

const simd = 0xfd;
const bulk = 0xfc;
const orders = 'eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u';
const integers = 'clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr';
const floats = 'abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign';

define(0, 0x00, 'unreachable nop');
define(0, 0x02, 'block loop if', 'block');
define(0, 0x05, 'else');
define(0, 0x0b, 'end');
define(0, 0x0c, 'br br_if', 'label');
define(0, 0x0f, 'return');
define(0, 0x10, 'call', 'function');
define(0, 0x1a, 'drop select');
define(0, 0x20, 'local.get local.set local.tee', 'local');
define(0, 0x23, 'global.get global.set', 'global');
define(0, 0x28, 'i32.load', 'memory', 2);
define(0, 0x29, 'i64.load', 'memory', 3);
define(0, 0x2a, 'f32.load', 'memory', 2);
define(0, 0x2b, 'f64.load', 'memory', 3);
define(0, 0x2c, 'i32.load8_s i32.load8_u', 'memory', 0);
define(0, 0x36, 'i32.store', 'memory', 2);
define(0, 0x37, 'i64.store', 'memory', 3);
define(0, 0x38, 'f32.store', 'memory', 2);
define(0, 0x39, 'f64.store', 'memory', 3);
define(0, 0x3a, 'i32.store8', 'memory', 0);
define(0, 0x3f, 'memory.size memory.grow', 'one');
define(0, 0x41, 'i32.const', 'i32');
define(0, 0x42, 'i64.const', 'i64');
define(0, 0x43, 'f32.const', 'f32');
define(0, 0x44, 'f64.const', 'f64');
define(0, 0x45, of('i32', `eqz ${orders}`));
define(0, 0x50, of('i64', `eqz ${orders}`));
define(0, 0x5b, of('f32', 'eq ne lt gt le ge'));
define(0, 0x61, of('f64', 'eq ne lt gt le ge'));
define(0, 0x67, of('i32', integers));
define(0, 0x79, of('i64', integers));
define(0, 0x8b, of('f32', floats));
define(0, 0x99, of('f64', floats));
define(0, 0xa7, 'i32.wrap_i64');
define(0, 0xac, 'i64.extend_i32_s i64.extend_i32_u');
define(0, 0xb2, 'f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s f32.convert_i64_u f32.demote_f64');
define(0, 0xb7, 'f64.convert_i32_s f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u f64.promote_f32');
define(0, 0xbc, 'i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64');
define(bulk, 0, 'i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u');
define(bulk, 10, 'memory.copy', 'two');
define(bulk, 11, 'memory.fill', 'one');

define(simd, 0x00, 'v128.load', 'memory', 4);
define(
  simd,
  0x01,
  of('v128', 'load8x8_s load8x8_u load16x4_s load16x4_u load32x2_s load32x2_u'),
  'memory',
  3,
);
define(simd, 0x07, 'v128.load8_splat', 'memory', 0);
define(simd, 0x08, 'v128.load16_splat', 'memory', 1);
define(simd, 0x09, 'v128.load32_splat', 'memory', 2);
define(simd, 0x0a, 'v128.load64_splat', 'memory', 3);
define(simd, 0x0b, 'v128.store', 'memory', 4);
define(simd, 0x0c, 'v128.const', 'v128');
define(simd, 0x0d, 'i8x16.shuffle', 'shuffle');
define(simd, 0x0e, 'i8x16.swizzle i8x16.splat i16x8.splat i32x4.splat i64x2.splat f32x4.splat f64x2.splat');
define(simd, 0x15, 'i8x16.extract_lane_s i8x16.extract_lane_u i8x16.replace_lane', 'lane');
define(simd, 0x18, 'i16x8.extract_lane_s i16x8.extract_lane_u i16x8.replace_lane', 'lane');
for (const [k, type] of ['i32x4', 'i64x2', 'f32x4', 'f64x2'].entries()) {
  define(simd, 0x1b + 2 * k, of(type, 'extract_lane replace_lane'), 'lane');
}
for (const [k, type] of ['i8x16', 'i16x8', 'i32x4'].entries()) define(simd, 0x23 + 10 * k, of(type, orders));
define(simd, 0x41, of('f32x4', 'eq ne lt gt le ge'));
define(simd, 0x47, of('f64x2', 'eq ne lt gt le ge'));
define(simd, 0x4d, of('v128', 'not and andnot or xor bitselect any_true'));
for (const [k, width] of [8, 16, 32, 64].entries()) {
  define(simd, 0x54 + k, `v128.load${width}_lane`, 'memoryLane', k);
  define(simd, 0x58 + k, `v128.store${width}_lane`, 'memoryLane', k);
}
define(simd, 0x5c, 'v128.load32_zero', 'memory', 2);
define(simd, 0x5d, 'v128.load64_zero', 'memory', 3);
define(simd, 0x5e, 'f32x4.demote_f64x2_zero f64x2.promote_low_f32x4');
define(simd, 0x60, of('i8x16', 'abs neg popcnt all_true bitmask narrow_i16x8_s narrow_i16x8_u'));
define(simd, 0x67, of('f32x4', 'ceil floor trunc nearest'));
define(simd, 0x6b, of('i8x16', 'shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u'));
define(simd, 0x74, 'f64x2.ceil f64x2.floor i8x16.min_s i8x16.min_u i8x16.max_s i8x16.max_u f64x2.trunc');
define(simd, 0x80, of('i16x8', 'abs neg q15mulr_sat_s all_true bitmask narrow_i32x4_s narrow_i32x4_u'));
define(
  simd,
  0x87,
  of('i16x8', 'extend_low_i8x16_s extend_high_i8x16_s extend_low_i8x16_u extend_high_i8x16_u'),
);
define(simd, 0x8b, of('i16x8', 'shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u'));
define(simd, 0x94, 'f64x2.nearest i16x8.mul i16x8.min_s i16x8.min_u i16x8.max_s i16x8.max_u');
define(simd, 0xa0, of('i32x4', 'abs neg - all_true bitmask'));
define(
  simd,
  0xa7,
  of('i32x4', 'extend_low_i16x8_s extend_high_i16x8_s extend_low_i16x8_u extend_high_i16x8_u'),
);
define(simd, 0xab, of('i32x4', 'shl shr_s shr_u add - - sub - - - mul min_s min_u max_s max_u dot_i16x8_s'));
define(simd, 0xc0, of('i64x2', 'abs neg - all_true bitmask'));
define(
  simd,
  0xc7,
  of('i64x2', 'extend_low_i32x4_s extend_high_i32x4_s extend_low_i32x4_u extend_high_i32x4_u'),
);
define(simd, 0xcb, of('i64x2', 'shl shr_s shr_u add - - sub - - - mul eq ne lt_s gt_s le_s ge_s'));
define(simd, 0xe0, of('f32x4', 'abs neg - sqrt add sub mul div min max pmin pmax'));
define(simd, 0xec, of('f64x2', 'abs neg - sqrt add sub mul div min max pmin pmax'));
define(
  simd,
  0xf8,
  'i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s f32x4.convert_i32x4_u',
);
define(simd, 0xfc, 'i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero');
define(simd, 0xfe, 'f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u');
define(simd, 0x105, 'f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd');

/** Every instruction by its name in the text format. */
export const instructions: ReadonlyMap<string, Instruction> = table;

/** The instruction called `name`. */
export function instruction(name: string): Instruction {
  const found = table.get(name);
  if (found === undefined) throw new Error(`There is no instruction '${name}'.`);
  return found;
}
