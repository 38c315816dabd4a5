// Elements side by side in a vector: four of them, or two in kernels where float64 occurs. Every dtype has one form in
// registers: floats as they are, int32 and uint8 as 32-bit integers, bools as 32-bit masks of all ones or none.
import type { DType } from '@cotangent/tensor';
import { bytesOf } from '../loops/buffer.ts';
import type { Code, Local } from '../wasm/code.ts';

/** How many elements a vector holds. */
export type Lanes = 2 | 4;

/** Pushes the same number in all lanes. */
export function pushConstant(code: Code, value: number, dtype: DType): void {
  if (dtype === 'float64') code.v128(new Float64Array(2).fill(value));
  else if (dtype === 'float32') code.v128(new Float32Array(4).fill(value));
  else code.v128(new Int32Array(4).fill(dtype === 'bool' ? -Number(value !== 0) : value));
}

/** How an address is pushed, and what is added to it by the instruction. */
export interface Place {
  /** Pushes an i32; what it cannot express is in `offset`. */
  push(displacement: number): number;
}

/** Pushes `count` elements that lie `stride` elements apart; lanes beyond `count` are left as they come. */
export function pushLoad(
  code: Code,
  dtype: DType,
  place: Place,
  stride: number,
  count: number,
  lanes: Lanes,
): void {
  const bytes = bytesOf[dtype];
  const at = (name: string, lane = 0): Code => {
    const offset = place.push(lane * stride * bytes);
    return code.memory(name, offset, 0);
  };
  if (stride === 0) {
    if (bytes === 1) at('i32.load8_u').op('i32x4.splat');
    else at(bytes === 8 ? 'v128.load64_splat' : 'v128.load32_splat');
  } else if (stride === 1 && count === lanes) {
    if (bytes === 1) pushBytes(code, place, lanes);
    else at(bytes * lanes === 16 ? 'v128.load' : 'v128.load64_zero');
  } else if (stride === -1 && bytes === 4 && count === 4) {
    const reversed = code.local('v128');
    at('v128.load', 3)
      .tee(reversed)
      .get(reversed)
      .shuffle(lanesOf4([3, 2, 1, 0]));
    code.release(reversed);
  } else if ((stride === 2 || stride === 3) && bytes === 4 && count === 4) {
    // The second vector ends where the last lane does.
    at('v128.load');
    code.memory('v128.load', place.push((3 * stride - 3) * bytes), 0);
    code.shuffle(lanesOf4([0, stride, 7 - stride, 7]));
  } else {
    eachLane(code, dtype, place, stride, count);
  }
  if (dtype === 'bool') code.op('i32x4.neg');
}

/** Bytes of consecutive elements, widened. */
function pushBytes(code: Code, place: Place, lanes: Lanes): void {
  if (lanes === 4) code.memory('v128.load32_zero', place.push(0), 0);
  else {
    const offset = place.push(0);
    code.v128(new Int32Array(4)).memoryLane('v128.load16_lane', 0, offset);
  }
  code.op('i16x8.extend_low_i8x16_u').op('i32x4.extend_low_i16x8_u');
}

function eachLane(code: Code, dtype: DType, place: Place, stride: number, count: number): void {
  const bytes = bytesOf[dtype];
  if (bytes === 1) {
    code.memory('i32.load8_u', place.push(0)).op('i32x4.splat');
    for (let lane = 1; lane < count; lane++) {
      code.memory('i32.load8_u', place.push(lane * stride)).lane('i32x4.replace_lane', lane);
    }
    return;
  }
  const width = bytes * 8;
  code.memory(`v128.load${width}_zero`, place.push(0), 0);
  const vector = code.local('v128');
  for (let lane = 1; lane < count; lane++) {
    code.set(vector);
    const offset = place.push(lane * stride * bytes);
    code.get(vector).memoryLane(`v128.load${width}_lane`, lane, offset);
  }
  code.release(vector);
}

/** The place so many bytes further on. */
export function moveBy(code: Code, place: Place, by: Local): Place {
  return {
    push: (displacement) => {
      const offset = place.push(displacement);
      code.get(by).op('i32.add');
      return offset;
    },
  };
}

/** Pushes `vector` with the element at `place` in one lane. */
export function pushLane(
  code: Code,
  dtype: DType,
  place: Place,
  displacement: number,
  vector: Local,
  lane: number,
): void {
  if (bytesOf[dtype] === 1) {
    code.get(vector);
    code.memory('i32.load8_u', place.push(displacement)).lane('i32x4.replace_lane', lane);
    return;
  }
  const offset = place.push(displacement);
  code.get(vector).memoryLane(`v128.load${bytesOf[dtype] * 8}_lane`, lane, offset);
}

/** Stores the first `count` lanes of `vector`, `stride` elements apart. */
export function store(
  code: Code,
  dtype: DType,
  place: Place,
  vector: Local,
  stride: number,
  count: number,
  lanes: Lanes,
): void {
  const bytes = bytesOf[dtype];
  if (bytes === 1) {
    code.get(vector);
    if (dtype === 'bool') pushOnes(code);
    code.set(vector).get(vector).get(vector).op('i16x8.narrow_i32x4_u');
    code.set(vector).get(vector).get(vector).op('i8x16.narrow_i16x8_u').set(vector);
    if (stride === 1 && count === lanes) {
      const offset = place.push(0);
      code.get(vector).memoryLane(lanes === 4 ? 'v128.store32_lane' : 'v128.store16_lane', 0, offset);
      return;
    }
  } else if (stride === 1 && count === lanes) {
    const offset = place.push(0);
    code.get(vector);
    if (bytes * lanes === 16) code.memory('v128.store', offset, 0);
    else code.memoryLane('v128.store64_lane', 0, offset);
    return;
  }
  for (let lane = 0; lane < count; lane++) {
    const offset = place.push(lane * stride * bytes);
    code.get(vector).memoryLane(`v128.store${bytes * 8}_lane`, lane, offset);
  }
}

function pushOnes(code: Code): void {
  code.v128(new Int32Array(4).fill(1)).op('v128.and');
}

/** Picks one of the elements of the vector on the stack for each lane. */
export function spread(code: Code, dtype: DType, elements: readonly number[]): void {
  const vector = code.local('v128');
  const lanes = dtype === 'float64' ? elements.flatMap((n) => [2 * n, 2 * n + 1]) : elements;
  code.tee(vector).get(vector);
  code.shuffle(lanesOf4([...lanes, ...lanes].slice(0, 4))).release(vector);
}

/** A shuffle of 32-bit lanes: 0 to 3 of the first operand, 4 to 7 of the second. */
export function lanesOf4(lanes: readonly number[]): number[] {
  return lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
}

/** Masks of 64 bits, as comparisons of float64 give them, as masks of 32 bits in the first two lanes. */
export function narrowMask(code: Code): void {
  const mask = code.local('v128');
  code
    .tee(mask)
    .get(mask)
    .shuffle(lanesOf4([0, 2, 0, 2]));
  code.release(mask);
}
