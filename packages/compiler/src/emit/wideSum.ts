// Long float32 sums: kept in float64 and rounded once, as they are eagerly.
import type { Code } from '../wasm/code.ts';
import { onlyFirst, spread, type Accumulator } from './across.ts';
import { lanesOf4 } from './lanes.ts';

/** float32 summed up as float64: the first two lanes, and the last two. */
export function wideSum(code: Code, across: boolean): Accumulator {
  const [low, high, x] = [code.local('v128'), code.local('v128'), code.local('v128')];
  return {
    locals: [low, high],
    value: low,
    position: low,
    start() {
      code.v128(new Float64Array(2)).tee(low).set(high);
    },
    take(count) {
      if (across) onlyFirst(code, count, 4, 0, 'float32');
      code.tee(x).op('f64x2.promote_low_f32x4').get(low).op('f64x2.add').set(low);
      code
        .get(x)
        .get(x)
        .shuffle(lanesOf4([2, 3, 2, 3]));
      code.op('f64x2.promote_low_f32x4').get(high).op('f64x2.add').set(high);
    },
    takeHalves(push) {
      for (const half of [0, 1] as const) {
        const total = [low, high][half];
        push(half);
        code.op('f64x2.promote_low_f32x4').get(total).op('f64x2.add').set(total);
      }
    },
    join({ locals: [otherLow, otherHigh] }) {
      code.get(low).get(otherLow).op('f64x2.add').set(low);
      code.get(high).get(otherHigh).op('f64x2.add').set(high);
    },
    finish() {
      if (across) {
        code.get(low).get(high).op('f64x2.add').set(low);
        spread(code, low, 2, 'float64', () => code.op('f64x2.add'));
        code.get(low).set(high);
      }
      code.get(low).op('f32x4.demote_f64x2_zero').get(high).op('f32x4.demote_f64x2_zero');
      code.shuffle(lanesOf4([0, 1, 4, 5])).set(low);
    },
    release: () => code.release(low, high, x),
  };
}
