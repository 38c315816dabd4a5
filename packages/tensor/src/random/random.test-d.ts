// What the types know: shapes from their literals, dtypes from the options, tuples of keys.
import { random, tensor, zeros, type Dim, type Tensor, type Key } from '@cotangent/tensor';
import { expectTypeOf, test } from 'vitest';

const key = random.key(0);

test('keys', () => {
  expectTypeOf(key).toEqualTypeOf<Key>();
  expectTypeOf(key).toEqualTypeOf<Tensor<[2], 'int32'>>();
  expectTypeOf(random.split(key)).toEqualTypeOf<readonly [Key, Key]>();
  expectTypeOf(random.split(key, 1)).toEqualTypeOf<readonly [Key]>();
  expectTypeOf(random.split(key, 10)['length']).toEqualTypeOf<10>();
  expectTypeOf(random.split(key, 5000)).toEqualTypeOf<readonly Key[]>();
  expectTypeOf(random.split(key, 10 as number)).toEqualTypeOf<readonly Key[]>();
  expectTypeOf(random.fold(key, tensor(3, 'int32'))).toEqualTypeOf<Key>();
  const pair = zeros([2]);
  // @ts-expect-error: a key is int32[2]
  random.fold(pair, 1);
  // @ts-expect-error: only rank 0 folds
  random.fold(key, zeros([1], 'int32'));
});

test('draws', () => {
  const n = 3 as number;
  expectTypeOf(random.bits(key, [2, 3])).toEqualTypeOf<Tensor<[2, 3], 'int32'>>();
  expectTypeOf(random.uniform(key, [2, 3])).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(random.uniform(key, [2, n], { dtype: 'float64' })).toEqualTypeOf<
    Tensor<[2, number], 'float64'>
  >();
  expectTypeOf(random.normal(key, [], { mean: tensor(1) })).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(random.truncatedNormal(key, [4], { low: 0 })).toEqualTypeOf<Tensor<[4]>>();
  expectTypeOf(random.integers(key, [4], 0, 9)).toEqualTypeOf<Tensor<[4], 'int32'>>();
  expectTypeOf(random.dropoutMask(key, 0.5, [4], 'float64')).toEqualTypeOf<Tensor<[4], 'float64'>>();
  expectTypeOf(random.normal(key, zeros([2, 3]).shape)).toEqualTypeOf<Tensor<[2, 3]>>();
  // @ts-expect-error: a dtype comes from the options, not from where the draws go
  random.normal(key, [2]) satisfies Tensor<[2], 'float64'>;
  // @ts-expect-error: draws are floats
  random.uniform(key, [2], { dtype: 'int32' });
});

test('choices', () => {
  expectTypeOf(random.bernoulli(key, 0.5)).toEqualTypeOf<Tensor<[], 'bool'>>();
  expectTypeOf(random.bernoulli(key, zeros([3]))).toEqualTypeOf<Tensor<[3], 'bool'>>();
  expectTypeOf(random.bernoulli(key, zeros([3]), [2, 3])).toEqualTypeOf<Tensor<[2, 3], 'bool'>>();
  const logits: Tensor<['batch', 10]> = zeros([4, 10]) as Tensor as Tensor<['batch', 10]>;
  expectTypeOf(random.categorical(key, logits)).toEqualTypeOf<Tensor<['batch'], 'int32'>>();
  expectTypeOf(random.categorical(key, logits, 0)).toEqualTypeOf<Tensor<[10], 'int32'>>();
  // @ts-expect-error: axes must be in range
  random.categorical(key, logits, 2);
  expectTypeOf(random.permutation(key, 4)).toEqualTypeOf<Tensor<[4], 'int32'>>();
  expectTypeOf(random.permutation(key, logits)).toEqualTypeOf<Tensor<['batch', 10]>>();
});

const noisy = <B extends number, H extends number>(batch: B, width: H): Tensor<[B, H]> =>
  random.normal(key, [batch, width]);
const shuffled = <B extends Dim, D extends 'float32' | 'float64'>(x: Tensor<[B, 3], D>): Tensor<[B, 3], D> =>
  random.permutation(key, x);
const drawn = <B extends Dim>(x: Tensor<[B, 10]>): Tensor<[B], 'int32'> => random.categorical(key, x);

test('inside generic functions', () => {
  expectTypeOf(noisy(2, 3)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(shuffled(zeros([2, 3]))).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(drawn(zeros([2, 10]))).toEqualTypeOf<Tensor<[2], 'int32'>>();
});
