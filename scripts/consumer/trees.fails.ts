// Mistakes with gradients, trees and loops.
import {
  add,
  concat,
  greater,
  matmul,
  ones,
  scan,
  square,
  sum,
  tree,
  whileLoop,
  type Tensor,
} from '@cotangent/tensor';
import { grad, hessian, valueAndGrad, vjp } from '@cotangent/autograd';

interface Model {
  w: Tensor<[3, 4]>;
  b: Tensor<[4]>;
}
const model: Model = { w: ones([3, 4]), b: ones([4]) };
const loss = (p: Model, x: Tensor<[2, 3]>) => sum(add(matmul(x, p.w), p.b));

// error: grad: the function must return a scalar
grad((x: Tensor<[3]>) => square(x));
// error: valueAndGrad: the function must return a scalar
valueAndGrad((x: Tensor<[3]>) => square(x));
// error: hessian: the function must return a scalar
hessian((x: Tensor<[3]>) => square(x));
// error: is not assignable to parameter of type 'Tensor<[2, 3], "float32">'
grad(loss)(model, ones([3, 3]));
// error: Property 'b' is missing in type
grad(loss)({ w: ones([3, 4]) }, ones([2, 3]));
// error: is not assignable to parameter of type 'Tensor<[3], "float32">'
vjp((x: Tensor<[3]>) => square(x), ones([3]))[1](ones([4]));
// error: Argument of type '"c"' is not assignable to parameter of type '"b" | "w"'
tree.get(model, 'c');
// error: is not assignable to parameter of type 'Tensor<[4], "float32">'
tree.set(model, 'b', ones([3]));
// error: tree: leaves must be tensors
tree.leaves({ w: model.w, rate: 0.1 });
scan(
  // error: scan: the carry must keep its shapes and dtypes. init: [3], returned: [6]
  (carry, x) => [concat([carry, carry]), x],
  ones([3]),
  ones([5, 3]),
);
whileLoop(
  (x) => greater(sum(x), 0),
  // error: whileLoop: the carry must keep its shapes and dtypes. init: [3], returned: []
  (x) => sum(x),
  ones([3]),
);
