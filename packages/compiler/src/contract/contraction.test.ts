// Every contraction against a naive loop, bit for bit on small integers, with guards around all memory.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Module } from '../wasm/module.ts';
import { anyContraction, anyOperands } from './arbitrary.samples.ts';
import {
  depthwise,
  forward,
  inputGradient,
  product,
  weightGradient,
  type Convolution,
} from './cases.samples.ts';
import { check } from './check.samples.ts';
import { contraction } from './generate.ts';
import type { ContractionAxis } from './spec.ts';

/** `CONTRACTIONS=100000` runs as many. */
const runs = Number(process.env['CONTRACTIONS'] ?? 500);
const timeout = 20_000 + 20 * runs;
const dtypes = ['float32', 'float64', 'int32'] as const;

test('random contractions give what the naive loop gives', { timeout }, () => {
  fc.assert(
    fc.property(anyContraction, (spec) => {
      expect(check(spec)).toBe('same');
    }),
    { numRuns: runs },
  );
});

test('bias and relu behind random contractions are applied once to each result', { timeout }, () => {
  fc.assert(
    fc.property(
      anyContraction.chain((spec) => anyOperands(spec).map((operands) => ({ spec, operands }))),
      ({ spec, operands }) => {
        expect(check(spec, operands)).toBe('same');
      },
    ),
    { numRuns: runs },
  );
});

describe.each(dtypes)('%s', (dtype) => {
  const same = (axes: readonly ContractionAxis[]): void => {
    expect(check({ dtype, axes })).toBe('same');
  };

  test.each(['AB', 'AᵀB', 'ABᵀ'] as const)('matrix products %s of all sizes', (layout) => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [1, 9, 1],
      [1, 64, 50],
      [50, 64, 1],
      [3, 700, 5],
      [7, 5, 9],
      [33, 17, 65],
      [40, 600, 30],
      [64, 64, 64],
      [12, 40, 1000],
    ]) {
      same(product(m, k, n, layout));
    }
  });

  const convolutions: Convolution[] = [
    { batch: 2, channels: 1, outputs: 4, kernel: 5, size: 24 },
    { batch: 3, channels: 4, outputs: 8, kernel: 3, size: 12 },
    { batch: 1, channels: 3, outputs: 5, kernel: 3, size: 7 },
    { batch: 4, channels: 5, outputs: 3, kernel: 3, size: 2 },
    { batch: 2, channels: 6, outputs: 7, kernel: 1, size: 5 },
    { batch: 1, channels: 40, outputs: 4, kernel: 3, size: 4 },
    { batch: 6, channels: 7, outputs: 11, kernel: 3, size: 13 },
  ];
  test.each(convolutions)(
    'a convolution in its three roles: $channels to $outputs, $kernel, $size',
    (conv) => {
      for (const role of [forward, inputGradient, weightGradient, depthwise]) same(role(conv));
      for (const [stride, dilation] of [
        [2, 1],
        [1, 2],
        [3, 2],
      ]) {
        same(forward({ ...conv, stride, dilation }));
        same(weightGradient({ ...conv, stride, dilation }));
      }
    },
  );

  test('sums along rows of any length, of which lanes hold all but a rest', () => {
    for (const size of [4, 5, 6, 7, 9, 14, 98, 105]) {
      for (const [channels, outputs] of [
        [1, 3],
        [5, 1],
      ] as const) {
        same(weightGradient({ batch: size > 90 ? 1 : 12, channels, outputs, kernel: 3, size }));
      }
    }
  });

  test('sums deeper than one block, over several axes', () => {
    const deep = (a: readonly number[], b: readonly number[]): ContractionAxis[] => [
      { size: 6, a: 1, b: 0, out: 5 },
      { size: 5, a: 0, b: 1, out: 1 },
      ...[7, 90, 11].map((size, k) => ({ size, a: a[k], b: b[k], out: null })),
    ];
    same(deep([6 * 990, 66, 6], [5 * 990, 55, 5]));
    same(deep([6, 42, 6 * 630], [55, 385, 5]));
  });

  test('products without a sum, and sums of nothing', () => {
    same([]);
    same([{ size: 9, a: 1, b: 1, out: null }]);
    same([
      { size: 9, a: 1, b: 0, out: 7 },
      { size: 7, a: 0, b: 1, out: 1 },
    ]);
    same([
      { size: 9, a: 0, b: 0, out: 1 },
      { size: 0, a: 1, b: 1, out: null },
    ]);
    same([
      { size: 0, a: 1, b: 0, out: 1 },
      { size: 3, a: 1, b: 1, out: null },
    ]);
  });
});

test('a description says how', () => {
  const how = (axes: readonly ContractionAxis[]): string =>
    contraction(new Module(), 'kernel', { dtype: 'float32', axes }).description;
  const conv = { batch: 20, channels: 8, outputs: 16, kernel: 5, size: 12 };
  expect(how(forward(conv))).toMatchInlineSnapshot(`
    "lanes: column, 4 of 4
    vectors: a, by table
    splats: b, by 4 bytes
    tile: 4 × 2 vectors (1 along, 2 across)
    sum: 1 blocks of 200 taps
    loops: once; 20×1 4×4 6×2 3×4
    scratch: partial sums 0, vectors 0, splats 0 bytes"
  `);
  expect(how(weightGradient(conv))).toMatchInlineSnapshot(`
    "lanes: column, 4 of 4
    vectors: a, packed
    splats: b, by table
    tile: 4 × 2 vectors
    sum: 10 blocks of 288 taps
    loops: once; 2×4 5×1 5×1 2×8
    scratch: partial sums 12800, vectors 18432, splats 0 bytes"
  `);
  expect(how(product(1024, 1024, 1024, 'AᵀB'))).toMatchInlineSnapshot(`
    "lanes: column, 4 of 4
    vectors: b, packed
    splats: a, packed
    tile: 4 × 2 vectors
    sum: 4 blocks of 256 taps
    loops: once; 4×256 128×8 64×4
    scratch: partial sums 4194304, vectors 1048576, splats 262144 bytes"
  `);
  expect(how(product(20, 1000, 1, 'AB'))).toMatchInlineSnapshot(`
    "lanes: sum, 4 of 4
    vectors: b, by 16 bytes
    beside: a, by 16 bytes
    tile: 5 × 1 vectors
    sum: 1 blocks of 250 taps
    loops: once; 4×5
    scratch: partial sums 0, vectors 0, splats 0 bytes"
  `);
});

test('a contraction is cut where tiles do not divide an axis, and not where they do or where there is little to do', () => {
  const tiles = (axes: readonly ContractionAxis[]): string[] =>
    contraction(new Module(), 'kernel', { dtype: 'float32', axes })
      .description.split('\n')
      .filter((line) => /^(part|tile)/.test(line));
  const conv = { batch: 20, channels: 7, outputs: 11, kernel: 3, size: 13 };
  expect(tiles(forward(conv))).toMatchInlineSnapshot(`
    [
      "part 1",
      "tile: 4 × 2 vectors (1 along, 2 across)",
      "part 2",
      "tile: 3 × 3 vectors",
      "part 3",
      "tile: 2 × 3 vectors",
    ]
  `);
  expect(tiles(inputGradient(conv))).toMatchInlineSnapshot(`
    [
      "part 1",
      "tile: 4 × 2 vectors (1 along, 2 across)",
      "part 2",
      "tile: 3 × 3 vectors",
      "part 3",
      "tile: 4 × 2 vectors",
    ]
  `);
  // The last of three vectors is drawn back, to end where 11 channels end.
  expect(tiles(weightGradient(conv))).toMatchInlineSnapshot(`
    [
      "tile: 3 × 3 vectors",
    ]
  `);
  expect(tiles(weightGradient({ ...conv, channels: 3, outputs: 20, size: 28 }))).toMatchInlineSnapshot(`
    [
      "tile: 3 × 3 vectors (1 along, 3 across)",
    ]
  `);
  expect(tiles(forward({ ...conv, batch: 1, size: 5 }))).toHaveLength(1);
  expect(tiles(forward({ ...conv, outputs: 12, size: 28 }))).toHaveLength(1);
  expect(tiles(product(1001, 999, 1003, 'AB'))).toHaveLength(1);
});

test('bias and relu behind the parts of a contraction are applied to each', () => {
  const axes = forward({ batch: 6, channels: 7, outputs: 11, kernel: 3, size: 13 });
  const bias = axes.map(({ b, out }) => (b !== 0 && out !== null ? 1 : 0));
  expect(check({ dtype: 'float32', axes }, [bias])).toBe('same');
});

test('multiplication and addition are fused only where that is asked for', () => {
  const fused = (dtype: (typeof dtypes)[number], relaxed: boolean): boolean => {
    const module = new Module();
    contraction(module, 'kernel', { dtype, axes: product(8, 8, 8, 'AB') }, { relaxed });
    // f32x4.relaxed_madd is fd 85 02, f64x2.relaxed_madd fd 87 02.
    return /fd8[57]02/.test(Buffer.from(module.encode(1)).toString('hex'));
  };
  expect(dtypes.map((dtype) => fused(dtype, true))).toEqual([true, true, false]);
  expect(dtypes.map((dtype) => fused(dtype, false))).toEqual([false, false, false]);
});

test('what is no contraction is refused', () => {
  const make = (axes: readonly ContractionAxis[], operands: readonly number[][] = []): unknown =>
    contraction(
      new Module(),
      'kernel',
      { dtype: 'float32', axes },
      { epilogue: { operands, emit: () => {} } },
    );
  expect(() => make([{ size: 1.5, a: 1, b: 0, out: 1 }])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: contraction: sizes and strides must be whole numbers of elements.
      axes[0]: { size: 1.5, a: 1, b: 0, out: 1 }
    Expected a size of 0 or more, and whole strides.]
  `);
  expect(() => make([{ size: 3, a: 1, b: 0, out: 0 }])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: contraction: each result must have a place of its own.
      axes[0]: { size: 3, a: 1, b: 0, out: 0 }
    Expected a stride of the output, or null for an axis that is summed over.]
  `);
  expect(() => make([{ size: 3, a: 1, b: 0, out: 1 }], [[]])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: contraction: an operand of the epilogue must have a stride for each axis.
      axes: 1 axes
      operands[0]: 0 strides
    Expected 1 strides, 0 where it does not move.]
  `);
});
