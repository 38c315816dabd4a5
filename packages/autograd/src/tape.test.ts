// What a tape keeps and what it costs: counts of entries, tensors and calls, never times.
import {
  add,
  concat,
  cumsum,
  div,
  exp,
  log,
  matmul,
  max,
  maximum,
  mul,
  ones,
  permute,
  relu,
  reshape,
  sigmoid,
  sin,
  slice,
  sqrt,
  sub,
  sum,
  tanh,
  tensor,
  where,
  type Tensor,
} from '@cotangent/tensor';
import { apply, dense, primitive, from, type Primitive } from '@cotangent/tensor/extend';
import { describe, expect, it, test } from 'vitest';
import { grad, vjp } from './index.ts';
import { vjpFlat } from './pullback.ts';

/** What the steps of `f` keep: as many tensors a step as listed, by who made them. */
function kept(f: (x: Tensor, y: Tensor) => Tensor, count = 1): string[][] {
  const inputs = [ones([2, 2], 'float64'), ones([2, 2], 'float64')] as Tensor[];
  const constant = ones([2, 2], 'float64') as Tensor;
  const { entries, outputs } = vjpFlat(([x, y]) => [f(x, count > 1 ? y : constant)], inputs.slice(0, count));
  const name = (x: Tensor): string =>
    x === inputs[0]
      ? 'x'
      : x === inputs[1]
        ? 'y'
        : x === constant
          ? 'constant'
          : x === outputs[0]
            ? 'output'
            : 'other';
  return entries.map((entry) => entry.kept.map(name));
}

describe('a tape keeps what rules need, and nothing else', () => {
  test.each<[string, (x: Tensor) => Tensor, string[][]]>([
    ['exp', exp, [['output']]],
    ['tanh', tanh, [['output']]],
    ['sigmoid', sigmoid, [['output']]],
    ['sqrt', sqrt, [['output']]],
    ['log', log, [['x']]],
    ['sin', sin, [['x']]],
    ['sum', (x) => sum(x), [[]]],
    ['reshape', (x) => reshape(x, [4]), [[]]],
    ['permute', (x) => permute(x, [1, 0]), [[]]],
    ['slice', (x) => slice(x, [0, 0], [1, 1]), [[]]],
    ['cumsum', (x) => cumsum(x, 0), [[]]],
  ])('%s', (_, f, want) => {
    expect(kept(f)).toEqual(want);
  });

  test('add and sub keep nothing, products what is not constant', () => {
    expect(kept((x, y) => add(x, y) as Tensor, 2)).toEqual([[]]);
    expect(kept((x, y) => sub(x, y) as Tensor, 2)).toEqual([[]]);
    expect(kept((x, y) => mul(x, y) as Tensor, 2)).toEqual([['x', 'y']]);
    expect(kept((x, y) => mul(x, y) as Tensor)).toEqual([['constant']]);
    expect(kept((x, y) => mul(y, x) as Tensor)).toEqual([['constant']]);
    expect(kept((x, y) => matmul(x as Tensor<[2, 2]>, y as Tensor<[2, 2]>))).toEqual([['constant']]);
    expect(kept((x, y) => div(x, y) as Tensor)).toEqual([['constant']]);
    expect(kept((x, y) => div(y, x) as Tensor)).toEqual([['x', 'output']]);
    expect(kept((x, y) => concat([x, y]), 2)).toEqual([[]]);
  });

  test('masks and indices are kept, not the values they choose from', () => {
    const rectified = vjpFlat(([x]) => [relu(x) as Tensor], [ones([2])]).entries;
    expect(rectified.flatMap((entry) => entry.kept.map(({ dtype }) => dtype))).toEqual(['bool']);
    const mask = tensor([
      [true, false],
      [false, true],
    ]);
    const { entries } = vjpFlat(([x]) => [where(mask, x as Tensor<[2, 2]>, 0)], [ones([2, 2])]);
    expect(entries.map((entry) => entry.kept)).toEqual([[mask]]);
    expect(kept((x, y) => maximum(x, y) as Tensor)).toEqual([['x', 'constant']]);
    expect(kept((x) => max(x) as Tensor).flat()).toContain('x');
  });

  it('records nothing of what does not depend on an input', () => {
    const { entries } = vjpFlat(([x]) => [mul(x, exp(sin(ones([2]))))] as Tensor[], [ones([2])]);
    expect(entries.map(({ name }) => name)).toEqual(['mul']);
  });

  it('walks past entries that no cotangent reaches', () => {
    const seen: string[] = [];
    const { pullback } = vjpFlat(
      ([x, y]) => {
        exp(x); // nobody reads this
        return [sin(x), sqrt(y)];
      },
      [ones([]), ones([])],
      { backward: ({ name }) => seen.push(name) },
    );
    pullback([ones([]), null]);
    expect(seen).toEqual(['sin']);
    expect(pullback([null, null])).toEqual([null, null]);
  });
});

describe('a long tape', () => {
  let calls = 0;
  /** `x + 1`, counting how often its rule is asked. */
  const next: Primitive = primitive({
    name: 'next',
    shape: (inputs) => inputs,
    kernel: ([x]) => [dense(Float32Array.of(x.values[x.offset] + 1), 'float32', [])],
    rule: {
      kind: 'elementwise',
      derivatives: [
        from([], (g) => {
          calls++;
          return g;
        }),
      ],
    },
  });
  const chain =
    (n: number) =>
    (x: Tensor<[]>): Tensor<[]> => {
      let y = x as Tensor;
      for (let i = 0; i < n; i++) y = apply(next, y);
      return y as Tensor<[]>;
    };

  test.each([1e5, 1e6])(
    'of %d entries is walked once, without a deep stack',
    (n) => {
      calls = 0;
      expect(grad(chain(n))(0).item()).toBe(1);
      expect(calls).toBe(n);
    },
    120_000,
  );

  it('adds cotangents up as it goes: a chain of doublings is linear', () => {
    calls = 0;
    const doubling = (x: Tensor<[]>): Tensor<[]> => {
      let y: Tensor<[]> = x;
      for (let i = 0; i < 60; i++) y = apply(next, add(y, y) as Tensor) as Tensor<[]>;
      return y;
    };
    expect(grad(doubling)(0).item()).toBe(2 ** 60);
    expect(calls).toBe(60);
  });

  it('does not grow by being pulled back', () => {
    const { entries, pullback } = vjpFlat(([x]) => [chain(100)(x as Tensor<[]>)], [tensor(0)]);
    for (let i = 0; i < 3; i++) pullback([tensor(1)]);
    expect(entries.length).toBe(100);
    const [, back] = vjp(chain(100), tensor(0));
    expect([back(1)[0].item(), back(2)[0].item()]).toEqual([1, 2]);
  });
});
