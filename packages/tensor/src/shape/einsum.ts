// einsum's shapes: axes that carry one label have one size, and the output's labels say which of them stay.
// Only the axes behind an ellipsis broadcast; they get labels of their own.
import { complain, showSpec } from '../base/error.ts';
import type { Broadcast, Clash } from './broadcast.ts';
import type { Certain, Dim, Problem, Shape, Show, Spec } from './dim.ts';
import { parseEquation, type BrokenSyntax, type Equation, type Labels } from './equation.ts';

const onePerOperand = 'there must be one term an operand';
const onePerAxis = 'there must be one label an axis';
const equalSizes = 'axes of one label must have one size';
const broadcast = 'axes behind the ellipsis must broadcast';
const keepsEllipsis = 'the output must keep the ellipsis';

type Shapes = readonly Shape[];

/** What is known of the labels: `[dim, what is certain of it]` each; and of the axes behind the ellipsis. */
interface Known<Env, Rest extends Shape> {
  readonly env: Env;
  readonly rest: Rest;
}

/** `Env` with one more axis labeled `L`, of dim `D`, of which `E` is certain; the broken rule once labels clash. */
type Put<Env, L extends string, D, E> = Env extends string
  ? Env
  : L extends keyof Env
    ? Env[L] extends [infer _, infer Before]
      ? number extends E
        ? Env
        : number extends Before
          ? { [K in keyof Env]: K extends L ? [D, E] : Env[K] }
          : E extends Before
            ? Env
            : typeof equalSizes
      : never
    : Env & { [K in L]: [D, E] };

/** One operand: its labels are read along its shape `S`, of which `C` is certain. */
type Scan<
  L extends Labels,
  S extends Shape,
  C extends Shape,
  Env,
  Rest extends Shape = [],
> = L extends readonly [infer Label extends string, ...infer More extends Labels]
  ? Label extends '...'
    ? S['length'] extends More['length']
      ? Scan<More, S, C, Env, Rest>
      : S extends readonly [infer D extends Dim, ...infer SRest extends Shape]
        ? C extends readonly [infer _, ...infer CRest extends Shape]
          ? Scan<L, SRest, CRest, Env, [...Rest, D]>
          : never
        : typeof onePerAxis
    : S extends readonly [infer D extends Dim, ...infer SRest extends Shape]
      ? C extends readonly [infer E extends Dim, ...infer CRest extends Shape]
        ? Scan<More, SRest, CRest, Put<Env, Label, D, E>, Rest>
        : never
      : typeof onePerAxis
  : S extends readonly []
    ? Env extends string
      ? Env
      : Known<Env, Rest>
    : typeof onePerAxis;

/** All operands, one after another: what is known of the labels, or the broken rule. */
type Walk<
  Terms extends readonly Labels[],
  Ss extends Shapes,
  Env = {},
  Rest extends Shape = [],
> = Terms extends readonly [infer L extends Labels, ...infer More extends readonly Labels[]]
  ? Ss extends readonly [infer S extends Shape, ...infer SMore extends Shapes]
    ? number extends S['length']
      ? Walk<More, SMore, Env, '...' extends L[number] ? Shape : Rest>
      : Scan<L, S, Certain<S>, Env> extends infer Found
        ? Found extends Known<infer Next, infer Behind>
          ? Clash<Certain<Rest>, Certain<Behind>> extends true
            ? typeof broadcast
            : Walk<More, SMore, Next, Broadcast<Rest, Behind>>
          : Found
        : never
    : never
  : Known<Env, Rest>;
/** `Walk`, provided that there are as many operands as terms. */
type Read<Terms extends readonly Labels[], Ss extends Shapes> = number extends Ss['length']
  ? Known<{}, Shape>
  : Ss['length'] extends Terms['length']
    ? Walk<Terms, Ss>
    : typeof onePerOperand;

type Output<L extends Labels, Env, Rest extends Shape, Out extends readonly Dim[] = []> = L extends readonly [
  infer Label extends string,
  ...infer More extends Labels,
]
  ? Label extends '...'
    ? number extends Rest['length']
      ? Shape
      : Output<More, Env, Rest, [...Out, ...Rest]>
    : Output<More, Env, Rest, [...Out, DimOf<Env, Label>]>
  : Out;
type DimOf<Env, L> = L extends keyof Env
  ? Env[L] extends [infer D extends Dim, infer _]
    ? D
    : number
  : number;
type Result<Parsed, Ss extends Shapes> = Parsed extends readonly [
  infer Terms extends readonly Labels[],
  infer Out extends Labels,
]
  ? Read<Terms, Ss> extends Known<infer Env, infer Rest extends Shape>
    ? Output<Out, Env, Rest>
    : Output<Out, {}, Shape>
  : Shape;

/**
 * The shape of `einsum(equation, ...operands)`: the sizes of the output's labels.
 *
 * Without `->` the output has the labels that occur once, in alphabetical order. Unknown equations give `Shape`.
 *
 * @example
 * type Product = Einsum<'ij,jk->ik', [[2, 3], [3, 4]]>; // [2, 4]
 */
export type Einsum<Eq extends string, Ss extends Shapes> = string extends Eq
  ? Shape
  : Result<Equation<Eq>, Ss>;

type ShowAll<Ss extends Shapes, Text extends string = ''> = Ss extends readonly [
  infer S extends Shape,
  ...infer Rest extends Shapes,
]
  ? ShowAll<Rest, Text extends '' ? Show<Certain<S>> : `${Text}, ${Show<Certain<S>>}`>
  : Text;
type BrokenShapes<Parsed, Ss extends Shapes> = Parsed extends readonly [
  infer Terms extends readonly Labels[],
  infer Out extends Labels,
]
  ? Read<Terms, Ss> extends Known<infer _, infer Rest extends Shape>
    ? '...' extends Out[number]
      ? unknown
      : Rest extends readonly [infer _, ...infer _More]
        ? typeof keepsEllipsis
        : unknown
    : Read<Terms, Ss>
  : unknown;
type Report<Op extends string, Eq extends string, Ss extends Shapes, Rule> = Rule extends string
  ? Problem<`${Op}: ${Rule}. equation: '${Eq}', operands: ${ShowAll<Ss>}`>
  : unknown;

/**
 * The sentence for an einsum that certainly fails, else `unknown`.
 *
 * @example
 * type Why = EinsumProblem<'einsum', 'ij,jk->ik', [[2, 3], [4, 5]]>;
 * // Problem<"einsum: axes of one label must have one size. equation: 'ij,jk->ik', operands: [2, 3], [4, 5]">
 */
export type EinsumProblem<Op extends string, Eq extends string, Ss extends Shapes> = string extends Eq
  ? unknown
  : BrokenSyntax<Eq> extends infer Rule extends string
    ? Report<Op, Eq, Ss, Rule>
    : Report<Op, Eq, Ss, BrokenShapes<Equation<Eq>, Ss>>;

/** An equation beside its operands: a label for every axis, and the size of every label. */
export interface ParsedEinsum {
  /** For each operand the labels of its axes. Axes behind the ellipsis are `'...1'`, `'...2'`, … from the last. */
  readonly inputs: readonly Labels[];
  readonly output: Labels;
  /** In the order of their first occurrence. Axes behind the ellipsis may have size 1 in an operand instead. */
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * `equation` read along the shapes of `operands`, with labels for the axes behind an ellipsis.
 *
 * Throws for equations that are malformed, that do not fit the number or the ranks of the operands, and for axes of
 * one label that differ in size. Sizes 1 stretch behind the ellipsis only.
 *
 * @example
 * const x = { dtype: 'float32', shape: [2, 3] } as const;
 * parseEinsum('einsum', 'ij->ji', [x]); // { inputs: [['i', 'j']], output: ['j', 'i'], sizes: Map(2) { 'i' => 2, 'j' => 3 } }
 */
export function parseEinsum(op: string, equation: string, operands: readonly Spec[]): ParsedEinsum {
  const { inputs: terms, output } = parseEquation(op, equation);
  const quoted = `'${equation}'`;
  if (terms.length !== operands.length) {
    complain({
      op,
      rule: onePerOperand,
      got: { equation: quoted, operands: operands.map(showSpec).join(', ') },
      argument: 'equation',
      expected: terms.length === 1 ? '1 operand' : `${terms.length} operands`,
    });
  }
  const sizes = new Map<string, number>();
  const inputs = terms.map((labels, i) => {
    const own = spellOut(op, quoted, labels, operands[i], `operands[${i}]`);
    const clash = measure(own, operands[i].shape, sizes);
    if (clash === undefined) return own;
    const stretches = clash.startsWith('...');
    const axis = stretches ? `axis -${clash.slice(3)} behind the ellipsis` : `axis ${clash}`;
    return complain({
      op,
      rule: stretches ? broadcast : equalSizes,
      got: { equation: quoted, operands: operands.map(showSpec).join(', ') },
      argument: 'operands',
      expected: `${axis} of operands[${i}] to be ${sizes.get(clash)}${stretches ? ' or 1' : ', as before'}`,
    });
  });
  const hidden = [...sizes.keys()].filter((label) => label.startsWith('...'));
  if (hidden.length > 0 && !output.includes('...')) {
    complain({
      op,
      rule: keepsEllipsis,
      got: { equation: quoted },
      argument: 'equation',
      expected: "'...' in the output, since it stands for axes that are not summed over",
    });
  }
  const behind = hidden.map((_, k) => `...${hidden.length - k}`);
  return { inputs, output: output.flatMap((label) => (label === '...' ? behind : [label])), sizes };
}

/** The labels of all axes of the operand `x`, called `name`. */
function spellOut(op: string, equation: string, labels: Labels, x: Spec, name: string): Labels {
  const named = labels.filter((label) => label !== '...').length;
  const behind = x.shape.length - named;
  const open = labels.includes('...');
  if (open ? behind < 0 : behind !== 0) {
    complain({
      op,
      rule: onePerAxis,
      got: { equation, [name]: `${showSpec(x)}   labels ${labels.join('')}` },
      argument: name,
      expected: `${name} of rank ${named}${open ? ' or more' : ''}`,
    });
  }
  const spread = Array.from({ length: behind }, (_, k) => `...${behind - k}`);
  return labels.flatMap((label) => (label === '...' ? spread : [label]));
}

/** Adds the sizes of an operand's labels to `sizes`; the label that clashes, those behind the ellipsis last. */
function measure(labels: Labels, shape: readonly number[], sizes: Map<string, number>): string | undefined {
  const clashes: string[] = [];
  labels.forEach((label, axis) => {
    const n = shape[axis];
    const before = sizes.get(label);
    const stretches = label.startsWith('...');
    if (before === undefined || (stretches && before === 1)) sizes.set(label, n);
    else if (before !== n && !(stretches && n === 1)) clashes.push(label);
  });
  return clashes.find((label) => !label.startsWith('...')) ?? clashes[0];
}
