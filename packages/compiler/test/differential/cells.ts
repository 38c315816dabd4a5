// Random recurrent cells: scans whose steps multiply rows and carries by matrices, look things up, draw bits, branch, loop and
// compute again, with carries that change places, are passed on, or only added to. What passes move out of loops is drawn here.
import { checkpoint } from '@cotangent/autograd';
import {
  abs,
  add,
  cast,
  cond,
  greater,
  logicalNot,
  matmul,
  mul,
  neg,
  random,
  rem,
  scan,
  sqrt,
  stack,
  sub,
  sum,
  take,
  tanh,
  transpose,
  where,
  zeros,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import { tensors } from '@cotangent/testing';
import fc from 'fast-check';
import { derived, taken, withPullback, type Subject } from './subject.ts';

type Leaves = readonly Tensor[];
/** What a step makes of two values `[b, u]`, and of what it was given. */
type Op = (p: Tensor, q: Tensor, given: Given) => Tensor;

/** What a step works with: rows, matrices that it closes over, bits and a flag that go round. */
interface Given {
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
const plus = (a: Tensor, b: Tensor): Tensor => add(a, b) as Tensor;

const ops: Readonly<Record<string, Op>> = {
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
const sums: Readonly<Record<string, Op>> = {
  product: (p, _q, { x }) => product(transpose(x) as Tensor, p),
  twice: (p, q, { x }) =>
    sub(product(transpose(x) as Tensor, p), mul(product(transpose(x) as Tensor, q), 2)) as Tensor,
  turned: (p, _q, { x }) => neg(transpose(product(transpose(p) as Tensor, x))) as Tensor,
  steps: (p, _q, { x }) => mul(x, sum(p)) as Tensor,
  total: (p) => sum(p, 0) as Tensor,
};

/** How the second carry goes on. */
const ways = ['through', 'swapped', 'row', 'computed'] as const;

/** A program: what its steps do, and how large everything is. */
interface Drawn {
  readonly steps: readonly (readonly [op: string, a: number, b: number])[];
  /** Carries that are only added to, unless a step reads them. */
  readonly totals: readonly (readonly [name: string, a: number, b: number, isRead: boolean])[];
  readonly way: (typeof ways)[number];
  readonly outputs: readonly number[];
  readonly sizes: readonly [batch: number, inputs: number, units: number];
  readonly length: number;
  readonly reverse: boolean;
}

const place = fc.nat({ max: 20 });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  steps: fc.array(fc.tuple(fc.constantFrom(...Object.keys(ops)), place, place), {
    minLength: 1,
    maxLength: 6,
  }),
  totals: fc.array(fc.tuple(fc.constantFrom(...Object.keys(sums)), place, place, fc.boolean()), {
    maxLength: 2,
  }),
  way: fc.constantFrom(...ways),
  outputs: fc.array(place, { maxLength: 3 }),
  sizes: fc.constantFrom([2, 3, 4] as const, [1, 2, 3] as const, [3, 1, 2] as const),
  length: fc.constantFrom(0, 1, 2, 2, 3, 4),
  reverse: fc.boolean(),
});

/** Recurrent programs in both dtypes, on whole numbers too, with derivatives of the first and of the second order. */
export const cellSubjects: fc.Arbitrary<Subject> = fc
  .record({
    cell: drawn,
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    exact: fc.boolean(),
    derived,
    second: fc.constantFrom(false, false, false, false, false, true),
  })
  .chain(({ cell, dtype, exact, derived: how, second }) => {
    const f = (...xs: Tensor[]): Leaves => run(cell, xs, exact);
    const derive = (g: typeof f): typeof f => (second ? withPullback(withPullback(g)) : withPullback(g));
    return fc
      .tuple(...shapesOf(cell).map((shape) => tensors({ shape, dtype, domain: [-1, 1], whole: exact })))
      .map((inputs) => ({
        ...taken(how, derive, f),
        inputs: inputs as Leaves as Tensor[],
        dtype,
        unsigned: how !== 'no',
        used: new Set(['scan', 'contract']),
        source: () =>
          `${JSON.stringify({ ...cell, how, second, exact })}\n${inputs.map((x) => `${x.dtype}[${x.shape.join()}] ${x.data().join()}`).join('\n')}`,
      }));
  });

/** Carries `h` and `g`, rows `x` and `r`, and what is closed over: `w`, `u`, `bias`, `table`. */
function shapesOf({ sizes: [b, i, u], length }: Drawn): readonly (readonly number[])[] {
  return [[b, u], [b, u], [length, b, i], [length, b, u], [i, u], [u, u], [u], [3, u]]; // prettier-ignore
}

function run(
  { steps, totals, way, outputs, sizes, length, reverse }: Drawn,
  inputs: Leaves,
  exact: boolean,
): Leaves {
  const [h, g, xs, rs, w, u, bias, table] = inputs;
  const [b, i, units] = sizes;
  const { dtype } = h;
  const kept = (x: Tensor): Tensor => (exact ? rem(x, 3) : tanh(x)) as Tensor;
  const step = (
    { h: hidden, g: other, key, flag, count, ...rest }: State,
    { x, r }: Row,
  ): readonly [State, Leaves] => {
    const [next, own] = random.split(key);
    const bits = (): Tensor =>
      exact
        ? (cast(sum(rem(own, 3)), dtype) as Tensor)
        : (cast(random.uniform(own, [b, units]), dtype) as Tensor);
    const letters = cast(abs(rem(sum(x, 1), 3)), 'int32') as Tensor;
    const given: Given = { x, w, u, bias, table, letters, bits, flag, kept };
    const pool = [hidden, other, r];
    const at = (k: number): Tensor => pool[k % pool.length];
    totals.forEach(([, , , isRead], k) => {
      if (isRead) pool.push(plus(hidden, sum(kept(rest.totals[k])) as Tensor));
    });
    for (const [op, p, q] of steps) pool.push(ops[op](at(p), at(q), given));
    const last = kept(pool[pool.length - 1]);
    const [one, two] = {
      through: [last, other],
      swapped: [other, last],
      row: [last, r],
      computed: [last, kept(at(7))],
    }[way];
    const state: State = {
      h: one,
      g: two,
      key: next,
      flag: logicalNot(flag),
      count: add(count, cast(greater(last, 0), 'int32')) as Tensor,
      totals: totals.map(([name, p, q], k) =>
        plus(rest.totals[k], sums[name](kept(at(p)), kept(at(q)), given)),
      ),
    };
    return [state, outputs.map((k) => at(k))];
  };
  const shapes = {
    product: [i, units],
    twice: [i, units],
    turned: [i, units],
    steps: [b, i],
    total: [units],
  } as const;
  const start: State = {
    h,
    g,
    key: random.key(5),
    flag: greater(g, 0) as Tensor,
    count: zeros([b, units], 'int32') as Tensor,
    totals: totals.map(([name]) => zeros(shapes[name as keyof typeof shapes], dtype) as Tensor),
  };
  const [end, ys] = scan(step as never, start as never, { x: xs, r: rs } as never, { length, reverse }) as readonly unknown[] as readonly [State, Leaves]; // prettier-ignore
  return [
    end.h,
    end.g,
    cast(end.count, dtype) as Tensor,
    cast(end.flag, dtype) as Tensor,
    ...end.totals,
    ...ys,
  ];
}

/** What goes round. */
interface State {
  readonly h: Tensor;
  readonly g: Tensor;
  readonly key: Key;
  readonly flag: Tensor;
  readonly count: Tensor;
  readonly totals: Leaves;
}
interface Row {
  readonly x: Tensor;
  readonly r: Tensor;
}
