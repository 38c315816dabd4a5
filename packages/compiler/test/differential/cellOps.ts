// What steps of random recurrent cells are made of: products with what is closed over, lookups, draws, branches, loops, and
// what is computed again.
import { checkpoint } from '@cotangent/autograd';
import {
  abs,
  add,
  cond,
  greater,
  matmul,
  mul,
  neg,
  scan,
  sqrt,
  stack,
  sub,
  sum,
  take,
  transpose,
  where,
  type Tensor,
} from '@cotangent/tensor';

/** What a step makes of two values `[b, u]`, and of what it was given. */
export type Op = (p: Tensor, q: Tensor, given: Given) => Tensor;

/** What a step works with: rows, matrices that it closes over, bits and a flag that go round. */
export interface Given {
  readonly x: Tensor;
  readonly w: Tensor;
  readonly u: Tensor;
  readonly bias: Tensor;
  readonly table: Tensor;
  readonly letters: Tensor;
  readonly bits: () => Tensor;
  readonly flag: Tensor;
  /** Between -2 and 2, or so; whole numbers stay whole. */
  readonly kept: (x: Tensor) => Tensor;
}

const product = (a: Tensor, b: Tensor): Tensor => matmul(a, b) as Tensor;
export const plus = (a: Tensor, b: Tensor): Tensor => add(a, b) as Tensor;

export const stepOps: Readonly<Record<string, Op>> = {
  input: (_p, _q, { x, w }) => product(x, w),
  affine: (p, _q, { x, w, bias }) => plus(plus(product(x, w), bias), p),
  state: (p, _q, { u, kept }) => product(kept(p), u),
  turned: (p, _q, { u }) => product(p, transpose(u) as Tensor),
  invariant: (p, _q, { u, bias }) => plus(p, product(bias, mul(u, 2) as Tensor)),
  mixed: (p, q) => plus(p, sum(product(transpose(p) as Tensor, q), 0) as Tensor),
  multiplied: (p, q, { kept }) => mul(kept(p), kept(q)) as Tensor,
  difference: (p, q) => sub(p, q) as Tensor,
  squashed: (p, _q, { kept }) => kept(p),
  lookup: (p, _q, { table, letters }) =>
    plus(p, take(table, letters as Tensor<[number], 'int32'>, 0) as Tensor),
  drawn: (p, _q, { bits }) => plus(p, bits()),
  chosen: (p, q, { flag }) => where(flag as Tensor<[number, number], 'bool'>, p, q) as Tensor,
  again: (p, _q, { x, w, kept }) => checkpoint((v: Tensor) => kept(plus(v, product(x, w))))(p),
  inner: (p, q, { kept, u }) =>
    scan(
      ((c: Tensor, row: Tensor) => [kept(plus(product(c, u), row)), null]) as never,
      kept(p) as never,
      stack([p, q]) as never,
    )[0] as Tensor,
  unused: (p) =>
    cond(
      greater(sum(abs(p)), -1) as Tensor<[], 'bool'>,
      () => p,
      () => sqrt(sub(-1, abs(p))) as Tensor,
    ) as Tensor,
  branch: (p, q, { u }) =>
    cond(
      greater(sum(p), 0) as Tensor<[], 'bool'>,
      () => product(p, u),
      () => q,
    ) as Tensor,
};

/** What is added to a carry in every step. */
export const sumOps: Readonly<Record<string, Op>> = {
  product: (p, _q, { x }) => product(transpose(x) as Tensor, p),
  twice: (p, q, { x }) =>
    sub(product(transpose(x) as Tensor, p), mul(product(transpose(x) as Tensor, q), 2)) as Tensor,
  turned: (p, _q, { x }) => neg(transpose(product(transpose(p) as Tensor, x))) as Tensor,
  steps: (p, _q, { x }) => mul(x, sum(p)) as Tensor,
  total: (p) => sum(p, 0) as Tensor,
};
