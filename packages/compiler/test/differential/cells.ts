// Random recurrent cells: scans whose steps multiply rows and carries by matrices, look things up, draw bits, branch, loop and
// compute again, with carries that change places, are passed on, or only added to. What passes move out of loops is drawn here.
import {
  abs,
  add,
  cast,
  greater,
  logicalNot,
  random,
  rem,
  scan,
  sum,
  tanh,
  zeros,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import { tensors } from '@cotangent/testing';
import fc from 'fast-check';
import { plus, stepOps, sumOps, type Given } from './cellOps.ts';
import { derived, taken, withPullback, withTangents, type Subject } from './subject.ts';

type Leaves = readonly Tensor[];

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
  steps: fc.array(fc.tuple(fc.constantFrom(...Object.keys(stepOps)), place, place), {
    minLength: 1,
    maxLength: 6,
  }),
  totals: fc.array(fc.tuple(fc.constantFrom(...Object.keys(sumOps)), place, place, fc.boolean()), {
    maxLength: 2,
  }),
  way: fc.constantFrom(...ways),
  outputs: fc.array(place, { maxLength: 3 }),
  sizes: fc.constantFrom([2, 3, 4] as const, [1, 2, 3] as const, [3, 1, 2] as const),
  length: fc.constantFrom(0, 1, 2, 2, 3, 4),
  reverse: fc.boolean(),
});

type Derive = (f: Subject['f']) => Subject['f'];
/** Derivatives of the first order, either way, and of the second. */
const modes: readonly (readonly [name: string, derive: Derive])[] = [
  ['back', withPullback],
  ['back', withPullback],
  ['forward', withTangents],
  ['back and back', (f) => withPullback(withPullback(f))],
  ['forward over back', (f) => withTangents(withPullback(f))],
];

/** Recurrent programs in both dtypes, on whole numbers too, with derivatives of the first and of the second order. */
export const cellSubjects: fc.Arbitrary<Subject> = fc
  .record({
    cell: drawn,
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    exact: fc.boolean(),
    derived,
    modes: fc.constantFrom(...modes),
  })
  .chain(({ cell, dtype, exact, derived: how, modes: [name, derive] }) => {
    const f = (...xs: Tensor[]): Leaves => run(cell, xs, exact);
    return fc
      .tuple(...shapesOf(cell).map((shape) => tensors({ shape, dtype, domain: [-1, 1], whole: exact })))
      .map((inputs) => ({
        ...taken(how, derive, f),
        inputs: inputs as Leaves as Tensor[],
        dtype,
        unsigned: how !== 'no',
        used: new Set(['scan', 'contract']),
        source: () =>
          `${JSON.stringify({ ...cell, how, mode: name, exact })}\n${inputs.map((x) => `${x.dtype}[${x.shape.join()}] ${x.data().join()}`).join('\n')}`,
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
    for (const [op, p, q] of steps) pool.push(stepOps[op](at(p), at(q), given));
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
        plus(rest.totals[k], sumOps[name](kept(at(p)), kept(at(q)), given)),
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
