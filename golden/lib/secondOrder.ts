// Functions by the names that second-order cases give them, and the check of value, gradient, Hessian-vector product
// and Hessian.
import { grad, hessian, hvp } from '@cotangent/autograd';
import {
  add,
  einsum,
  logSumExp,
  matmul,
  mul,
  pad,
  pow,
  prod,
  reshape,
  slice,
  softmax,
  square,
  sub,
  sum,
  tanh,
  windows,
  type FloatDType,
  type Tensor,
} from '@cotangent/tensor';
import { expectClose } from './closeness.ts';
import { read, type Precision, type SecondOrderCase } from './load.ts';
import { through } from './through.ts';

type Vector = Tensor<[number], FloatDType>;
type Constants = Readonly<Record<'W' | 'T', Tensor>>;
type ScalarFunction = (x: Vector, constants: Constants) => Tensor;

/** The image of 12 pixels is 4 high and 3 wide; the convolution has stride 1 and padding 1. */
function tanhOfConv(x: Vector, { W }: Constants): Tensor {
  const image = reshape(x, [1, 1, -1, 3]);
  const padded = pad(image, [
    [0, 0],
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  return sum(tanh(einsum('nchwij,ocij->nohw', windows(padded, { axes: [2, 3], size: 3 }), W)));
}

function rosenbrock(x: Vector): Tensor {
  const head = slice(x, [0], [-1]);
  const tail = slice(x, [1]);
  return sum(add(mul(square(sub(tail, square(head))), 100), square(sub(1, head))));
}

const functions: Readonly<Record<string, ScalarFunction>> = {
  'sum(tanh(x)^3)': (x) => sum(pow(tanh(x), 3)),
  'logsumexp(x*x)': (x) => logSumExp(mul(x, x)),
  'prod(x)': (x) => prod(x),
  rosenbrock,
  'sum(tanh(conv2d(x, W)))': tanhOfConv,
  'sum(softmax(T x) * x^2)': (x, { T }) => sum(mul(softmax(matmul(T, x)), square(x))),
};

const value = { float64: 1e-12, float32: 1e-4 };
const derivative = { float64: 1e-10, float32: 1e-4 };

/** Asserts value, gradient, Hessian-vector product and Hessian of a case. */
export function checkSecondOrder(one: SecondOrderCase, precision: Precision): void {
  const { name, W, T } = one;
  const named = functions[name];
  if (named === undefined) throw new Error(`No function is called '${name}'.`);
  const x = read(one.x, precision) as Vector;
  const v = read(one.v, precision) as Vector;
  const constants = { W: read(W ?? one.x, precision), T: read(T ?? one.x, precision) };
  const f = (at: Vector): Tensor => named(at, constants);
  expectClose(through(f)(x), one.value, precision, value[precision], 'value');
  expectClose(through(grad(f))(x), one.grad, precision, derivative[precision], 'gradient');
  const product = through((at: Vector, direction: Vector) => hvp(f, at, direction));
  expectClose(product(x, v), one.hvp, precision, derivative[precision], 'Hessian-vector product');
  expectClose(through(hessian(f))(x), one.hessian, precision, derivative[precision], 'Hessian');
}
