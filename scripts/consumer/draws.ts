// Random draws have the shape they are asked for; keys split into as many as are named.
import { random, tensor, zeros, type Key, type Tensor } from '@cotangent/tensor';
import { equal, same } from './same.js';

const key = random.key(7);
const [a, b, c] = random.split(key, 3);
same<Key>()(a, true);
same<Tensor<[2, 3]>>()(random.normal(a, [2, 3]), true);
same<Tensor<[4], 'float64'>>()(random.uniform(b, [4], { dtype: 'float64' }), true);
same<Tensor<[3], 'int32'>>()(random.integers(c, [3], 0, 10), true);
same<Tensor<[3], 'bool'>>()(random.bernoulli(key, 0.5, [3]), true);
same<Tensor<[5], 'int32'>>()(random.permutation(key, 5), true);
same<Tensor<[4, 2]>>()(random.permutation(key, zeros([4, 2])), true);
same<Tensor<[2], 'int32'>>()(
  random.categorical(
    key,
    tensor([
      [0, 0],
      [0, 9],
    ]),
  ),
  true,
);
same<Tensor<[2, 3]>>()(random.dropoutMask(key, 0.5, [2, 3]), true);
const sizes: number[] = [2, 3];
same<Tensor<number[], 'float32'>>()(random.normal(random.fold(key, 'w'), sizes), true);
const shape = [2, 3] as const;
same<Tensor<[2, 3]>>()(random.truncatedNormal(random.fold(key, 1), shape), true);
equal(random.normal(key, shape).toArray(), random.normal(random.key(7), shape).toArray());
