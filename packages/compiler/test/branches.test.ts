// cond and whileLoop in compiled programs, case by case, against the eager interpreter.
import { describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import {
  add,
  any,
  cond,
  greater,
  less,
  matmul,
  mul,
  neg,
  ones,
  sin,
  sub,
  sum,
  take,
  tensor,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { inspect, jit } from '../src/index.ts';
import { agree, kinds, m, scanned, v } from './agree.ts';

const positive = (x: Tensor): Tensor<[], 'bool'> => greater(sum(x), 0) as Tensor<[], 'bool'>;
const int = (...values: number[]): Tensor =>
  tensor(values.length === 1 ? values[0] : values, 'int32') as Tensor;
type Pair = readonly [Tensor, Tensor];
const either = (
  p: Tensor,
  f: (...xs: Tensor[]) => unknown,
  g: (...xs: Tensor[]) => unknown,
  ...xs: Tensor[]
): unknown => cond(positive(p), f as never, g as never, ...(xs as never[]));
const repeated = <C>(goesOn: (carry: C) => Tensor, step: (carry: C) => unknown, init: C): C =>
  whileLoop(goesOn as never, step as never, init as never) as C;

describe.each([1, -1])('a branch by a predicate of sign %i', (sign) => {
  const a = mul(m, sign) as Tensor;

  test('gives what is computed, passed on, closed over and constant', () =>
    agree(
      (p, q) =>
        either(
          p,
          (y) => [sin(y), y, q, ones([2])],
          (y) => [q, q, mul(y, 2), zeros([2])],
          q,
        ),
      a,
      v,
    ));
  test('in a branch', () =>
    agree(
      (p, q) =>
        either(
          p,
          () => matmul(p, q),
          () =>
            either(
              q,
              () => sum(p, 1),
              () => neg(sum(p, 1)),
            ),
        ),
      a,
      v,
    ));
  test('with a loop in it', () =>
    agree(
      (p, q) =>
        either(
          p,
          () => scanned((c: Tensor, r: Tensor) => [add(c, r), c], q, p),
          () => [q, p],
        ),
      a,
      v,
    ));
  test('of no elements', () =>
    agree(
      (p) =>
        either(
          p,
          () => zeros([0, 2]),
          () => ones([0, 2]),
        ),
      a,
    ));
});

test('branches in a loop, on what goes round', () =>
  agree(
    (a) =>
      scanned(
        (c: Tensor, r: Tensor) => {
          const next = either(
            add(c, r),
            () => mul(c, 0.5),
            () => add(r, sum(c)),
          ) as Tensor;
          return [next, positive(next)];
        },
        v,
        a,
      ),
    m,
  ));

test('only the branch that is taken runs', () => {
  const f = jit((i: Tensor<[], 'int32'>, a: Tensor<[3], 'float64'>) =>
    cond(
      less(i, 3),
      () => take(a, i, 0),
      () => zeros([], 'float64'),
    ),
  );
  const values = tensor([0.5, -1.5, 2], 'float64');
  expect(f(tensor(1, 'int32'), values).item()).toBe(-1.5);
  expect(f(tensor(9, 'int32'), values).item()).toBe(0);
});

test('a predicate may be captured, or a result that is still in memory', () => {
  const known = jit((x: Tensor<[3]>) => greater(x, 1))(tensor([0, 1, 2]));
  agree(
    (a) =>
      cond(
        any(known),
        () => sin(a),
        () => a,
      ),
    v,
  );
});

describe('loops of unknown length', () => {
  test.each([0, 10, 1e6])('up to %d', (limit) =>
    agree(
      (a, b) =>
        repeated(
          ([p]) => less(sum(p), b),
          ([p, q]) => [add(p, mul(p, q)), add(q, 1)],
          [a, ones([], 'float64') as Tensor] as Pair,
        ),
      tensor([1, 2], 'float64') as Tensor,
      tensor(limit, 'float64') as Tensor,
    ),
  );
  test('in a scan, of integers', () =>
    agree(
      (a) =>
        scanned(
          (c: Tensor, r: Tensor) => {
            const steps = repeated(
              (k) => less(mul(k, k), r),
              (k) => add(k, 1),
              c,
            );
            return [steps, steps];
          },
          int(0),
          a,
        ),
      int(3, 20, 5, 300),
    ));
  test('whose carries trade places', () =>
    agree(
      (a, b) =>
        repeated(
          ([p]) => less(p, 100),
          ([p, q]) => [q, add(p, q)],
          [a, b] as Pair,
        ),
      int(1),
      int(1),
    ));
  test('with loops and branches in test and body', () =>
    agree(
      (a) =>
        repeated(
          (c) =>
            less(
              scanned((s: Tensor, r: Tensor) => [add(s, r), null], tensor(0, 'float64') as Tensor, c)[0],
              50,
            ),
          (c) =>
            either(
              sub(c, 3),
              () => mul(c, 1.5),
              () => add(c, 1),
            ),
          a,
        ),
      v,
    ));
  test('what nothing depends on goes', () => {
    const f = jit(
      (a: Tensor) =>
        repeated(
          ([p]) => less(p, 100),
          ([p, q]) => [add(p, 1), sin(q)],
          [int(1), a] as Pair,
        )[0],
    );
    expect(inspect(f, v).graph).toMatchInlineSnapshot(`
      "inputs a: float64[3]
      b: int32[] = whileLoop(1) {"carries":1}
        inputs a: int32[]
        b: bool[] = less(a, 100)
        outputs b
        inputs a: int32[]
        b: int32[] = add(a, 1)
        outputs b
      outputs b"
    `);
  });
});

test('branches and loops stay such', () => {
  expect(
    kinds(
      (a) =>
        either(
          a,
          () => sin(a),
          () => a,
        ),
      v,
    ),
  ).toEqual(['reduce', 'cond']);
  expect(kinds((a) => repeated(positive, (c) => sub(c, 1), a), v)).toEqual(['map', 'while']);
});

test('gradients go through the branch that is taken', () => {
  const f = (a: Tensor): Tensor<[], 'float64'> =>
    sum(
      either(
        a,
        () => sin(a),
        () => mul(a, a),
      ) as Tensor,
    ) as Tensor<[], 'float64'>;
  agree((a) => grad(f)(a), v);
  agree((a) => grad(f)(a), neg(v) as Tensor);
});
