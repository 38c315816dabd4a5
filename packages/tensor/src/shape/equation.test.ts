// Equations taken apart, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { parseEquation } from './equation.ts';

const parse = (equation: string): string => {
  const { inputs, output } = parseEquation('einsum', equation);
  return `${inputs.map((labels) => labels.join(' ')).join(' | ')} > ${output.join(' ')}`;
};

describe('parseEquation', () => {
  test.each([
    ['ij,jk->ik', 'i j | j k > i k'],
    [' ij , jk -> ik ', 'i j | j k > i k'],
    ['ij,jk', 'i j | j k > i k'],
    ['ba', 'b a > a b'],
    ['aB', 'a B > B a'],
    ['ii', 'i i > '],
    ['ii->i', 'i i > i'],
    ['ij->', 'i j > '],
    [',->', ' |  > '],
    ['...ij->...ji', '... i j > ... j i'],
    ['i...j', 'i ... j > ... i j'],
  ])('%j is %j', (equation, result) => {
    expect(parse(equation)).toBe(result);
  });

  test('refuses what is no equation', () => {
    expect(() => parse('i1->i')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: equations must consist of letters, commas, ellipses and at most one ->.
        equation: 'i1->i'
      Expected an equation such as 'ij,jk->ik' or '...ij->...ji'.]
    `);
    expect(() => parse('i..j')).toThrow('einsum: equations must consist of letters');
    expect(() => parse('ij->jk->i')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: equations must consist of letters, commas, ellipses and at most one ->.
        equation: 'ij->jk->i'
      Expected at most one '->'.]
    `);
    expect(() => parse('...i...->i')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: a term must not have two ellipses.
        equation: '...i...->i'
      Expected at most one ellipsis a term.]
    `);
  });

  test('refuses outputs that the inputs do not give', () => {
    expect(() => parse('ij->ijk')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: output labels must occur in an input.
        equation: 'ij->ijk'
      Expected k in an input too.]
    `);
    expect(() => parse('ij->ii')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: output labels must not repeat.
        equation: 'ij->ii'
      Expected i once in the output.]
    `);
    expect(() => parse('i->...i')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: einsum: an ellipsis in the output must occur in an input.
        equation: 'i->...i'
      Expected an ellipsis in an input too.]
    `);
  });
});
