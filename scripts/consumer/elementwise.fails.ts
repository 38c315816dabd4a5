// Mistakes among elementwise ops, joined at the argument that breaks the rule.
import {
  add,
  allClose,
  atan2,
  clamp,
  div,
  equal,
  exp,
  less,
  lerp,
  logicalAnd,
  logicalNot,
  maximum,
  mul,
  ones,
  pow,
  relu,
  sub,
  tensor,
  where,
  withShape,
} from '@cotangent/tensor';

const x = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const y = ones([4]);
const batch = withShape(x, ['batch', 3]);

// error: add: shapes must broadcast. x: [2, 3], y: [4]
add(x, y);
// error: sub: shapes must broadcast. x: [4], y: [2, 3]
sub(y, x);
// error: mul: shapes must broadcast. x: [2, 3], y: [3, 2]
mul(x, ones([3, 2]));
// error: div: shapes must broadcast. x: [batch, 3], y: [4, 3]
div(batch, ones([4, 3]));
// error: pow: shapes must broadcast
pow(x, y);
// error: atan2: shapes must broadcast
atan2(x, y);
// error: maximum: shapes must broadcast
maximum(x, y);
// error: less: shapes must broadcast
less(x, y);
// error: equal: shapes must broadcast
equal(x, y);
// error: lerp: shapes must broadcast. x: [2, 3], y: [4]
lerp(x, y, 0.5);
// error: lerp: shapes must broadcast. x and y: [2, 3], weight: [4]
lerp(x, x, y);
// error: allClose: shapes must broadcast
allClose(x, y);
// error: where: the mask must be a bool tensor. mask: float32[2, 3]
where(x, 1, 0);
// error: where: shapes must broadcast. mask: [2, 3], x: [4]
where(less(x, 1), y, 0);
// error: where: shapes must broadcast. mask and x: [2, 3], y: [4]
where(less(x, 1), x, y);
// error: logicalAnd: logic works on bools. x: float32[2, 3]
logicalAnd(x, less(x, 1));
// error: logicalNot: logic works on bools. x: float32[4]
logicalNot(y);
// error: withShape: the tensor must have the shape it is said to have. x: [2, 3], shape: [batch, 4]
withShape(x, ['batch', 4]);
// error: Argument of type 'string' is not assignable to parameter of type 'Operand<[], "float32">'
exp('1');
// error: Argument of type 'number[]' is not assignable to parameter of type 'Operand<[], "float32">'
relu([1, 2]);
// error: Expected 3 arguments, but got 2
clamp(x, 0);
