// What holds for every single draw: shapes, dtypes, ranges, the start of a longer draw, tracing and errors.
import { bind, nextLevel, Tracer, type Interpreter, type Spec } from '@cotangent/tensor/extend';
import { arange, random, reshape, tensor, zeros, type Tensor, type Key } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const key = random.key(11);
const numbers = (x: Tensor): number[] => Array.from(x.data());

const distributions: Record<string, (k: Key, shape: readonly number[]) => Tensor> = {
  bits: random.bits as (k: Key, shape: readonly number[]) => Tensor,
  uniform: (k, shape) => random.uniform(k, shape),
  'uniform in float64': (k, shape) => random.uniform(k, shape, { dtype: 'float64' }) as Tensor,
  'uniform between tensors': (k, shape) => random.uniform(k, shape, { low: tensor(-1), high: tensor(2) }),
  normal: (k, shape) => random.normal(k, shape),
  'normal in float64': (k, shape) => random.normal(k, shape, { mean: 1, dtype: 'float64' }) as Tensor,
  truncatedNormal: (k, shape) => random.truncatedNormal(k, shape, { high: Infinity }),
  bernoulli: (k, shape) => random.bernoulli(k, 0.3, shape) as Tensor,
  dropoutMask: (k, shape) => random.dropoutMask(k, 0.5, shape),
  integers: (k, shape) => random.integers(k, shape, -5, 100) as Tensor,
};

/** An interpreter that hides every value from whoever looks, and computes with them all the same. */
const veil: Interpreter = {
  level: nextLevel(),
  process: (primitive, inputs, params) =>
    bind(primitive, inputs.map((x) => (x instanceof Veiled ? x.hidden : x)), params).map((x) => new Veiled(x)), // prettier-ignore
};
class Veiled extends Tracer {
  readonly interpreter: Interpreter = veil;
  readonly hidden: Tensor;
  constructor(hidden: Tensor) {
    super(hidden as Spec);
    this.hidden = hidden;
  }
  concrete(reading: string): never {
    throw new Error(`${reading} of a tracer`);
  }
}
const veiled = (x: Tensor): Tensor => new Veiled(x);
const unveiled = (x: Tensor): Tensor => {
  expect(x).toBeInstanceOf(Veiled);
  return (x as Veiled).hidden;
};
const veiledKey = veiled(key as Tensor) as Tensor as Key;

describe.each(Object.entries(distributions))('%s', (_, draw) => {
  test('a shorter draw is the start of a longer one, in row-major order', () => {
    const long = numbers(draw(key, [13]));
    for (const shape of [[], [1], [0], [2, 0], [5], [2, 3], [3, 1, 4], [12]]) {
      const x = draw(key, shape);
      expect(x.shape).toEqual(shape);
      expect(numbers(x)).toEqual(long.slice(0, x.size));
    }
  });

  test('traces', () => {
    const x = unveiled(draw(veiledKey, [3, 3]));
    expect(x.toArray()).toEqual(draw(key, [3, 3]).toArray());
  });

  test('depends on the key', () => {
    const other = numbers(draw(random.key(12), [64]));
    expect(numbers(draw(key, [64]))).not.toEqual(other);
  });
});

test('keys, choices and orders trace', () => {
  const step = veiled(tensor(3, 'int32') as Tensor) as Tensor as Tensor<[], 'int32'>;
  const folded = random.fold(veiledKey, step);
  expect(unveiled(folded as Tensor).toArray()).toEqual(random.fold(key, 3).toArray());
  const [, child] = random.split(veiledKey);
  expect(unveiled(child as Tensor).toArray()).toEqual(random.split(key)[1].toArray());
  const order = random.permutation(veiledKey, 5);
  expect(unveiled(order as Tensor).toArray()).toEqual(random.permutation(key, 5).toArray());
  const logits = zeros([4, 3]);
  const chosen = random.categorical(veiledKey, logits);
  expect(unveiled(chosen as Tensor).toArray()).toEqual(random.categorical(key, logits).toArray());
});

test('numbers and tensors of them give the same draws', () => {
  const bounds = [
    { low: 0.1, high: 0.7 },
    { low: tensor(0.1), high: tensor(0.7) },
  ] as const;
  const [a, b] = bounds.map((given) => numbers(random.uniform(key, [100], given)));
  expect(a).toEqual(b);
  const places = [
    { mean: 0.3, standardDeviation: 1.7 },
    { mean: tensor(0.3), standardDeviation: tensor(1.7) },
  ] as const;
  const [c, d] = places.map((given) => numbers(random.normal(key, [100], given)));
  expect(c).toEqual(d);
  const p = 0.3;
  expect(random.bernoulli(key, tensor(p), [9]).toArray()).toEqual(random.bernoulli(key, p, [9]).toArray());
});

test('parameters broadcast to the shape', () => {
  const mean = reshape(arange(2), [2, 1]);
  const x = random.normal(key, [2, 3], { mean, standardDeviation: 0 });
  expect(x.toArray()).toEqual([[0, 0, 0], [1, 1, 1]]); // prettier-ignore
  expect(random.bernoulli(key, tensor([0, 1])).toArray()).toEqual([false, true]);
});

test('no draw leaves its range', () => {
  const n = 200_000;
  const between = (x: Tensor, low: number, high: number): boolean =>
    numbers(x).every((v) => v >= low && v < high);
  expect(between(random.uniform(key, [n]), 0, 1)).toBe(true);
  expect(between(random.uniform(key, [n], { low: -3, high: 3 }), -3, 3)).toBe(true);
  // Two neighbors among the floats: only the lower one will do.
  const above = 1 + 2 ** -23;
  expect(new Set(numbers(random.uniform(key, [n], { low: 1, high: above })))).toEqual(new Set([1]));
  expect(between(random.uniform(key, [n], { low: 1e6, high: 1e6 + 1 }), 1e6, 1e6 + 1)).toBe(true);
  expect(numbers(random.normal(key, [n])).every((z) => Math.abs(z) < 5.8)).toBe(true);
  expect(new Set(numbers(random.integers(key, [n], 5, 6) as Tensor))).toEqual(new Set([5]));
  expect(new Set(random.bernoulli(key, 0, [n]).data())).toEqual(new Set([0]));
  expect(new Set(random.bernoulli(key, 1, [n]).data())).toEqual(new Set([1]));
  expect(new Set(numbers(random.dropoutMask(key, 0, [n])))).toEqual(new Set([1]));
});

test('a permutation holds every number once, and shuffles slices as wholes', () => {
  expect(numbers(random.permutation(key, 1000) as Tensor).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
  expect(random.permutation(key, 0).shape).toEqual([0]);
  const x = reshape(arange(12), [4, 3]);
  const order = random.permutation(key, 4).toArray();
  expect(random.permutation(key, x).toArray()).toEqual(order.map((row) => x.toArray()[row]));
});

test('categories without a chance are never chosen', () => {
  const logits = tensor([[-Infinity, 0], [-1e30, 1e30]]); // prettier-ignore
  for (const k of random.split(key, 100)) expect(random.categorical(k, logits).toArray()).toEqual([1, 1]);
  expect(random.categorical(key, zeros([0, 3])).shape).toEqual([0]);
  expect(random.categorical(key, zeros([3], 'float64')).shape).toEqual([]);
});

const mistakes: Record<string, () => unknown> = {
  'a seed with a fraction': () => random.key(0.5),
  'a seed that is a string': () => random.key('conv1' as never),
  'a number as key': () => random.normal(42 as never, [2]),
  'another tensor as key': () => random.split(zeros([2]) as Tensor as Key),
  'no children': () => random.split(key, 0),
  'folding a fraction': () => random.fold(key, 0.5),
  'folding a large number': () => random.fold(key, 2 ** 31),
  'folding a float tensor': () => random.fold(key, zeros([]) as Tensor as Tensor<[], 'int32'>),
  'a shape that is none': () => random.bits(key, 3 as unknown as [3]),
  'an integer dtype': () => random.uniform(key, [2], { dtype: 'int32' as 'float32' }),
  'bounds in the wrong order': () => random.uniform(key, [2], { low: 1, high: 0 }),
  'bounds that meet in float32': () => random.uniform(key, [2], { low: 1, high: 1 + 1e-12 }),
  'an infinite bound': () => random.uniform(key, [2], { high: Infinity }),
  'a mean that does not broadcast': () => random.normal(key, [2, 3], { mean: zeros([2]) }),
  'a negative deviation': () => random.normal(key, [2], { standardDeviation: -1 }),
  'bounds far out': () => random.truncatedNormal(key, [2], { low: 5, high: 6 }),
  'a bound that is a tensor': () => random.truncatedNormal(key, [2], { low: zeros([]) as never }),
  'a probability above 1': () => random.bernoulli(key, 1.5, [2]),
  'a rate of 1': () => random.dropoutMask(key, 1, [2]),
  'integers beyond int32': () => random.integers(key, [2], 0, 2 ** 32),
  'integers from nothing': () => random.integers(key, [2], 3, 3),
  'logits that are integers': () => random.categorical(key, zeros([3], 'int32') as Tensor as Tensor<[3]>),
  'no categories': () => random.categorical(key, zeros([3, 0])),
  'an axis out of range': () => random.categorical(key, zeros([3]), 1 as number),
  'shuffling a scalar': () => random.permutation(key, zeros([])),
  'a negative count': () => random.permutation(key, -1),
};
test.each(Object.entries(mistakes))('%s', (_, call) => {
  expect(call).toThrowErrorMatchingSnapshot();
});
