// Mistakes in products: matmul, dot, outer, einsum.
import { dot, einsum, matmul, ones, outer, tensor, type Tensor } from '@cotangent/tensor';

const a = ones([2, 3]);
const b = ones([4, 3]);

// error: matmul: inner dimensions must match. a: [2, 3], b: [4, 3]
matmul(a, b);
// error: matmul: inner dimensions must match. a: [2, 3], b: [2]
matmul(a, ones([2]));
// error: matmul: operands must have at least one axis. a: [2, 3], b: []
matmul(a, tensor(1));
// error: matmul: batch axes must broadcast. a: [2, 3, 4], b: [5, 4, 2]
matmul(ones([2, 3, 4]), ones([5, 4, 2]));
// error: Argument of type 'number' is not assignable to parameter of type
matmul(a, 2);
// error: dot: both operands must be vectors. x: [2, 3]
dot(a, ones([3]));
// error: dot: inner dimensions must match. a: [3], b: [4]
dot(ones([3]), ones([4]));
// error: outer: both operands must be vectors. y: [2, 3]
outer(ones([3]), a);
// error: einsum: axes of one label must have one size. equation: 'ij,jk->ik', operands: [2, 3], [4, 3]
einsum('ij,jk->ik', a, b);
// error: einsum: output labels must occur in an input. equation: 'ij,kj->il'
einsum('ij,kj->il', a, b);
// error: einsum: there must be one term an operand. equation: 'ij'
einsum('ij', a, b);
// error: einsum: there must be one label an axis. equation: 'ijk', operands: [2, 3]
einsum('ijk', a);
// error: einsum: axes behind the ellipsis must broadcast
einsum('...j,...j->...', a, b);

// The result is the tensor that was computed, and no other.
// error: Type '[2, 4]' is not assignable to type '[2, 5]'
export const product: Tensor<[2, 5]> = matmul(a, ones([3, 4]));
