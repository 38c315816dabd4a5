// Ops that work element by element, activations included.
// Where fixtures may use our name or PyTorch's, both lead to one row.
import * as ct from '@cotangent/tensor';
import { binary, bools, unary, type Op, type Ops } from '../lib/op.ts';

const maps: Ops = {
  abs: unary((x) => ct.abs(x)),
  neg: unary((x) => ct.neg(x)),
  sign: unary((x) => ct.sign(x)),
  square: unary((x) => ct.square(x)),
  reciprocal: unary((x) => ct.reciprocal(x)),
  floor: unary((x) => ct.floor(x)),
  ceil: unary((x) => ct.ceil(x)),
  round: unary((x) => ct.round(x)),
  exp: unary((x) => ct.exp(x)),
  exp2: unary((x) => ct.exp2(x)),
  expm1: unary((x) => ct.expm1(x)),
  log: unary((x) => ct.log(x)),
  log2: unary((x) => ct.log2(x)),
  log10: unary((x) => ct.log10(x)),
  log1p: unary((x) => ct.log1p(x)),
  sqrt: unary((x) => ct.sqrt(x)),
  rsqrt: unary((x) => ct.rsqrt(x)),
  sin: unary((x) => ct.sin(x)),
  cos: unary((x) => ct.cos(x)),
  tan: unary((x) => ct.tan(x)),
  asin: unary((x) => ct.asin(x)),
  acos: unary((x) => ct.acos(x)),
  atan: unary((x) => ct.atan(x)),
  sinh: unary((x) => ct.sinh(x)),
  cosh: unary((x) => ct.cosh(x)),
  tanh: unary((x) => ct.tanh(x)),
  asinh: unary((x) => ct.asinh(x)),
  acosh: unary((x) => ct.acosh(x)),
  atanh: unary((x) => ct.atanh(x)),
  erf: unary((x) => ct.erf(x)),
};

const activations: Ops = {
  relu: unary((x) => ct.relu(x)),
  leakyRelu: unary((x, { slope }) => ct.leakyRelu(x, slope)),
  elu: unary((x, { alpha }) => ct.elu(x, alpha)),
  selu: unary((x) => ct.selu(x)),
  gelu: unary((x, { approximate }) => ct.gelu(x, { approximate: approximate ?? 'none' })),
  geluTanh: unary((x) => ct.gelu(x, { approximate: 'tanh' })),
  silu: unary((x) => ct.silu(x)),
  mish: unary((x) => ct.mish(x)),
  sigmoid: unary((x) => ct.sigmoid(x)),
  hardSigmoid: unary((x) => ct.hardSigmoid(x)),
  logSigmoid: unary((x) => ct.logSigmoid(x)),
  softplus: unary((x) => ct.softplus(x)),
};

const pow: Op = (inputs, { exponent }) => {
  const [x, y = exponent] = Object.values(inputs);
  if (y === undefined) throw new Error('The case gives no exponent.');
  return ct.pow(x, y);
};
const lerp: Op = (inputs, params) => {
  const [x, y, weight = params.weight] = Object.values(inputs);
  if (weight === undefined) throw new Error('The case gives no weight.');
  return ct.lerp(x, y, weight);
};
const rem = binary((x, y) => ct.rem(x, y));
const clamp = unary((x, { min, max }) => ct.clamp(x, min ?? -Infinity, max ?? Infinity));
const where: Op = (inputs) => {
  const [mask, x, y] = Object.values(inputs);
  return ct.where(bools(mask), x, y);
};

const arithmetic: Ops = {
  add: binary((x, y) => ct.add(x, y)),
  sub: binary((x, y) => ct.sub(x, y)),
  mul: binary((x, y) => ct.mul(x, y)),
  div: binary((x, y) => ct.div(x, y)),
  atan2: binary((x, y) => ct.atan2(x, y)),
  maximum: binary((x, y) => ct.maximum(x, y)),
  minimum: binary((x, y) => ct.minimum(x, y)),
  rem,
  fmod: rem,
  pow,
  lerp,
  clamp,
  clip: clamp,
  where,
};

const equal = binary((x, y) => ct.equal(x, y));
const notEqual = binary((x, y) => ct.notEqual(x, y));
const less = binary((x, y) => ct.less(x, y));
const lessEqual = binary((x, y) => ct.lessEqual(x, y));
const greater = binary((x, y) => ct.greater(x, y));
const greaterEqual = binary((x, y) => ct.greaterEqual(x, y));
const isFinite = unary((x) => ct.isFinite(x));
const isNaN = unary((x) => ct.isNaN(x));

const truths: Ops = {
  equal,
  eq: equal,
  notEqual,
  ne: notEqual,
  less,
  lt: less,
  lessEqual,
  le: lessEqual,
  greater,
  gt: greater,
  greaterEqual,
  ge: greaterEqual,
  isFinite,
  isfinite: isFinite,
  isNaN,
  isnan: isNaN,
  logicalAnd: binary((x, y) => ct.logicalAnd(bools(x), bools(y))),
  logicalOr: binary((x, y) => ct.logicalOr(bools(x), bools(y))),
  logicalXor: binary((x, y) => ct.logicalXor(bools(x), bools(y))),
  logicalNot: unary((x) => ct.logicalNot(bools(x))),
};

export const elementwise: Ops = { ...maps, ...activations, ...arithmetic, ...truths };
