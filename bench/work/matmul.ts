// Square matrices. Sums of up to 2,048 products of numbers in [-1, 1).
import { row, type RowOf } from './row.ts';

const sizes = [64, 128, 256, 512, 1024, 2048];

export const matmul: readonly RowOf<'matmul'>[] = sizes.map((n) =>
  row({
    group: 'matmul',
    name: `matmul ${n}`,
    work: 'matmul',
    inputs: { a: { shape: [n, n] }, b: { shape: [n, n] } },
    flops: 2 * n ** 3,
  }),
);
