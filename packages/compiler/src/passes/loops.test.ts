// Work that leaves loops, pass by pass: the graph before, and the graph after.
import { describe, expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import {
  add,
  greater,
  matmul,
  mul,
  sigmoid,
  sin,
  sum,
  take,
  tensor,
  tanh,
  transpose,
  whileLoop,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { printGraph } from '../graph/print.ts';
import { afterwards } from './afterwards.ts';
import { ahead } from './ahead.ts';
import { withoutDead } from './dead.ts';
import { invariant } from './invariant.ts';
import { kept } from './kept.ts';
import { beforeAndAfter, loop, traced } from './loops.samples.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';

const by = (rule: RewriteRule) => (graph: ReturnType<typeof traced>) => rewrite(graph, rule);
const product = (a: Tensor, b: Tensor): Tensor => matmul(a, b) as Tensor;
const plus = (a: Tensor, b: Tensor): Tensor => add(a, b) as Tensor;
const hyperbolic = (x: Tensor): Tensor => tanh(x) as Tensor;

describe('what is the same in every round is computed before the loop', () => {
  test('in scans, save for views', () => {
    const graph = traced([[2, 4], [5, 2, 3], [3, 4], [4]], ([h, xs, w, b]) =>
      loop(
        (c, x) => [[hyperbolic(plus(plus(c[0], product(x, sin(w) as Tensor)), mul(b, 2) as Tensor))], []],
        [h],
        xs,
      ),
    );
    expect(beforeAndAfter(graph, by(invariant))).toMatchSnapshot();
  });
  test('in loops of unknown length, in the test as well as in the body', () => {
    const graph = traced([[2], [2]], ([x, w]) => [
      whileLoop(
        (c: Tensor) => greater(sum(c), sum(w)),
        (c: Tensor) => mul(c, sigmoid(w)) as Tensor,
        x,
      ) as Tensor,
    ]);
    expect(beforeAndAfter(graph, by(invariant))).toMatchSnapshot();
  });
});

describe('products that do not wait for the carry are one, before the loop', () => {
  test('with what is done to them, as long as it takes no more memory', () => {
    const graph = traced([[2, 4], [5, 2, 3], [3, 4], [4]], ([h, xs, w, b]) =>
      loop((c, x) => [[hyperbolic(plus(c[0], plus(product(x, w), b)))], [x]], [h], xs),
    );
    expect(beforeAndAfter(graph, by(ahead))).toMatchSnapshot();
  });
  test('through two loops', () => {
    const graph = traced([[4], [6, 5, 3], [3, 4]], ([h, xs, w]) =>
      loop(
        (c, rows) => [loop((d, x) => [[hyperbolic(plus(d[0], product(x, w)))], []], c, rows), []],
        [h],
        xs,
      ),
    );
    expect(beforeAndAfter(graph, by(ahead))).toMatchSnapshot();
  });
  test('not where both factors change, nor where the carry is one', () => {
    const graph = traced([[3], [5, 3, 3], [3, 3]], ([h, xs, w]) =>
      loop((c, x) => [[product(plus(c[0], product(w, c[0])), product(x, x))], []], [h], xs),
    );
    expect(rewrite(graph, ahead).calls.length).toBe(graph.calls.length);
  });
});

describe('what no step waits for is done after the loop', () => {
  test('sums over steps: products add them up', () => {
    const graph = traced(
      [
        [2, 4],
        [5, 2, 3],
        [3, 4],
      ],
      ([h, xs, sums]) =>
        loop(
          ([c, s, t], x) => {
            const next = hyperbolic(plus(c, sum(x) as Tensor));
            return [
              [next, plus(s, product(transpose(x) as Tensor, next)), plus(t, sum(next, 0) as Tensor)],
              [],
            ];
          },
          [h, sums, zeros([4]) as Tensor],
          xs,
        ),
    );
    expect(beforeAndAfter(graph, by(afterwards))).toMatchSnapshot();
  });
  test('products that only outputs are made of', () => {
    const graph = traced([[2, 4], [5, 2, 4], [4, 3], [3]], ([h, xs, w, b]) =>
      loop(
        ([c], x) => {
          const next = hyperbolic(plus(c, x));
          return [[next], [sigmoid(plus(product(next, w), b)) as Tensor, next]];
        },
        [h],
        xs,
      ),
    );
    expect(beforeAndAfter(graph, by(afterwards))).toMatchSnapshot();
  });
  test('the gradient of a table of which each step reads some rows', () => {
    const letters = tensor([[1, 0], [2, 2], [1, 3]], 'int32') as Tensor; // prettier-ignore
    const read = (table: Tensor): Tensor =>
      sum(
        loop(
          ([c], x) => [[hyperbolic(plus(c, take(table, x as Tensor<[2], 'int32'>, 0) as Tensor))], []],
          [zeros([2, 3]) as Tensor],
          letters,
        )[0],
      ) as Tensor;
    const graph = traced([[4, 3]], ([w]) => [grad((v: Tensor) => read(v) as Tensor<[]>)(w) as Tensor]);
    expect(printGraph(rewrite(withoutDead(graph), afterwards))).toMatchSnapshot();
  });
  test('not what the loop reads on its way', () => {
    const graph = traced(
      [
        [2, 2],
        [5, 2, 2],
      ],
      ([h, xs]) => loop(([c], x) => [[plus(c, product(x, x))], [c]], [h], xs),
    );
    expect(rewrite(graph, afterwards).calls.length).toBe(graph.calls.length);
  });
});

describe('what a loop would compute again is kept by the first', () => {
  const cell = (w: Tensor, xs: Tensor): Tensor =>
    sum(
      loop(([c], x) => [[hyperbolic(plus(product(c, w), x))], []], [zeros([2, 3]) as Tensor], xs)[0],
    ) as Tensor;
  test('on the way back through a scan', () => {
    const graph = traced(
      [
        [3, 3],
        [5, 2, 3],
      ],
      ([w, xs]) => [grad((v: Tensor) => cell(v, xs) as Tensor<[]>)(w) as Tensor],
    );
    expect(beforeAndAfter(withoutDead(graph), kept)).toMatchSnapshot();
  });
});
