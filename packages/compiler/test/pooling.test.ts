// Pooling and its gradient, window by window and row by row of the image, in every width that leaves another rest.
import { valueAndGrad } from '@cotangent/autograd';
import { add, cast, max, mul, random, relu, sub, sum, windows, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';

type Images = Tensor<[number, number, number]>;
const widths = Array.from({ length: 19 }, (_, k) => k + 2);

/** Whole numbers between -4 and 4, with many zeros of both signs, and equals in every window. */
function images(width: number, dtype: 'float32' | 'float64'): Images {
  const [k1, k2] = random.split(random.key(width), 2);
  const signs = sub(mul(random.integers(k1, [2, 7, width], 0, 2), 2), 1);
  return mul(cast(random.integers(k2, [2, 7, width], -4, 5), dtype), cast(signs, dtype)) as Images;
}

for (const dtype of ['float32', 'float64'] as const) {
  for (const size of [2, 3, 4, 5]) {
    test(`windows of ${size} in ${dtype}`, () => {
      for (const width of widths) {
        const x = images(width, dtype);
        const b = cast(random.integers(random.key(1), [2, 1, 1], -1, 2), dtype) as Images;
        const over = { axes: [1, 2], size: [Math.min(size, 3), Math.min(size, width)], stride: [2, size] };
        const pooled = (v: Images): Images => max(windows(relu(add(v, b)), over), [3, 4]) as Images;
        const added = (v: Images): Images => sum(windows(v, over), [3, 4]) as Images;
        const loss = (v: Images): Tensor<[]> => sum(add(mul(pooled(v), pooled(v)), added(v))) as Tensor<[]>;
        const f = (v: Images): readonly Tensor[] => [pooled(v), ...valueAndGrad(loss)(v)];
        const eager = f(x).map((y) => y.toArray());
        expect(jit(f)(x).map((y) => y.toArray())).toEqual(eager);
      }
    });
  }
}
