import { relu } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { batchNorm, conv, flatten, linear, maxPool, named, residual, sequential, summary } from '../index.ts';

test('the seed network has 208, 3216 and 2570 parameters, 5994 in all', () => {
  const seed = sequential(
    [1, 24, 24],
    named('conv1', conv(8, 5, { padding: 2 })),
    relu,
    maxPool(2),
    named('conv2', conv(16, 5, { padding: 2 })),
    relu,
    maxPool(3),
    flatten(),
    named('logits', linear(10)),
  );
  const { rows, parameters, flops } = summary(seed);
  const held = rows.filter((row) => row.parameters > 0).map((row) => [row.name, row.parameters]);
  expect(held).toEqual([
    ['conv1', 208],
    ['conv2', 3216],
    ['logits', 2570],
  ]);
  expect(parameters).toBe(5994);
  const conv1 = 2 * 25 * 8 * 24 * 24 + 8 * 24 * 24;
  const conv2 = 2 * 25 * 8 * 16 * 12 * 12 + 16 * 12 * 12;
  expect(rows[0].flops).toBe(conv1);
  expect(rows[3].flops).toBe(conv2);
  expect(rows.at(-1)).toEqual({
    name: 'logits',
    kind: 'linear',
    output: [10],
    parameters: 2570,
    flops: 5130,
  });
  expect(flops).toBe(rows.reduce((sum, row) => sum + row.flops, 0));
  expect(String(summary(seed))).toMatchInlineSnapshot(`
    "layer     kind     output        parameters      FLOPs
    ──────────────────────────────────────────────────────
    input              [1, 24, 24]
    conv1     conv     [8, 24, 24]          208    235,008
    relu1     relu     [8, 24, 24]            0      4,608
    maxPool2  maxPool  [8, 12, 12]            0      4,608
    conv2     conv     [16, 12, 12]       3,216    923,904
    relu4     relu     [16, 12, 12]           0      2,304
    maxPool5  maxPool  [16, 4, 4]             0      2,304
    flatten6  flatten  [256]                  0          0
    logits    linear   [10]               2,570      5,130
    ──────────────────────────────────────────────────────
    total                                 5,994  1,177,866"
  `);
});

test('models inside models are listed layer by layer', () => {
  const model = sequential(
    [4, 8, 8],
    residual((x) => sequential(x, conv(4, 3, { padding: 'same' }), batchNorm())),
    maxPool('global'),
  );
  expect(summary(model).rows.map(({ name, parameters }) => [name, parameters])).toMatchInlineSnapshot(`
    [
      [
        "residual0.conv0",
        148,
      ],
      [
        "residual0.batchNorm1",
        8,
      ],
      [
        "residual0",
        0,
      ],
      [
        "maxPool1",
        0,
      ],
    ]
  `);
});
