import { expect, test } from 'vitest';
import {
  add,
  cond,
  greater,
  mul,
  scan,
  sub,
  sum,
  tensor,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import type { DenseTensor } from '@cotangent/tensor/extend';
import { evaluate } from './evaluate.ts';
import { printGraph } from './print.ts';
import { record } from './record.ts';

const rows = tensor([[1, 2], [3, -4], [5, 6]]); // prettier-ignore
const start = tensor([1, 1]);

/** A loop over a loop and a branch, which close over each other's values. */
const f = (a: Tensor<[2]>, xs: Tensor<[3, 2]>): readonly Tensor[] => {
  const weight = mul(a, 2);
  const [last, all] = scan(
    (c, x) => {
      const halved = whileLoop(
        (y) => greater(sum(y), 4),
        (y) => mul(y, 0.5),
        add(c, weight),
      );
      const next = cond(
        greater(sum(x), 0),
        () => add(halved, x),
        () => sub(c, weight),
      );
      return [next, mul(next, x)];
    },
    a,
    xs,
    { reverse: true },
  );
  return [last, all] as readonly unknown[] as readonly Tensor[];
};

test('a graph with loops and branches computes what its function does', () => {
  const graph = record([start, rows], ([a, xs]) => f(a as Tensor<[2]>, xs as Tensor<[3, 2]>));
  const got = evaluate(graph, [start, rows] as readonly unknown[] as readonly DenseTensor[]);
  f(start, rows).forEach((y, k) => expect(got[k].toArray()).toEqual(y.toArray()));
});

test('bodies stand below their loops, and what they close over comes in', () => {
  const graph = record([start, rows], ([a, xs]) => f(a as Tensor<[2]>, xs as Tensor<[3, 2]>));
  expect(printGraph(graph)).toMatchSnapshot();
});

test('of no steps, the carry stays and nothing is stacked', () => {
  const none = zeros([0, 2]);
  const graph = record([start, none], ([a, xs]) => f(a as Tensor<[2]>, xs as Tensor<[3, 2]>));
  const [last, all] = evaluate(graph, [start, none] as readonly unknown[] as readonly DenseTensor[]);
  expect(last.toArray()).toEqual([1, 1]);
  expect(all.shape).toEqual([0, 2]);
});
