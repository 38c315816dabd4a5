// What a contraction must be, said at the door: beyond it everything is trusted.
import { complain } from '@cotangent/tensor/extend';
import type { Contraction, Epilogue } from './spec.ts';

/** Throws for axes that are no axes, results that share a place, and operands that miss an axis. */
export function checkContraction({ axes }: Contraction, epilogue: Epilogue | undefined): void {
  axes.forEach((axis, k) => {
    const { size, a, b, out } = axis;
    const got = { [`axes[${k}]`]: `{ size: ${size}, a: ${a}, b: ${b}, out: ${out} }` };
    const argument = `axes[${k}]`;
    if (!Number.isInteger(size) || size < 0 || ![a, b, out ?? 0].every(Number.isInteger)) {
      complain({
        op: 'contraction',
        rule: 'sizes and strides must be whole numbers of elements',
        got,
        argument,
        expected: 'a size of 0 or more, and whole strides',
      });
    }
    if (out === 0 && size > 1) {
      complain({
        op: 'contraction',
        rule: 'each result must have a place of its own',
        got,
        argument,
        expected: 'a stride of the output, or null for an axis that is summed over',
      });
    }
  });
  epilogue?.operands.forEach((strides, k) => {
    if (strides.length === axes.length) return;
    complain({
      op: 'contraction',
      rule: 'an operand of the epilogue must have a stride for each axis',
      got: { axes: `${axes.length} axes`, [`operands[${k}]`]: `${strides.length} strides` },
      argument: `operands[${k}]`,
      expected: `${axes.length} strides, 0 where it does not move`,
    });
  });
}
