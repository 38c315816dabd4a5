// Random bits: Threefry-2x32 with 20 rounds, four counters side by side. The same integers as the eager kernel's.
import type { Code, Local } from '../wasm/code.ts';
import { lanesOf4 } from './lanes.ts';

/** Rotations of the eight rounds that repeat. Source: Salmon et al., 2011, table 2. */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
const parity = 0x1bd11bda;

/** Fills `size` words at `out` with what the counters from that at `counter` on encrypt to. */
export function writeRandomBits(code: Code, key: number, counter: number, out: number, size: number): void {
  if (size === 0) return;
  const keys = [code.local('v128'), code.local('v128'), code.local('v128')];
  const [x0, x1, count, second] = [
    code.local('v128'),
    code.local('v128'),
    code.local('v128'),
    code.local('v128'),
  ];
  code.i32(key).memory('v128.load32_splat').set(keys[0]);
  code.i32(key).memory('v128.load32_splat', 4).set(keys[1]);
  code
    .get(keys[0])
    .get(keys[1])
    .op('v128.xor')
    .v128(new Int32Array(4).fill(parity))
    .op('v128.xor')
    .set(keys[2]);
  code
    .i32(counter)
    .memory('v128.load32_splat')
    .v128(Int32Array.of(0, 1, 2, 3))
    .op('i32x4.add')
    .set(count);
  code.i32(counter).memory('v128.load32_splat', 4).set(second);
  const block = (): void => {
    code.get(count).get(keys[0]).op('i32x4.add').set(x0);
    code.get(second).get(keys[1]).op('i32x4.add').set(x1);
    for (let round = 0; round < 20; round++) {
      code.get(x0).get(x1).op('i32x4.add').set(x0);
      rotate(code, x1, rotations[round % 8]);
      code.get(x0).op('v128.xor').set(x1);
      if (round % 4 === 3) inject(code, x0, x1, keys, (round + 1) / 4);
    }
    code.get(count).v128(new Int32Array(4).fill(4)).op('i32x4.add').set(count);
  };
  const low = (): Code =>
    code
      .get(x0)
      .get(x1)
      .shuffle(lanesOf4([0, 4, 1, 5]));
  const high = (): Code =>
    code
      .get(x0)
      .get(x1)
      .shuffle(lanesOf4([2, 6, 3, 7]));
  const full = size - (size % 8);
  if (full > 0) {
    code.for(0, full * 4, 32, (at) => {
      block();
      code.get(at);
      low().memory('v128.store', out).get(at);
      high().memory('v128.store', out + 16);
    });
  }
  if (size > full) {
    block();
    const word = code.local('v128');
    for (let lane = full; lane < size; lane++) {
      if (lane === full) low().set(word);
      if (lane === full + 4) high().set(word);
      code
        .i32(out + lane * 4)
        .get(word)
        .memoryLane('v128.store32_lane', lane % 4);
    }
    code.release(word);
  }
  code.release(...keys, x0, x1, count, second);
}

/** Pushes `x` rotated left. */
function rotate(code: Code, x: Local, by: number): void {
  code
    .get(x)
    .i32(by)
    .op('i32x4.shl')
    .get(x)
    .i32(32 - by)
    .op('i32x4.shr_u')
    .op('v128.or');
}

/** Adds the next words of the key after every fourth round. */
function inject(code: Code, x0: Local, x1: Local, keys: readonly Local[], turn: number): void {
  code
    .get(x0)
    .get(keys[turn % 3])
    .op('i32x4.add')
    .set(x0);
  code
    .get(x1)
    .get(keys[(turn + 1) % 3])
    .op('i32x4.add');
  code.v128(new Int32Array(4).fill(turn)).op('i32x4.add').set(x1);
}
