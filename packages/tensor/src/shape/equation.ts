// The syntax of einsum's equations: 'ij,jk->ik', one letter an axis, an ellipsis for all other axes.
// What the letters mean for shapes is said in einsum.ts.
import { complain } from '../base/error.ts';

const letters = 'equations must consist of letters, commas, ellipses and at most one ->';
const oneEllipsis = 'a term must not have two ellipses';
const unknownLabel = 'output labels must occur in an input';
const repeated = 'output labels must not repeat';
const newEllipsis = 'an ellipsis in the output must occur in an input';

/** The labels of a term, where `'...'` is one. */
export type Labels = readonly string[];

// In the order of their character codes, which is the order of an output that is not written down.
type Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
type Letter = Tokens<Alphabet>[number];

/** The equation without its spaces. */
type Dense<Eq extends string> = Eq extends `${infer A} ${infer B}` ? Dense<`${A}${B}`> : Eq;
type Tokens<Term extends string, Out extends Labels = []> = Term extends `...${infer Rest}`
  ? Tokens<Rest, [...Out, '...']>
  : Term extends `${infer L}${infer Rest}`
    ? Tokens<Rest, [...Out, L]>
    : Out;
type Terms<
  Inputs extends string,
  Out extends readonly Labels[] = [],
> = Inputs extends `${infer Term},${infer Rest}`
  ? Terms<Rest, [...Out, Tokens<Term>]>
  : [...Out, Tokens<Inputs>];

/** The labels that occur once, in alphabetical order, after the ellipsis if there is one. */
type Implicit<
  Inputs extends string,
  Rest extends string = Alphabet,
  Out extends Labels = [],
> = Rest extends `${infer L}${infer More}`
  ? Implicit<Inputs, More, OccursOnce<Inputs, L> extends true ? [...Out, L] : Out>
  : Inputs extends `${string}...${string}`
    ? ['...', ...Out]
    : Out;
type OccursOnce<Text extends string, L extends string> = Text extends `${string}${L}${infer After}`
  ? After extends `${string}${L}${string}`
    ? false
    : true
  : false;

/** `[labels of each term, labels of the output]`. */
export type Equation<Eq extends string> = Split<Dense<Eq>>;
type Split<Eq extends string> = Eq extends `${infer Inputs}->${infer Output}`
  ? [Terms<Inputs>, Tokens<Output>]
  : [Terms<Eq>, Implicit<Eq>];

/** The syntax rule that an equation breaks, else `unknown`. */
export type BrokenSyntax<Eq extends string> =
  Equation<Eq> extends readonly [infer Inputs extends readonly Labels[], infer Output extends Labels]
    ? [Inputs[number][number] | Output[number]] extends [Letter | '...']
      ? true extends TwoEllipses<Inputs[number]> | TwoEllipses<Output>
        ? typeof oneEllipsis
        : BrokenOutput<Output, Inputs[number][number]>
      : typeof letters
    : unknown;
type TwoEllipses<Term extends Labels> = Term extends readonly [infer L, ...infer Rest extends Labels]
  ? L extends '...'
    ? '...' extends Rest[number]
      ? true
      : false
    : TwoEllipses<Rest>
  : false;
type BrokenOutput<Output extends Labels, Known> = Output extends readonly [
  infer L extends string,
  ...infer Rest extends Labels,
]
  ? L extends Known
    ? L extends Rest[number]
      ? typeof repeated
      : BrokenOutput<Rest, Known>
    : L extends '...'
      ? typeof newEllipsis
      : typeof unknownLabel
  : unknown;

/**
 * The labels of an equation's terms and of its output: `'ij,jk->ik'` is `[[i, j], [j, k]]` and `[i, k]`.
 *
 * An output that is not written down has the ellipsis, then the labels that occur once, in alphabetical order. Throws
 * for anything that is not a letter, a comma, an ellipsis or one `->`, and for output labels that repeat or are not
 * in any input.
 *
 * @example
 * parseEquation('einsum', 'ij,jk'); // { inputs: [['i', 'j'], ['j', 'k']], output: ['i', 'k'] }
 */
export function parseEquation(
  op: string,
  equation: string,
): { readonly inputs: readonly Labels[]; readonly output: Labels } {
  const fail = (rule: string, expected: string): never =>
    complain({ op, rule, got: { equation: `'${equation}'` }, argument: 'equation', expected });
  const [left, right, ...more] = equation.replaceAll(' ', '').split('->');
  const tokens = (term: string): Labels => {
    const labels: Labels = term.match(/\.{3}|[A-Za-z]/g) ?? [];
    if (labels.join('') !== term) fail(letters, "an equation such as 'ij,jk->ik' or '...ij->...ji'");
    if (labels.indexOf('...') !== labels.lastIndexOf('...')) fail(oneEllipsis, 'at most one ellipsis a term');
    return labels;
  };
  const inputs = left.split(',').map(tokens);
  if (more.length > 0) fail(letters, "at most one '->'");
  if (right === undefined) return { inputs, output: implicit(inputs.flat()) };
  const output = tokens(right);
  const known = new Set(inputs.flat());
  output.forEach((label, i) => {
    if (label === '...' && !known.has(label)) fail(newEllipsis, 'an ellipsis in an input too');
    if (!known.has(label)) fail(unknownLabel, `${label} in an input too`);
    if (output.indexOf(label) !== i) fail(repeated, `${label} once in the output`);
  });
  return { inputs, output };
}

function implicit(labels: Labels): Labels {
  const once = labels.filter(
    (label) => label !== '...' && labels.indexOf(label) === labels.lastIndexOf(label),
  );
  return [...(labels.includes('...') ? ['...'] : []), ...once.toSorted()];
}
