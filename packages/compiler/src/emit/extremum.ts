// The largest or smallest of many float32. The instructions that heed NaN and the sign of 0 are eight of the processor's;
// one that does not, and notes of NaN and zeros beside it, are half as many.
import type { Code, Local } from '../wasm/code.ts';
import { neutral, onlyFirst, spread, type Accumulator } from './across.ts';
import { pushConstant } from './lanes.ts';

/** Finds extrema: NaN wins, and 0 is more than -0. `unsigned` says that there is no -0. */
export function extremum(
  code: Code,
  reduction: 'max' | 'min',
  across: boolean,
  unsigned: boolean,
): Accumulator {
  const [best, unordered, x] = [code.local('v128'), code.local('v128'), code.local('v128')];
  /** The least of all bits: those of 0 as unsigned integers, those of -0 as signed ones. */
  const least = unsigned ? [] : [code.local('v128')];
  const start = neutral(reduction, 'float32');
  const better = `f32x4.p${reduction}`;
  const lesser = reduction === 'max' ? 'i32x4.min_u' : 'i32x4.min_s';
  const take = (from: Local, bits: Local): void => {
    code.get(from).get(best).op(better).set(best);
    for (const one of least) code.get(one).get(bits).op(lesser).set(one);
  };
  const all = (vector: Local, instruction: string): void =>
    spread(code, vector, 4, 'float32', () => code.op(instruction));
  return {
    locals: [best, unordered, ...least],
    value: best,
    position: best,
    start() {
      pushConstant(code, start, 'float32');
      code.set(best).v128(new Int32Array(4)).set(unordered);
      for (const one of least) code.v128(new Int32Array(4).fill(reduction === 'max' ? -1 : 1)).set(one);
    },
    take(count) {
      if (across) onlyFirst(code, count, 4, start, 'float32');
      code.set(x);
      take(x, x);
      code.get(x).get(x).op('f32x4.ne').get(unordered).op('v128.or').set(unordered);
    },
    join({ locals: [other, notes, bits] }) {
      take(other, bits);
      code.get(unordered).get(notes).op('v128.or').set(unordered);
    },
    finish() {
      if (across) {
        all(best, better);
        all(unordered, 'v128.or');
        for (const one of least) all(one, lesser);
      }
      for (const one of least) {
        // Where the best is a zero, and there was the better one of the two.
        const zero = reduction === 'max' ? 0 : -0;
        code.get(best).v128(new Float32Array(4)).op('f32x4.eq').get(one);
        pushConstant(code, zero, 'float32');
        code.op('i32x4.eq').op('v128.and').set(x);
        pushConstant(code, zero, 'float32');
        code.get(best).get(x).op('v128.bitselect').set(best);
      }
      code.get(best).get(unordered).op('v128.or').set(best);
    },
    release: () => code.release(best, unordered, x, ...least),
  };
}
