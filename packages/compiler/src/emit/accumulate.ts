// What a reduction carries along: sums, extrema, or extrema with their positions; in every lane, and across lanes at
// the end.
import type { DType } from '@cotangent/tensor';
import type { Reduction } from '../loops/kernel.ts';
import type { Code, Local } from '../wasm/code.ts';
import { neutral, onlyFirst, shapeOf, spread, type Accumulator } from './across.ts';
import { extremum } from './extremum.ts';
import { lanesOf4, narrowMask, pushConstant, type Lanes } from './lanes.ts';
import { wideSum } from './wideSum.ts';

/** Up to this many summands, float32 adds up in float32. */
const shortSum = 32;

/** From so many elements on, an extremum is found without a thought for NaN and -0, which are noted besides. */
const longExtremum = 8;

/** What is known of the elements while the code is written. */
interface Known {
  /** The first one is taken by code that takes no other. */
  readonly writtenOut?: boolean;
  /** There is no -0 among them, so that equals are the same. */
  readonly unsigned?: boolean;
}

/** A fresh accumulator; `across` says that the lanes belong to one result. */
export function accumulator(
  code: Code,
  reduction: Reduction,
  dtype: DType,
  steps: number,
  lanes: Lanes,
  across: boolean,
  { writtenOut = false, unsigned = false }: Known = {},
): Accumulator {
  if (reduction === 'sum' && dtype === 'float32' && lanes === 4 && steps > shortSum)
    return wideSum(code, across);
  if (reduction === 'argmax' || reduction === 'argmin')
    return position(code, reduction, dtype, lanes, across, { writtenOut, unsigned });
  if (dtype === 'float32' && lanes === 4 && reduction !== 'sum' && steps >= longExtremum)
    return extremum(code, reduction, across, unsigned);
  return plain(code, reduction, dtype, lanes, across);
}

function plain(code: Code, reduction: Reduction, dtype: DType, lanes: Lanes, across: boolean): Accumulator {
  const total = code.local('v128');
  const integer = dtype !== 'float32' && dtype !== 'float64';
  const name = reduction === 'sum' ? 'add' : integer ? `${reduction}_s` : reduction;
  const combine = (): void => void code.op(`${shapeOf(dtype)}.${name}`);
  const start = neutral(reduction, dtype);
  return {
    locals: [total],
    value: total,
    position: total,
    start() {
      pushConstant(code, start, dtype);
      code.set(total);
    },
    take(count) {
      if (across) onlyFirst(code, count, lanes, start, dtype);
      code.get(total);
      combine();
      code.set(total);
    },
    join({ locals: [other] }) {
      code.get(total).get(other);
      combine();
      code.set(total);
    },
    finish() {
      if (across) spread(code, total, lanes, dtype, combine);
    },
    release: () => code.release(total),
  };
}

/** An extremum and where it is. NaN wins, and the first of equals. */
function position(
  code: Code,
  reduction: Reduction,
  dtype: DType,
  lanes: Lanes,
  across: boolean,
  { writtenOut = false, unsigned = false }: Known,
): Accumulator {
  const [best, at, x, i] = [code.local('v128'), code.local('v128'), code.local('v128'), code.local('v128')];
  const shape = shapeOf(dtype);
  const float = shape !== 'i32x4';
  const beats = `${shape}.${reduction === 'argmax' ? 'gt' : 'lt'}${float ? '' : '_s'}`;
  const notBeyond = `${shape}.${reduction === 'argmax' ? 'le' : 'ge'}`;
  const extreme = `${shape}.${reduction.slice(3)}${float ? '' : '_s'}`;
  const start = neutral(reduction, dtype);
  /** Whether nothing was taken yet, where that is known while the code is written. */
  let fresh = false;
  /** Pushes a mask of 64 bits for float64, else of 32. */
  const isNaN = (v: Local): void => void code.get(v).get(v).op(`${shape}.ne`);
  /** Takes `i` where the mask on the stack says so, and `x` wherever it is more: of zeros that are equal, too. */
  const choose = (): void => {
    const mask = code.local('v128');
    code.set(mask);
    if (unsigned) code.get(x).get(best).get(mask).op('v128.bitselect').set(best);
    else code.get(x).get(best).op(extreme).set(best);
    code.get(i).get(at).get(mask);
    if (dtype === 'float64') narrowMask(code);
    code.op('v128.bitselect').set(at).release(mask);
  };
  /** Neither as good or worse, as NaN is not, nor too late, as everything is after NaN. */
  const better = (): void => {
    if (!float) return void code.get(x).get(best).op(beats);
    code.get(best).get(best).op(`${shape}.eq`).get(x).get(best).op(notBeyond).op('v128.andnot');
  };
  /** Of two that were found: the better one, or the same value, or NaN again, at a smaller position. */
  const preferred = (): void => {
    better();
    code.get(x).get(best).op(`${shape}.eq`);
    if (float) {
      isNaN(x);
      isNaN(best);
      code.op('v128.and').op('v128.or');
    }
    code.get(i).get(at).op('i32x4.lt_s');
    if (dtype === 'float64') code.op('i64x2.extend_low_i32x4_s');
    code.op('v128.and').op('v128.or');
  };
  return {
    locals: [best, at],
    value: best,
    position: at,
    start() {
      fresh = writtenOut;
      if (fresh) return;
      pushConstant(code, start, dtype);
      code.set(best);
      code.v128(across ? Int32Array.of(0, 1, 2, 3) : new Int32Array(4)).set(at);
    },
    take(count) {
      code.set(i);
      if (across) onlyFirst(code, count, lanes, start, dtype);
      if (fresh) code.set(best).get(i).set(at);
      else {
        code.set(x);
        better();
        choose();
      }
      fresh = false;
    },
    join({ locals: [other, place] }) {
      code.get(other).set(x).get(place).set(i);
      preferred();
      choose();
    },
    finish() {
      if (!across) return;
      for (let lane = 1; lane < lanes; lane++) {
        const own = dtype === 'float64' ? [2, 3, 2, 3] : [lane, lane, lane, lane];
        code.get(best).get(best).shuffle(lanesOf4(own)).set(x);
        code
          .get(at)
          .get(at)
          .shuffle(lanesOf4([lane, lane, lane, lane]))
          .set(i);
        preferred();
        choose();
      }
      for (const [vector, lanesOfFirst] of [
        [at, [0, 0, 0, 0]],
        [best, dtype === 'float64' ? [0, 1, 0, 1] : [0, 0, 0, 0]],
      ] as const) {
        code.get(vector).get(vector).shuffle(lanesOf4(lanesOfFirst)).set(vector);
      }
    },
    release: () => code.release(best, at, x, i),
  };
}
