import {
  add,
  cast,
  concat,
  flip,
  mul,
  scan,
  stack,
  sum,
  tensor,
  tree,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const integer = fc.integer({ min: -9, max: 9 });

describe('scan', () => {
  it('is the loop it stands for', () => {
    fc.assert(
      fc.property(integer, fc.array(fc.tuple(integer, integer)), fc.boolean(), (first, rows, reverse) => {
        const xs = rows.length === 0 ? zeros([0, 2]) : (tensor(rows) as Tensor<[number, 2]>);
        const [last, ys] = scan(
          (carry, { x: [row] }) => [{ n: add(mul(carry.n, 2), sum(row)) }, { before: carry.n, row }],
          { n: tensor(first) },
          { x: [xs] },
          { reverse },
        );
        let n = first;
        const before: number[] = [];
        for (const [a, b] of reverse ? rows.toReversed() : rows) {
          before.push(n);
          n = Math.fround(Math.fround(2 * n) + (a + b));
        }
        expect(last.n.item()).toBe(n);
        expect(ys.before.toArray()).toEqual(reverse ? before.toReversed() : before);
        expect(ys.row.toArray()).toEqual(rows);
      }),
    );
  });

  it('in reverse is the scan of what is flipped, flipped', () => {
    const xs = tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const step = (carry: Tensor<[2]>, x: Tensor<[2]>): [Tensor<[2]>, Tensor<[2]>] => {
      const next = add(mul(carry, 2), x);
      return [next, next];
    };
    const [last, ys] = scan(step, zeros([2]), xs, { reverse: true });
    const [wantedLast, wanted] = scan(step, zeros([2]), flip(xs, 0));
    expect(last.toArray()).toEqual(wantedLast.toArray());
    expect(ys.toArray()).toEqual(flip(wanted, 0).toArray());
  });

  it('splits where its input is split', () => {
    const step = (c: Tensor<[]>, x: Tensor<[]>): [Tensor<[]>, Tensor<[]>] => [add(c, x), mul(c, x)];
    const [a, b] = [tensor([1, 2, 3]), tensor([4, 5])];
    const [last, ys] = scan(step, tensor(1), concat([a, b]));
    const [middle, firsts] = scan(step, tensor(1), a);
    const [end, seconds] = scan(step, middle, b);
    expect(last.item()).toBe(end.item());
    expect(ys.toArray()).toEqual(concat([firsts, seconds]).toArray());
  });

  it('takes a length instead of inputs, and null for no outputs', () => {
    const [last, ys] = scan((n, x) => [add(n, x === undefined ? 1 : 0), null], tensor(0), null, {
      length: 5,
    });
    expect([last.item(), ys]).toEqual([5, null]);
  });

  it('of no steps gives outputs of the right shapes, and runs f on shapes alone', () => {
    const seen: string[] = [];
    const [last, ys] = scan(
      (carry, x) => {
        seen.push(String(x));
        return [carry, { pair: stack([x, carry]), mask: cast(x, 'bool'), constant: zeros([4]) }];
      },
      zeros([3]),
      zeros([0, 3]),
    );
    expect(last.shape).toEqual([3]);
    expect(tree.map((y) => `${y.dtype} ${y.shape.join()}`, ys)).toEqual({
      pair: 'float32 0,2,3',
      mask: 'bool 0,3',
      constant: 'float32 0,4',
    });
    expect(seen).toEqual(['Tracer float32[3]']);
    expect(() => scan((c, x) => [add(c, x.item()), x], tensor(0), zeros([0]))).toThrow(
      /^item\(\): there are no values to read in a scan of no steps.\n {2}x: Tracer float32\[\] {3}read at .*scan.test.ts:\d+:\d+\n/,
    );
  });
});

describe('scan refuses', () => {
  const x = zeros([2]);
  const carries =
    (returned: unknown): (() => unknown) =>
    () =>
      scan(() => [returned as Tensor, null], { h: x, c: [x] } as object as Tensor, null, { length: 1 });

  it('carries that change', () => {
    expect(carries({ h: x, c: [zeros([3])] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the carry must keep its shapes and dtypes.
        init: float32[2] at c[0]
        f: float32[3] at c[0]
      Expected float32[2] at c[0].]
    `);
    expect(carries({ h: cast(x, 'float64'), c: [x] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the carry must keep its shapes and dtypes.
        init: float32[2] at h
        f: float64[2] at h
      Expected float32[2] at h. Return it as cast(…, 'float32').]
    `);
    expect(carries({ h: x })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the carry must keep its structure.
        init: { c: [*], h: * }
        f: { h: * }   differs at c; missing c[0]
      Expected f to have the structure of init.]
    `);
    expect(carries({ h: x, c: [1] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: a tree's leaves must be tensors.
        f: 1 at c[0]
      Expected a tensor, an array or a plain object at c[0]. Write tensor(1).]
    `);
    expect(() => scan(() => [zeros([3]) as Tensor, null], x, null, { length: 1 }))
      .toThrowErrorMatchingInlineSnapshot(`
        [CotangentError: scan: the carry must keep its shapes and dtypes.
          init: float32[2]
          f: float32[3]
        Expected float32[2].]
      `);
  });

  it('outputs that change', () => {
    const outputs =
      (...ys: unknown[]): (() => unknown) =>
      () => {
        let i = 0;
        return scan((carry) => [carry, ys[i++] as Tensor], x, null, { length: ys.length });
      };
    expect(outputs({ y: x }, { y: zeros([3]) })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: every step must return a y of the same shapes and dtypes.
        the first y: float32[2] at y
        y: float32[3] at y
      Expected float32[2] at y.]
    `);
    expect(outputs(x, { y: x })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: every step must return a y of the same structure.
        the first y: *
        y: { y: * }   differs; missing a single leaf; extra y
      Expected y to have the structure of the first y.]
    `);
    expect(outputs(x, null)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: every step must return a y of the same structure.
        the first y: *
        y: []   differs; missing a single leaf
      Expected y to have the structure of the first y.]
    `);
    expect(outputs(3)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: a tree's leaves must be tensors.
        y: 3
      Expected a tensor, an array or a plain object. Write tensor(3).]
    `);
  });

  it('steps that are no pairs', () => {
    expect(() => scan(((c: Tensor) => c) as never, x, null, { length: 1 }))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: each step must return a pair.
        f: returned float32[2]
      Expected f to return [carry, y]. If a step gives nothing but its carry, return [carry, null].]
    `);
  });

  it('inputs that disagree on the number of steps', () => {
    const over =
      (xs: unknown, length?: number): (() => unknown) =>
      () =>
        scan((c) => [c, null], x, xs as Tensor, length === undefined ? {} : { length });
    expect(over({ a: zeros([3, 1]), b: zeros([4]) })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the first axis of every leaf of xs is the number of steps.
        xs at a: float32[3, 1]   first axis 3
        xs at b: float32[4]   first axis 4
      Expected a first axis of 3.]
    `);
    expect(over({ a: zeros([3, 1]), b: tensor(1) })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the first axis of every leaf of xs is the number of steps.
        xs at a: float32[3, 1]   first axis 3
        xs at b: float32[]   no axis
      Expected a tensor of rank 1 or more.]
    `);
    expect(over(tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the first axis of every leaf of xs is the number of steps.
        xs: float32[]   no axis
      Expected a tensor of rank 1 or more.]
    `);
    expect(over(zeros([3]), 4)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the first axis of every leaf of xs is the number of steps.
        length: 4
        xs: float32[3]   first axis 3
      Expected a first axis of 4.]
    `);
    expect(over(null)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the number of steps must be known.
        xs: no leaves
        length: undefined
      Expected xs with at least one tensor, or a length.]
    `);
    expect(over({}, -1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: scan: the length must be an integer of at least 0.
        length: -1
      Expected a number of steps.]
    `);
  });
});
