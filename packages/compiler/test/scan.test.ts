// scan in compiled programs, case by case: what goes round, in, out and through, against the eager interpreter.
import { describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import {
  add,
  argsort,
  broadcastTo,
  cast,
  concat,
  flip,
  greater,
  logicalNot,
  matmul,
  mul,
  neg,
  ones,
  pad,
  permute,
  random,
  reshape,
  scan,
  sin,
  slice,
  stack,
  sub,
  sum,
  take,
  tanh,
  tensor,
  transpose,
  where,
  zeros,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import { inspect, jit } from '../src/index.ts';
import { agree, kinds, m, scanned, v } from './agree.ts';

const scalar = (value: number): Tensor => tensor(value, 'float64') as Tensor;
type Pair = readonly [Tensor, Tensor];

describe('what goes round', () => {
  test.each(['int32', 'uint8', 'float32', 'float64'] as const)('a carry of %s', (dtype) =>
    agree(
      (a) =>
        scanned(
          (c: Tensor, r: Tensor) => [add(c, cast(greater(r, 0), dtype)), c],
          zeros([3], dtype) as Tensor,
          a,
        ),
      m,
    ),
  );
  test('a carry of bools', () =>
    agree(
      (a) =>
        scanned(
          (c: Tensor, r) => [where(greater(r as Tensor, 0), logicalNot(c), c), c],
          zeros([3], 'bool') as Tensor,
          a,
        ),
      m,
    ));
  test('carries that change places', () =>
    agree(
      (a, b) =>
        scanned(
          ([p, q, r]: Tensor[], row: Tensor) => [[q, r, p], mul(p, row)],
          [b, neg(b) as Tensor, a],
          stack([b, b]),
        ),
      tensor([1, 2, 3], 'float64') as Tensor,
      v,
    ));
  test('a shift register: a row, then what was the first carry', () =>
    agree(
      (a) =>
        scanned(
          ([p, q]: Pair, row: Tensor) => [[row, p], add(p, q)],
          [neg(v), v] as readonly Tensor[] as Pair,
          a,
        ),
      m,
    ));
  test('a carry that is another one turned round, and a part of both', () =>
    agree(
      (a) =>
        scanned(
          ([p, q]: Pair) => [[flip(p, 0), p], concat([p, q], 0)],
          [a, neg(a)] as readonly Tensor[] as Pair,
          null,
          { length: 3 },
        ),
      v,
    ));
  test('a carry whose next is read off the old one out of order', () =>
    agree((a) => scanned((c: Tensor, r: Tensor) => [add(flip(c, 0), mul(c, r)), flip(c, 0)], v, a), m));
  test('one value for two carries and an output', () =>
    agree(
      (a) =>
        scanned(
          ([p]: Pair, r: Tensor) => {
            const next = sin(add(p, r));
            return [[next, next], next];
          },
          [v, v] as Pair,
          a,
        ),
      m,
    ));
  test('nothing', () => {
    agree((a) => scanned((_, r: Tensor) => [[], mul(r, 2)], [], a)[1], m);
    agree((a) => scanned((c: Tensor) => [add(c, a), null], v, null, { length: 5 })[0], v);
  });
  test('a scalar, many times', () =>
    agree(
      (a) => scanned((c: Tensor) => [add(mul(c, 0.99), a), c], scalar(1), null, { length: 300 }),
      scalar(0.5),
    ));
});

describe('what goes in and comes out', () => {
  test.each([0, 1, 2])('%i steps', (length) =>
    agree(
      (a) => scanned((c: Tensor, r: Tensor) => [add(c, r), mul(c, r)], v, slice(a, [0, 0], [length, 3])),
      m,
    ),
  );
  test('in reverse', () =>
    agree((a) => scanned((c: Tensor, r: Tensor) => [sub(mul(c, 0.5), r), c], v, a, { reverse: true }), m));
  test('rows of no elements', () =>
    agree(
      (a) => scanned((c: Tensor, r: Tensor) => [add(c, sum(r)), r], scalar(1), a),
      zeros([3, 0], 'float64') as Tensor,
    ));
  test('rows of views: turned, flipped, repeated, cut and computed', () =>
    agree(
      (a) =>
        [
          transpose(a),
          flip(a, 0),
          broadcastTo(v, [2, 3]),
          slice(a, [1, 1], [3, 3]),
          sin(a),
          reshape(a, [2, 2, 3]),
        ].map((xs) => scanned((c: Tensor, r: Tensor) => [add(c, sum(r)), mul(r, c)], scalar(1), xs)),
      m,
    ));
  test('outputs that are rows, constants, closures and views of carries', () =>
    agree(
      (a, b) =>
        scanned(
          (c: Tensor, r: Tensor) => [add(c, r), [r, ones([2]), b, flip(c, 0), slice(c, [1], [3])]],
          v,
          a,
        ),
      m,
      tensor([7, 8], 'float64') as Tensor,
    ));
  test('closures: views of arguments, computed values, numbers and captured tensors', () => {
    const captured = tensor([[1, 2, 3], [4, 5, 6], [7, 8, 10]], 'float64'); // prettier-ignore
    agree(
      (a, b) => {
        const computed = sin(b);
        const turned = slice(permute(a, [1, 0]), [0, 0], [3, 3]);
        return scanned(
          (c: Tensor, r: Tensor) => [
            tanh(add(matmul(transpose(captured), add(c, computed)), matmul(r, turned))),
            add(computed, 1),
          ],
          v,
          a,
        );
      },
      m,
      v,
    );
  });
});

describe('what a body is made of', () => {
  test('primitives with loops of their own, padding', () =>
    agree(
      (a) =>
        scanned(
          (c: Tensor, r: Tensor) => {
            const padded = pad(r, [[1, 2]], 7);
            const order = argsort(padded);
            return [
              add(c, sum(where(greater(padded, 0), padded, 0))),
              [padded, take(padded, order, 0), order],
            ];
          },
          scalar(0),
          a,
        ),
      m,
    ));
  test('random bits, by a key that is carried', () =>
    agree(
      (k) =>
        scanned(
          (c: Tensor) => {
            const [next, own] = random.split(c as Key);
            return [next, random.uniform(own, [3])];
          },
          k,
          null,
          { length: 4 },
        ),
      random.key(3) as Tensor,
    ));
  test('loops in loops', () =>
    agree(
      (a) =>
        scanned(
          (c: Tensor, r: Tensor) =>
            scanned(
              (d: Tensor, s: Tensor) => [
                scanned((e: Tensor) => [sin(add(mul(e, s), c)), null], d, null, { length: 2 })[0],
                mul(d, r),
              ],
              c,
              r,
              { reverse: true },
            ),
          v,
          a,
        ),
      m,
    ));
  test('jitted functions, which are traced through', () => {
    const inner = jit((c: Tensor, r: Tensor) => tanh(add(c, r)));
    agree((a) => scanned((c: Tensor, r: Tensor) => [inner(c, r), c], v, a), m);
  });
  test('gradients of loops further in, by values of the loop', () => {
    const inner = (w: Tensor, r: Tensor): Tensor =>
      sum(scanned((d: Tensor, s: Tensor) => [mul(sin(d), add(w, s)), null], mul(w, r) as Tensor, r)[0]);
    agree(
      (a) =>
        scanned(
          (c: Tensor, r: Tensor) => [grad(inner as (w: Tensor, r: Tensor) => Tensor<[]>)(c, r), null],
          v,
          a,
        )[0],
      m,
    );
  });
});

describe('what becomes of it', () => {
  const repeated = (length: number) => (a: Tensor) =>
    scanned((c: Tensor) => [sin(mul(c, a)), null], a, null, { length })[0];

  test('one loop, however long', () => {
    expect(kinds(repeated(1000), v)).toEqual(['map', 'scan']);
    const size = (length: number): number => inspect(jit(repeated(length)), v).module.length;
    expect(size(100000) - size(1)).toBeLessThan(8);
  });
  test('new carries lie where the old ones did, if nothing else needs those', () => {
    const f = (change: (c: Tensor) => unknown) => (a: Tensor) =>
      scanned((c: Tensor) => [change(c), null], a, null, { length: 9 })[0];
    const size = (change: (c: Tensor) => unknown): number =>
      inspect(jit(f(change)), zeros([1024]) as Tensor).memory.size;
    expect(size((c) => flip(c, 0)) - size((c) => mul(c, 2))).toBe(4096);
  });
  test('without what nothing depends on, round after round', () => {
    const f = jit((a: Tensor<[2]>, xs: Tensor<[3, 2]>) => {
      const [last, all] = scan(
        ({ used, counted, unused }, { row, other }) => [
          { used: add(used, mul(row, counted)), counted: add(counted, 1), unused: mul(unused, sum(other)) },
          { first: used, second: sin(unused) },
        ],
        { used: a, counted: tensor(0), unused: a },
        { row: xs, other: ones([3, 3]) },
      );
      return [last.used, all.first];
    });
    const { traced, graph } = inspect(f, ones([2]), ones([3, 2]));
    expect(traced).toMatchSnapshot('traced');
    expect(graph).toMatchSnapshot('graph');
  });
  test('its work counts once a step', () => {
    const f = (a: Tensor): Tensor => scanned((c: Tensor) => [matmul(c, c), null], a, null, { length: 10 })[0];
    expect(inspect(jit(f), zeros([8, 8]) as Tensor).flops).toBe(10 * 2 * 8 ** 3);
  });
});

describe('errors', () => {
  test('an index out of bounds ends the run', () => {
    const f = jit(
      (i: Tensor) =>
        scanned(
          (c: Tensor, k: Tensor) => [add(c, take(v, k as Tensor<[], 'int32'>, 0)), null],
          scalar(0),
          i,
        )[0],
    );
    const at = (...indices: number[]): Tensor => tensor(indices, 'int32') as Tensor;
    expect(f(at(0, 1, 2)).item()).toBe(1);
    expect(() => f(at(0, 3, 1))).toThrow('every index must lie inside the axis');
    expect(f(at(2, 2, 2)).item()).toBe(6);
  });
  test('a value of a body must not be used outside of it', () => {
    const f = jit((a: Tensor) => {
      let leaked = a;
      scanned(
        (c: Tensor) => {
          leaked = sin(c);
          return [leaked, null];
        },
        a,
        null,
        { length: 2 },
      );
      return mul(leaked, 2);
    });
    expect(() => f(v)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jit: a value of a loop or branch must not be used outside of it.
        x: Tracer float64[3]   made inside of a scan, cond or whileLoop
      Expected what the loop or branch returned. Return the value from the function given to scan, cond or whileLoop.]
    `);
  });
  test('values cannot be read in a body; the error says where they are', () => {
    const f = jit((a: Tensor) => scanned((c: Tensor) => [mul(c, c.data()[0]), null], a, null, { length: 2 }));
    expect(() => f(v)).toThrow(/no values to read[^]*read at .*scan.test.ts:[^]*where or cond/);
  });
});
