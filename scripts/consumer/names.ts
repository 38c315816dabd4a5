// Names, unknown sizes and unknown ranks: all legal, all mix, and none is ever refused without certainty.
import {
  add,
  all,
  any,
  cast,
  concat,
  dot,
  equal as equalTo,
  logicalNot,
  matmul,
  mean,
  ones,
  outer,
  reshape,
  sum,
  take,
  tensor,
  transpose,
  where,
  withShape,
  zeros,
  type DType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

const x = ones([20, 784]);
const named = withShape(x, ['batch', 784]);
same<Tensor<['batch', 784]>>()(named, true);
const h = add(matmul(named, ones([784, 10])), ones([10]));
same<Tensor<['batch', 10]>>()(h, true);
same<Tensor<['batch']>>()(sum(h, 1), true);
same<Tensor<[10, 'batch']>>()(transpose(h), true);
same<Tensor<['batch', 2, 5]>>()(reshape(h, [-1, 2, 5]), true);
same<Tensor<[number, 10]>>()(concat([h, h]), true);
same<Tensor<['batch', 'batch']>>()(matmul(h, transpose(h)), true);
const [batch] = h.shape;
same<number>()(batch, true);
equal(h.toArray()[0]?.[0], 785);

// A function for one name, and one for any number of rows.
const rowSums = (y: Tensor<['batch', 3]>): Tensor<['batch']> => sum(y, 1);
const rowMeans = (y: Tensor<[number, 3]>): Tensor<[number]> => mean(y, -1);
equal(rowSums(withShape(ones([2, 3]), ['batch', 3])).toArray(), [3, 3]);
equal(rowMeans(ones([2, 3])).toArray(), [1, 1]);
const sizes: number[] = [2, 3];
const unranked = zeros(sizes);
equal(rowMeans(withShape(unranked, [batch === 20 ? 2 : 3, 3])).shape, [2]);

// Nothing known: every op takes it, and what it gives is as unknown as it must be.
const unknown: Tensor = tensor([
  [1, 2],
  [3, 4],
]);
same<Tensor<Shape, DType>>()(unknown, true);
same<Tensor<Shape, 'float32' | 'float64'>>()(add(unknown, ones([2])), true);
same<Tensor<[2, number], DType>>()(reshape(unknown, [2, -1]), true);
same<Tensor<[2, number], 'float32' | 'float64'>>()(outer(ones([2]), reshape(unknown, [4]) as Tensor), true);
equal(matmul(unknown, tensor([[1], [1]])).shape, [2, 1]);
equal(dot(reshape(unknown, [-1]) as Tensor, ones([4])).item(), 10);
const mask: Tensor = equalTo(unknown, 1);
equal(all(mask).item(), false);
equal(any(logicalNot(mask), 0).shape, [2]);
equal(where(mask, unknown, 0).toArray(), [
  [1, 0],
  [0, 0],
]);
const indices: Tensor = cast(tensor([1, 0]), 'int32');
equal(take(unknown, indices).toArray(), [
  [3, 4],
  [1, 2],
]);
const typed: Tensor<[2, 2], 'float32'> = withShape(cast(unknown, 'float32'), [2, 2]);
equal(typed.dtype, 'float32');
const shaped: Tensor<[number, number]> = typed;
const ranked: Tensor<Shape, 'float32'> = shaped;
equal(ranked.rank, 2);
