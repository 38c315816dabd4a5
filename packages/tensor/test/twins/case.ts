// What the tables of operators share: what a case is, and how axes and sizes are drawn for it.
// A case holds both twins as they would be used: types as source text, the value as a call.
import type { Axes } from '../../src/shape/axes.ts';
import type { Draw, Known } from './draw.ts';

/** One case: the type twins as expressions, and the value twin as a call. */
export interface Case {
  /** `Broadcast<[2], [3]>`. */
  readonly result: string;
  /** `BroadcastProblem<'broadcast', [2], [3]>`. */
  readonly problem: string;
  readonly run: () => readonly number[];
  /** Whether the type may know less than it could, by design. */
  readonly loose?: boolean;
}

/** A case of the types `name` and `nameProblem`, which take the same arguments. */
export const twins = (name: string, op: string, args: readonly Known<unknown>[], run: Case['run']): Case => {
  const types = args.map(({ type }) => type).join(', ');
  return { result: `${name}<${types}>`, problem: `${name}Problem<'${op}', ${types}>`, run };
};
/** One axis of `rank`, from either end, or one beyond. */
export const axis = (draw: Draw, rank: number): number =>
  draw.chance(0.65) && rank > 0 ? draw.between(-rank, rank - 1) : draw.pick([-rank - 1, rank]);
/** Axes of `rank`: all, one, or several, which may repeat. */
export const axes = (draw: Draw, rank: number): Known<Axes | undefined> => {
  if (draw.chance(0.07)) return { value: undefined, type: 'undefined' };
  if (draw.chance(0.5)) return draw.int(axis(draw, rank));
  const distinct = draw.shuffle([...Array(rank).keys()]).slice(0, draw.between(0, rank));
  const either = distinct.map((n) => (draw.chance(0.5) ? n : n - rank));
  return draw.ints(draw.maybe(either, (list) => [...list, axis(draw, rank)]));
};
/** `n`, or the 1 that stretches to it. */
export const stretch = (draw: Draw, n: number): number => (draw.chance(0.25) ? 1 : n);
/** What all of `list` multiply to. */
export const product = (list: readonly number[]): number => list.reduce((total, n) => total * n, 1);
/** The tuple type of some types. */
export const tuple = (list: readonly { readonly type: string }[]): string =>
  `[${list.map(({ type }) => type).join(', ')}]`;
