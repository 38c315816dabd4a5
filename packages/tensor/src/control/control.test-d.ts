import { expectTypeOf } from 'vitest';
import {
  add,
  cond,
  less,
  matmul,
  mul,
  scan,
  square,
  sum,
  tanh,
  whileLoop,
  zeros,
  type DType,
  type Dim,
  type Shape,
  type Tensor,
  type Tree,
} from '@cotangent/tensor';

declare const x: Tensor<[2]>;
declare const xs: Tensor<[7, 4, 3]>;
declare const some: Tensor<[number]>;
declare const anything: Tensor;
interface State {
  h: Tensor<[4, 3]>;
  count: Tensor<[], 'int32'>;
}
declare const state: State;
declare const parameters: Tree;

// scan: the carry keeps its type, outputs are stacked.
const [total, sums] = scan((carry, row) => [add(carry, row), sum(row)], zeros([4, 3]), xs);
expectTypeOf(total).toEqualTypeOf<Tensor<[4, 3]>>();
expectTypeOf(sums).toEqualTypeOf<Tensor<[7]>>();
const result = scan(
  ({ h, count }, { a, b: [c] }) => {
    expectTypeOf(h).toEqualTypeOf<Tensor<[4, 3]>>();
    expectTypeOf(a).toEqualTypeOf<Tensor<[4, 3]>>();
    expectTypeOf(c).toEqualTypeOf<Tensor<[]>>();
    return [
      { h: add(h, a), count },
      { y: tanh(h), none: [] },
    ];
  },
  state,
  { a: xs, b: [zeros([7])] },
  { reverse: true },
);
expectTypeOf(result).toEqualTypeOf<[carry: State, ys: { y: Tensor<[7, 4, 3]>; none: [] }]>();
expectTypeOf(
  scan(([a, b], row) => [[b, add(a, row)], null], [zeros([4, 3]), zeros([4, 3])], xs),
).toEqualTypeOf<[carry: [Tensor<[4, 3]>, Tensor<[4, 3]>], ys: null]>();
expectTypeOf(scan((carry) => [carry, carry], x, null, { length: 5 })[1]).toEqualTypeOf<Tensor<[5, 2]>>();
expectTypeOf(scan((carry, row) => [carry, row], x, some)[1]).toEqualTypeOf<Tensor<[number]>>();
expectTypeOf(scan((carry, row) => [carry, row], x, anything)[1]).toEqualTypeOf<
  Tensor<[number, ...Shape], DType>
>();

// What nobody can know is left to run time; what certainly changes is red.
scan((carry, row) => [mul(carry, row), null], x, some);
scan(() => [some, null], x, some);
scan(() => [anything, null], x, some);
// @ts-expect-error scan: the carry must keep its shapes and dtypes. init: [2], returned: [3, 2]
scan((carry, row) => [add(carry, row), null], x, zeros([5, 3, 2]));
// @ts-expect-error scan: the carry must keep its shapes and dtypes. init: [2], returned: []
scan((carry) => [{ h: sum(carry.h) }, null], { h: x }, null, { length: 2 });

// whileLoop and cond.
expectTypeOf(whileLoop((c) => less(sum(c), 3), square, x)).toEqualTypeOf<Tensor<[2]>>();
expectTypeOf(
  whileLoop(
    ({ count }) => less(count, 3),
    (s) => s,
    state,
  ),
).toEqualTypeOf<State>();
whileLoop(
  () => true,
  // @ts-expect-error whileLoop: the carry must keep its shapes and dtypes. init: [2], returned: []
  (c) => sum(c),
  x,
);
whileLoop(
  // @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Predicate'.
  (c) => sum(c),
  (c) => c,
  x,
);
expectTypeOf(
  cond(
    less(sum(x), 1),
    (a) => mul(a, 2),
    (a) => a,
    x,
  ),
).toEqualTypeOf<Tensor<[2]>>();
expectTypeOf(
  cond(
    true,
    () => x,
    () => some,
  ),
).toEqualTypeOf<Tensor<[number]>>();
cond(
  true,
  () => x,
  // @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Tensor<[2], "float32">'.
  () => sum(x),
);
cond(
  // @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Predicate'.
  sum(x),
  () => x,
  () => x,
);

// Trees of which nothing is known.
expectTypeOf(scan((carry, row) => [carry, row], parameters, parameters)[0]).toEqualTypeOf<Tree>();
expectTypeOf(
  whileLoop(
    () => true,
    (carry) => carry,
    parameters,
  ),
).toEqualTypeOf<Tree>();
whileLoop(
  () => true,
  () => parameters,
  x as Tree,
);

// Inside generic functions.
export const rnn = <T extends Dim, B extends Dim, H extends Dim>(
  w: Tensor<[H, H]>,
  h: Tensor<[B, H]>,
  inputs: Tensor<[T, B, H]>,
): [Tensor<[B, H]>, Tensor<[T, B, H]>] =>
  scan(
    (carry, row) => {
      const next = tanh(add(matmul(carry, w), row));
      return [next, next];
    },
    h,
    inputs,
  );
export const steps = <B extends Dim>(h: Tensor<[B, 3]>): Tensor<[B, 3]> =>
  whileLoop(
    (c) => less(sum(c), 3),
    (c) => mul(c, 2),
    h,
  );
