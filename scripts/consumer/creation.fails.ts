// Mistakes in making tensors.
import { arange, cast, fromTypedArray, full, ones, oneHot, random, tensor, zeros } from '@cotangent/tensor';

// error: tensor: rows must have equal shapes. first row: [3], another row: [2]
tensor([
  [1, 2, 3],
  [4, 5],
]);
// error: tensor: rows must have equal shapes
tensor([
  [[1], [2]],
  [[3], 4],
]);
// error: zeros: a shape is a list of sizes, integers of at least 0. shape: [2, -1]
zeros([2, -1]);
// error: ones: a shape is a list of sizes, integers of at least 0. shape: [-1]
ones([-1]);
// error: full: a shape is a list of sizes, integers of at least 0
full([-2], 0);
// error: is not assignable to parameter of type
zeros(3);
// error: Argument of type '"float16"' is not assignable to parameter of type 'DType | undefined'
zeros([3], 'float16');
// error: Argument of type '"float"' is not assignable to parameter of type 'DType'
cast(ones([3]), 'float');
// error: Argument of type '"float64"' is not assignable to parameter of type '"float32"'
fromTypedArray(new Float32Array(3), [3], 'float64');
// error: Argument of type 'string' is not assignable to parameter of type 'number'
arange('3');
// error: oneHot: indices must be integers. indices: float32[2]
oneHot(tensor([0, 1]), 2);
// error: is not assignable to parameter of type 'Key'
random.normal(7, [3]);
// error: random.categorical: axes must be in range. x: [2, 3], axes: 2
random.categorical(random.key(7), ones([2, 3]), 2);
