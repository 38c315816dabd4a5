// What layers on images ask of the shape they are built for: channels first, then one to three sizes.
import type { Dim, Problem, Shape, Tensor } from '@cotangent/tensor';
import {
  complain,
  showList,
  type Compare,
  type PerAxis,
  type Remainder,
  type Show,
} from '@cotangent/tensor/extend';
import type { Misfit, Padding } from '../functional/spatial.ts';

const sizesRule = 'takes channels and one to three sizes';
const fits = 'the window must fit into the axis';

/** The sentence for a shape that certainly is no image, else `unknown`. */
export type ImageProblem<Op extends string, I extends Shape> = number extends I['length']
  ? unknown
  : I['length'] extends 2 | 3 | 4
    ? unknown
    : Problem<`${Op}: ${typeof sizesRule}. input: ${Show<I>}`>;

/** The sentence for a shape that certainly is no image, or into which the window does not fit, else `unknown`. */
export type WindowProblem<
  Op extends string,
  I extends Shape,
  K extends PerAxis | 'global',
  Pa extends Padding,
  Di extends PerAxis = 1,
> = number extends I['length']
  ? unknown
  : I extends readonly [Dim, Dim, Dim?, Dim?]
    ? K extends PerAxis
      ? I extends readonly [infer _, ...infer R extends Shape]
        ? true extends Misfit<R, K, Pa, Di>[number]
          ? Problem<`${Op}: ${typeof fits}. input: ${Show<I>}`>
          : unknown
        : unknown
      : unknown
    : Problem<`${Op}: ${typeof sizesRule}. input: ${Show<I>}`>;

const groupsRule = 'groups divide channels and filters';
/** The sentence for `G` groups that certainly do not divide the channels of `I` and the filters, else `unknown`. */
export type GroupsProblem<
  Op extends string,
  I extends Shape,
  F extends number,
  G extends number,
> = G extends 1
  ? unknown
  : I extends readonly [infer C extends Dim, ...infer _ extends Shape]
    ? Compare<Remainder<C, G>, 0> | Compare<Remainder<F, G>, 0> extends '=' | '?'
      ? unknown
      : Problem<`${Op}: ${typeof groupsRule}. input: ${Show<I>}, filters: ${F}, groups: ${G}`>
    : unknown;

/** Weights, and the bias of `F` outputs if there is one. */
export type WithBias<W, F extends Dim, Bi extends boolean> = Bi extends true
  ? { w: W; b: Tensor<[F]> }
  : { w: W };

/** Throws unless `input` has channels and one to three sizes. */
export function requireImage(op: string, input: readonly number[]): readonly number[] {
  if (input.length >= 2 && input.length <= 4) return input;
  return complain({
    op,
    rule: sizesRule,
    got: { input: showList(input) },
    argument: 'input',
    expected: 'a shape such as [channels, height, width]',
  });
}

/** Throws unless `groups` divide channels and filters. */
export function requireGroups(op: string, channels: number, filters: number, groups: number): void {
  if (channels % groups === 0 && filters % groups === 0) return;
  complain({
    op,
    rule: groupsRule,
    got: { channels: String(channels), filters: String(filters), groups: String(groups) },
    argument: 'groups',
    expected: `a divisor of ${channels} and of ${filters}`,
  });
}
