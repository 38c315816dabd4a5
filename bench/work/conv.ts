// Convolutions with stride 1 and padding that keeps the size: forward, and each gradient by itself.
import { row, type Row } from './row.ts';

const batch = 20;
interface Convolution {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly side: number;
}

/** The three rows of each convolution. */
export function convolutions(group: string, shapes: readonly Convolution[]): readonly Row[] {
  return shapes.flatMap(({ input, output, kernel, side }) => {
    const x = { shape: [batch, input, side, side] };
    const w = { shape: [output, input, kernel, kernel] };
    const g = { shape: [batch, output, side, side] };
    const about = `${input} to ${output}, ${kernel}x${kernel}, ${side}x${side}`;
    const flops = 2 * batch * output * side ** 2 * input * kernel ** 2;
    return [
      row({ group, name: `forward, ${about}`, work: 'convForward', inputs: { x, w }, flops }),
      row({ group, name: `input gradient, ${about}`, work: 'convInputGradient', inputs: { g, w }, flops }),
      row({
        group,
        name: `weight gradient, ${about}`,
        work: 'convWeightGradient',
        inputs: { x, g, w },
        flops,
      }),
    ];
  });
}

export const conv: readonly Row[] = convolutions('conv', [
  { input: 1, output: 8, kernel: 5, side: 24 },
  { input: 8, output: 16, kernel: 5, side: 12 },
  { input: 3, output: 32, kernel: 3, side: 32 },
  { input: 32, output: 64, kernel: 3, side: 32 },
  { input: 64, output: 128, kernel: 3, side: 16 },
]);
