// cumsum: running sums along an axis. Linear; its adjoint is the running sum from the other end.
import { allocate, toSum } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { dense } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { contiguous } from '../kernels/map.ts';
import { eachLine } from './order.ts';

/** `y[i] = Σ x[j]` over `j ≤ i`, or over `j ≥ i` in reverse. */
export const cumsumPrimitive: Primitive<{ readonly axis: number; readonly reverse: boolean }> =
  /* @__PURE__ */ primitive({
    name: 'cumsum',
    shape: ([x]) => [{ shape: x.shape, dtype: toSum(x.dtype) }],
    kernel: ([x], { axis, reverse }, [{ shape, dtype }]) => {
      const { values, offset, size } = contiguous(x);
      const out = allocate(dtype, size);
      eachLine(shape, axis, (start, step, n) => {
        let sum = 0;
        for (let i = 0; i < n; i++) {
          const at = start + (reverse ? n - 1 - i : i) * step;
          sum = dtype === 'int32' ? (sum + values[offset + at]) | 0 : sum + values[offset + at];
          out[at] = sum;
        }
      });
      return [dense(out, dtype, shape)];
    },
    rule: {
      kind: 'linear',
      adjoint: ([g], { params: { axis, reverse } }) => [
        bindOne(cumsumPrimitive, [g], { axis, reverse: !reverse }),
      ],
    },
  });
