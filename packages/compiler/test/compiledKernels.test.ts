// Eager contractions by generated kernels: the same numbers as the reference kernel's, of views too, and nothing left behind.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import { cast, einsum, flip, matmul, mul, ones, random, slice, square, sum, transpose, windows, withShape, type DType, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { primitives, type DenseTensor, type Primitive } from '@cotangent/tensor/extend';
import { jit, useCompiledKernels } from '../src/index.ts';
import { Products } from '../src/runtime/products.ts';
import { roundingOf } from '../src/debug/rounding.ts';
import { numbersOf } from '../src/debug/numbers.ts';
import type { Call } from '../src/graph/graph.ts';

const contract = primitives.find(({ name }) => name === 'contract') as Primitive;
let end: () => void = () => undefined;
afterEach(() => end());

/** Whole numbers from -4 to 4. */
function whole(seed: number, shape: readonly number[], dtype: DType): Tensor {
  return cast(random.integers(random.key(seed), shape, -4, 5), dtype) as Tensor;
}

/** Both ways, in this order: reference, generated. */
function both(f: () => Tensor): readonly [Tensor, Tensor] {
  end();
  const want = f();
  end = useCompiledKernels({ atLeast: 1 });
  return [want, f()];
}

function same(f: () => Tensor): void {
  const [want, got] = both(f);
  expect(got.shape).toEqual(want.shape);
  expect(got.dtype).toBe(want.dtype);
  expect(numbersOf(got)).toEqual(numbersOf(want));
}

describe.each(['float32', 'float64', 'int32'] as const)(
  'whole numbers of %s are the same to the bit',
  (dtype) => {
    const [a, b] = [whole(1, [7, 9], dtype), whole(2, [9, 5], dtype)];
    const images = whole(3, [2, 3, 8, 8], dtype);

    test('matrices and views of them', () => {
      same(() => matmul(a, b) as Tensor);
      same(() => matmul(transpose(b), transpose(a)) as Tensor);
      same(() => matmul(flip(a, 1), flip(b, 0)) as Tensor);
      same(() => matmul(slice(a, [1, 2], [5, 5]), slice(b, [0, 1], [3, 3])) as Tensor);
      same(() => matmul(slice(a, [0, 0], [7, 9], [1, 4]), slice(b, [1, 0], [4, 5])) as Tensor);
    });

    test('products with batches, outer products and sums of one operand', () => {
      same(() => einsum('bij,bjk->bik', whole(4, [3, 4, 5], dtype), whole(5, [3, 5, 2], dtype)) as Tensor);
      same(() => einsum('i,j->ij', whole(6, [9], dtype), whole(7, [6], dtype)) as Tensor);
      same(() => einsum('ij,ij->', a, a) as Tensor);
    });

    test('windows of images', () => {
      const patches = windows(images, { axes: [2, 3], size: 3, stride: 2 }) as Tensor;
      same(() => einsum('nchwij,ocij->nohw', patches, whole(8, [4, 3, 3, 3], dtype)) as Tensor);
    });
  },
);

test('fractions differ by no more than rounding explains', () => {
  const shape = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 })); // prettier-ignore
  fc.assert(
    fc.property(shape, fc.nat(99), fc.constantFrom('float32', 'float64'), ([m, k, n], seed, dtype) => {
      const [one, two] = random.split(random.key(seed), 2);
      const a = cast(random.normal(one, [m, k]), dtype) as Tensor as DenseTensor;
      const b = cast(random.normal(two, [k, n]), dtype) as Tensor as DenseTensor;
      const params = { x: 'ab', y: 'bc', out: 'ac' };
      const outputs = [{ shape: [m, n], dtype }];
      const products = new Products({ atLeast: 1, relaxed: false });
      const [want] = contract.kernel([a, b], params, outputs);
      const got = products.compute([a, b], params, outputs[0]) as DenseTensor;
      const call = { primitive: contract, inputs: [a, b], params, outputs } as object as Call;
      const allowed = roundingOf(call, [a, b], want);
      const [xs, ys] = [numbersOf(got), numbersOf(want)];
      expect(xs.findIndex((x, at) => !(Math.abs(x - ys[at]) <= allowed(at)))).toBe(-1);
    }),
    { numRuns: 100 },
  );
});

test('gradients, and results of programs, go through them too', () => {
  const x = withShape(random.normal(random.key(1), [30, 20]), [30, 20]);
  const w = withShape(random.normal(random.key(2), [20, 10]), [20, 10]);
  const loss = (v: Tensor<[20, 10]>): Tensor<[]> => sum(square(matmul(x, v))) as Tensor<[]>;
  const want = Array.from(grad(loss)(w).data());
  end = useCompiledKernels({ atLeast: 1 });
  const got = grad(loss)(jit((v: Tensor<[20, 10]>) => mul(v, 1))(w));
  Array.from(got.data()).forEach((value, i) => expect(value).toBeCloseTo(want[i], 2));
});

test('it is over when it is ended, and stands in only for what is large enough', () => {
  const x = random.normal(random.key(3), [64, 64]) as Tensor<[64, 64]>;
  const bits = (): string => matmul(x, x).data().join();
  const reference = bits();
  const endAll = useCompiledKernels({ atLeast: 64 ** 3 });
  const generated = bits();
  expect(generated).not.toBe(reference);
  const endRelaxed = useCompiledKernels({ relaxed: true, atLeast: 64 ** 3 + 1 });
  expect(bits()).toBe(generated);
  endAll();
  endAll();
  expect(bits()).toBe(reference);
  endRelaxed();
});

test('kernels are kept by their form, a bounded number of them', () => {
  const products = new Products({ atLeast: 1, relaxed: false });
  const run = (m: number, dtype: 'float32' | 'float64', flipped = false): void => {
    const a = whole(m, [m, 3], dtype);
    const x = (flipped ? flip(a, 1) : a) as DenseTensor;
    const y = whole(m + 1, [3, 2], dtype) as DenseTensor;
    const out = { shape: [m, 2], dtype };
    const made = products.compute([x, y], { x: 'ab', y: 'bc', out: 'ac' }, out);
    expect(numbersOf(made as DenseTensor)).toEqual(numbersOf(matmul(x as Tensor, y as Tensor) as Tensor));
  };
  run(4, 'float32');
  run(4, 'float32');
  expect(products.size).toBe(1);
  run(4, 'float64');
  run(4, 'float32', true);
  expect(products.size).toBe(3);
  for (let m = 2; m < 150; m++) run(m, 'float32');
  expect(products.size).toBe(128);
});

test('what does not fit the memory is left to the reference kernel', () => {
  const products = new Products({ atLeast: 1, relaxed: false });
  const row = (n: number): DenseTensor => ones([n]) as Tensor as DenseTensor;
  const labels = { x: 'a', y: 'b', out: 'ab' };
  const huge = { shape: [2 ** 20, 2 ** 12], dtype: 'float32' } as const;
  expect(products.compute([row(2 ** 20), row(2 ** 12)], labels, huge)).toBeUndefined();
  const small = { shape: [3, 2], dtype: 'float32' } as const;
  expect(products.compute([row(3), row(2)], labels, small)?.toArray()).toEqual([[1, 1], [1, 1], [1, 1]]); // prettier-ignore
});

test('what it may be told', () => {
  expect(() => useCompiledKernels({ atLeast: 0 })).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: useCompiledKernels: atLeast must be an integer.
      atLeast: 0
    Expected an integer from 1 to 2147483647.]
  `);
  expect(() => useCompiledKernels({ fast: true } as object)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: useCompiledKernels: there is no such option.
      fast: true
    Expected atLeast or relaxed.]
  `);
});
