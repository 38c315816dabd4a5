// Shapes that no kernel was tuned for: programs are made for the shapes they meet, and should be as fast for any.
import { convolutions } from './conv.ts';
import { row, type Row } from './row.ts';

/** The seed network with other sizes: images of `side`², both layers' channels, kernels, batch. */
interface Net {
  readonly side: number;
  readonly channels: readonly [number, number];
  readonly kernel: number;
  readonly batch: number;
}

const nets: readonly Net[] = [
  { side: 28, channels: [12, 20], kernel: 3, batch: 20 },
  { side: 28, channels: [12, 20], kernel: 5, batch: 32 },
  { side: 28, channels: [8, 16], kernel: 5, batch: 20 },
  { side: 24, channels: [5, 7], kernel: 3, batch: 33 },
];

const odd = [
  [333, 517, 211],
  [1001, 999, 1003],
  [20, 320, 10],
  [127, 255, 63],
  [333, 77, 129],
  [250, 250, 250],
] as const;

const group = 'shapes';

export const shapes: readonly Row[] = [
  ...nets.map(({ side, channels: [first, second], kernel, batch }) => {
    const pixels = Math.floor(Math.floor(side / 2) / 3) ** 2;
    return row({
      group,
      name: `net of ${first} and ${second} channels, ${kernel}x${kernel}, ${side}x${side}, batch ${batch}`,
      work: 'seedStep',
      inputs: {
        x: { shape: [batch, 1, side, side], scale: 0.5 },
        labels: { shape: [batch], below: 10 },
        w1: { shape: [first, 1, kernel, kernel], scale: 1.75 / kernel },
        b1: { shape: [first], scale: 0.1 },
        w2: { shape: [second, first, kernel, kernel], scale: 1.75 / kernel / Math.sqrt(first) },
        b2: { shape: [second], scale: 0.1 },
        w3: { shape: [second * pixels, 10], scale: 0.1 },
        b3: { shape: [10], scale: 0.1 },
      },
      tolerance: 1e-3,
      images: batch,
    });
  }),
  ...odd.map(([m, k, n]) =>
    row({
      group,
      name: `product of ${m}x${k} and ${k}x${n}`,
      work: 'matmul',
      inputs: { a: { shape: [m, k] }, b: { shape: [k, n] } },
      flops: 2 * m * k * n,
    }),
  ),
  ...convolutions(group, [
    { input: 1, output: 12, kernel: 3, side: 28 },
    { input: 12, output: 20, kernel: 3, side: 28 },
    { input: 20, output: 12, kernel: 3, side: 28 },
    { input: 3, output: 20, kernel: 3, side: 28 },
    { input: 12, output: 20, kernel: 5, side: 28 },
    { input: 20, output: 12, kernel: 3, side: 14 },
    { input: 7, output: 11, kernel: 3, side: 13 },
  ]),
];
