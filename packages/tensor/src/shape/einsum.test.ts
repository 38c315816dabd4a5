// What the types cannot see: labels of axes behind an ellipsis, sizes, and the text of the errors.
import { describe, expect, test } from 'vitest';
import type { Spec } from './dim.ts';
import { parseEinsum, type ParsedEinsum } from './einsum.ts';

const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const parse = (equation: string, ...operands: Spec[]): ParsedEinsum =>
  parseEinsum('einsum', equation, operands);

describe('parseEinsum', () => {
  test('gives every label its size', () => {
    expect(parse('ij,jk->ik', spec(2, 3), spec(3, 4))).toEqual({
      inputs: [
        ['i', 'j'],
        ['j', 'k'],
      ],
      output: ['i', 'k'],
      sizes: new Map([
        ['i', 2],
        ['j', 3],
        ['k', 4],
      ]),
    });
    expect(parse('ii', spec(2, 2)).output).toEqual([]);
    expect(parse('', spec())).toEqual({ inputs: [[]], output: [], sizes: new Map() });
  });

  test('labels the axes behind an ellipsis from the last', () => {
    const { inputs, output, sizes } = parse('...ij,...jk->...ik', spec(5, 1, 2, 3), spec(7, 3, 4));
    expect(inputs).toEqual([
      ['...2', '...1', 'i', 'j'],
      ['...1', 'j', 'k'],
    ]);
    expect(output).toEqual(['...2', '...1', 'i', 'k']);
    expect([...sizes]).toEqual([
      ['...2', 5],
      ['...1', 7],
      ['i', 2],
      ['j', 3],
      ['k', 4],
    ]);
    expect(parse('...,...', spec(3), spec(2, 3)).output).toEqual(['...2', '...1']);
    expect(parse('...i->i', spec(3)).output).toEqual(['i']);
  });

  test('refuses operands that do not fit', () => {
    expect(() => parse('ij,jk->ik', spec(2, 3))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: there must be one term an operand.
        equation: 'ij,jk->ik'
        operands: float32[2, 3]
      Expected 2 operands.]
    `);
    expect(() => parse('ij,jk->ik', spec(2, 3), spec(4))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: there must be one label an axis.
        equation: 'ij,jk->ik'
        operands[1]: float32[4]   labels jk
      Expected operands[1] of rank 2.]
    `);
    expect(() => parse('...ij->...i', spec(4))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: there must be one label an axis.
        equation: '...ij->...i'
        operands[0]: float32[4]   labels ...ij
      Expected operands[0] of rank 2 or more.]
    `);
    expect(() => parse('ij,jk->ik', spec(2, 3), spec(4, 5))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: axes of one label must have one size.
        equation: 'ij,jk->ik'
        operands: float32[2, 3], float32[4, 5]
      Expected axis j of operands[1] to be 3, as before.]
    `);
    expect(() => parse('ij,jk->ik', spec(2, 1), spec(4, 5))).toThrow('axes of one label must have one size');
    expect(() => parse('ii->i', spec(2, 3))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: axes of one label must have one size.
        equation: 'ii->i'
        operands: float32[2, 3]
      Expected axis i of operands[0] to be 2, as before.]
    `);
    expect(() => parse('...i,...i', spec(2, 5, 3), spec(4, 5, 3))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: axes behind the ellipsis must broadcast.
        equation: '...i,...i'
        operands: float32[2, 5, 3], float32[4, 5, 3]
      Expected axis -2 behind the ellipsis of operands[1] to be 2 or 1.]
    `);
    expect(() => parse('...i->i', spec(2, 3))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: the output must keep the ellipsis.
        equation: '...i->i'
      Expected '...' in the output, since it stands for axes that are not summed over.]
    `);
  });
});
