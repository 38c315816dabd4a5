// einsum against the definition: one loop over all values of all labels.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import { permuteAxes } from '../primitives/permute.ts';
import type { Shape } from '../shape/dim.ts';
import { fromTypedArray, ones, tensor } from './creation.ts';
import { einsum } from './einsum.ts';

const wholes = (shape: readonly number[], values: readonly number[]): Tensor<Shape, 'float64'> => {
  const size = shape.reduce((product, n) => product * n, 1);
  const array = Float64Array.from({ length: size }, (_, i) => values[i % values.length]);
  return fromTypedArray(array, shape) as Tensor<Shape, 'float64'>;
};

/** The value at an index of a tensor's row-major values. */
function at(x: Tensor<Shape, 'float64'>, index: readonly number[]): number {
  const place = index.reduce((sum, i, axis) => sum * x.shape[axis] + i, 0);
  return x.data()[place];
}

/** All indices into a shape, in row-major order. */
function* indices(shape: readonly number[]): Generator<readonly number[]> {
  const [n, ...rest] = shape;
  if (n === undefined) yield [];
  else for (let i = 0; i < n; i++) for (const more of indices(rest)) yield [i, ...more];
}

/** `einsum` as it is defined, for labels that are all written out. */
function naive(
  inputs: readonly string[],
  output: string,
  xs: readonly Tensor<Shape, 'float64'>[],
  sizes: ReadonlyMap<string, number>,
): number[] {
  const summed = [...sizes.keys()].filter((label) => !output.includes(label));
  const labels = [...output, ...summed];
  const results = new Map<string, number>();
  const outputShape = [...output].map((label) => sizes.get(label) ?? 0);
  for (const index of indices(outputShape)) results.set(index.join(), 0);
  for (const index of indices(labels.map((label) => sizes.get(label) ?? 0))) {
    const value = (label: string): number => index[labels.indexOf(label)];
    const product = inputs.reduce((sofar, own, k) => {
      const place = [...own].map((label, axis) => (xs[k].shape[axis] === 1 ? 0 : value(label)));
      return sofar * at(xs[k], place);
    }, 1);
    const key = index.slice(0, output.length).join();
    results.set(key, (results.get(key) ?? 0) + product);
  }
  return [...results.values()];
}

const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 7, maxLength: 11 });
const equations = fc
  .record({
    inputs: fc.array(
      fc.array(fc.constantFrom('a', 'b', 'c', 'D'), { maxLength: 3 }).map((term) => term.join('')),
      { minLength: 1, maxLength: 4 },
    ),
    sizes: fc.array(fc.constantFrom(0, 1, 2, 2, 3, 3), { minLength: 4, maxLength: 4 }),
    output: fc.subarray(['a', 'b', 'c', 'D']),
    order: fc.shuffledSubarray(['a', 'b', 'c', 'D'], { minLength: 4 }),
    values,
  })
  .map(({ inputs, sizes, output, order, values: own }) => {
    const used = new Set(inputs.join(''));
    const labels = ['a', 'b', 'c', 'D'].filter((label) => used.has(label));
    const sizeOf = new Map(labels.map((label) => [label, sizes['abcD'.indexOf(label)]]));
    const out = order.filter((label) => output.includes(label) && used.has(label)).join('');
    const xs = inputs.map((term, k) =>
      wholes(
        [...term].map((label) => sizeOf.get(label) ?? 0),
        own.slice(k),
      ),
    );
    return { inputs, out, xs, sizes: sizeOf };
  });

describe('einsum', () => {
  test('is the sum over all labels that the output lacks of the product of all operands', () => {
    fc.assert(
      fc.property(equations, ({ inputs, out, xs, sizes }) => {
        const result = einsum(`${inputs.join(',')}->${out}`, ...xs);
        expect(result.shape).toEqual([...out].map((label) => sizes.get(label)));
        expect([...result.data()].map((value) => value + 0)).toEqual(
          naive(inputs, out, xs, sizes).map((value) => value + 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('without an arrow gives the labels that occur once, in alphabetical order', () => {
    fc.assert(
      fc.property(equations, ({ inputs, xs, sizes }) => {
        const all = inputs.join('');
        const once = [...all].filter((label) => all.indexOf(label) === all.lastIndexOf(label));
        const out = once.toSorted().join('');
        const result = einsum(inputs.join(','), ...xs);
        expect([...result.data()].map((value) => value + 0)).toEqual(
          naive(inputs, out, xs, sizes).map((value) => value + 0),
        );
      }),
      { numRuns: 100 },
    );
  });

  const rank = fc.integer({ min: 0, max: 2 });
  const ellipses = fc
    .record({
      lead: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2 }),
      ranks: fc.tuple(rank, rank),
      ones: fc.tuple(fc.boolean(), fc.boolean()),
      values,
    })
    .map(({ lead, ranks, ones: stretched, values: own }) => {
      const behind = (k: number): number[] =>
        lead.slice(2 - ranks[k]).map((n, i) => (i === 0 && stretched[k] ? 1 : n));
      return { x: wholes([...behind(0), 2, 3], own), y: wholes([3, ...behind(1)], own.slice(1)) };
    });

  test('broadcasts the axes behind an ellipsis, wherever it stands', () => {
    fc.assert(
      fc.property(ellipses, ({ x, y }) => {
        const result = einsum('...ij,j...->...i', x, y);
        const [behindX, behindY] = [x.shape.slice(0, -2), y.shape.slice(1)];
        const depth = Math.max(behindX.length, behindY.length);
        const names = [...'AB'].slice(2 - depth);
        const spell = (own: readonly number[]): string => names.slice(depth - own.length).join('');
        const sizes = new Map<string, number>();
        for (const own of [behindX, behindY]) {
          [...spell(own)].forEach((name, axis) => sizes.set(name, Math.max(own[axis], sizes.get(name) ?? 1)));
        }
        const out = `${names.join('')}i`;
        const all = new Map([...sizes, ['i', 2], ['j', 3]]);
        expect(result.shape).toEqual([...out].map((label) => all.get(label)));
        const want = naive([`${spell(behindX)}ij`, `j${spell(behindY)}`], out, [x, y], all);
        expect([...result.data()].map((value) => value + 0)).toEqual(want.map((value) => value + 0));
      }),
      { numRuns: 100 },
    );
  });

  test('reads operands through any view', () => {
    const x = wholes([2, 3, 4], [1, 2, 3, -4, 5, 7, -6]);
    const turned = permuteAxes(x as Tensor, [2, 0, 1]) as Tensor<Shape, 'float64'>;
    expect(einsum('cab,abc->b', turned, x).toArray()).toEqual(einsum('abc,abc->b', x, x).toArray());
  });

  test('counts narrow integers in int32', () => {
    const x = tensor([200, 200], 'uint8');
    expect(einsum('i,i->', x, x)).toMatchObject({ dtype: 'int32' });
    expect(einsum('i,i->', x, x).item()).toBe(80_000);
    expect(einsum('i,i->i', x, tensor([true, false])).toArray()).toEqual([200, 0]);
  });

  test('multiplies many operands', () => {
    const xs = Array.from({ length: 9 }, () => ones([2, 2]));
    const equation = 'ab,bc,cd,de,ef,fg,gh,hi,ij->aj';
    expect(einsum(equation, ...xs).toArray()).toEqual([
      [256, 256],
      [256, 256],
    ]);
  });
});

test('a label three times in one operand is the diagonal of three axes', () => {
  const cube = wholes([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
  expect(einsum('iii->i', cube).toArray()).toEqual([1, 8]);
  expect(einsum('iii->', cube).item()).toBe(9);
  expect(einsum('iiij->ji', wholes([2, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7])).toArray()).toEqual([
    [1, 1],
    [2, 2],
  ]);
});
