// float32 formulas in float64 arithmetic: the four lanes as two vectors of two.
import { f32x4, f64x2 } from './lanes.ts';
import { Value } from './value.ts';

const upper = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const joined = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** The two lower or upper float32 as float64. */
export function widen(x: Value, which: 'lower' | 'upper'): Value {
  return new Value(f64x2, [x], (code) => {
    if (which === 'upper') {
      const all = code.local('v128');
      code.tee(all).get(all).shuffle(upper);
      code.release(all);
    }
    code.op('f64x2.promote_low_f32x4');
  });
}

/** `formula` of four float32 pairs, computed in float64 and rounded. */
export function inHalves(x: Value, y: Value, formula: (x: Value, y: Value) => Value): Value {
  const halves = (['lower', 'upper'] as const).map((which) => {
    const wide = formula(widen(x, which), widen(y, which));
    return new Value(f32x4, [wide], (code) => code.op('f32x4.demote_f64x2_zero'));
  });
  return new Value(f32x4, halves, (code) => code.shuffle(joined));
}
