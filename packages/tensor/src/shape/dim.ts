// Dims and shapes as types, and the two families every twin has: results, always a `Shape`,
// and problems, `unknown` unless the mistake is certain.
import type { Box, DType } from '../base/dtype.ts';

/** One size: a literal (`24`), a name (`'batch'`: one unknown size, equal only to itself) or `number` (unknown). */
export type Dim = number | string;
/** The sizes of a tensor, outermost first. `Shape` itself means: nothing known, not even the rank. */
export type Shape = readonly Dim[];

/** What shape rules need to know of a tensor: every tensor is a spec of itself. */
export interface Spec {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

declare const problem: unique symbol;
/** A certain mistake, as a type: no argument is assignable to it, so the editor shows its sentence. */
export interface Problem<Message extends string> {
  readonly [problem]: Message;
}

/** `yes` if `A` and `B` are the same dim (type parameters too), else `no`. */
export type IfSame<A, B, Yes, No> = Box<A> extends Box<B> ? Yes : No;

/** A type behind an interface: patterns over `Of<S>` are decided also for `[...S, H]`, over bare `S` they wait. */
export interface Of<out T> {
  readonly of: T;
}

/** `'[2, batch, ?]'`: a shape as compile-time messages show it. */
export type Show<S extends Shape> = number extends S['length'] ? '[...]' : `[${ShowDims<S>}]`;
type ShowDims<S extends Shape> = S extends readonly [infer D, ...infer Rest]
  ? Rest extends readonly []
    ? ShowDim<D>
    : `${ShowDim<D>}, ${ShowDims<Rest extends Shape ? Rest : []>}`
  : '';
type ShowDim<D> = D extends string | number
  ? number extends D
    ? '?'
    : string extends D
      ? '?'
      : `${D}`
  : '?';

/** A readonly tuple as the plain tuple users read on hover. */
export type Plain<S extends Shape> = { -readonly [K in keyof S]: S[K] };
/** The sizes of a shape at run time: names have become numbers. */
export type Sizes<S extends Shape> = {
  readonly [K in keyof S]: Hold<S>[K] extends Held<infer N extends number, infer _> ? N : number;
};

/** Holds a dim out of reach of the relation: all `Held` are assignable to each other, yet `infer` sees inside. */
interface Held<_D, _Text> {
  readonly held: true;
}
/** Every string literal is one of these, a type parameter is not. */
type Name = Uncapitalize<string> | Capitalize<string>;
type Hold<S extends Shape> = { [K in keyof S]: Held<S[K], `${S[K]}`> };
type Release<H> = {
  -readonly [K in keyof H]: H[K] extends Held<infer N extends Name, infer Text extends `${bigint}`>
    ? Name extends N
      ? `${bigint}` extends Text
        ? number
        : Size<Text>
      : Only<N>
    : number;
};
type Size<Text extends string, All = Text> = Text extends `${infer D extends number}`
  ? IfSame<Text, All, D, number>
  : number;
/** Whatever ends in an axis or has none: every tuple, also one that is generic in part, but no type parameter. */
type Ended = readonly [] | readonly [Dim, ...Dim[]] | readonly [...Dim[], Dim];
/** Waits for `By`, so that nothing is decided where an op is declared. */
type HeldUntil<S, By> = By | null extends unknown ? Held<S, By> : never;
/**
 * `S`, unless all of it is a type parameter of a caller's generic function: then any shape, of which no problem is
 * certain. So a problem is decided wherever an op is called; only `By`, another type parameter of the op, must be known.
 */
export type Settled<S extends Shape, By> =
  HeldUntil<S, By> extends Held<infer C extends Ended, infer _> ? C : never;

/** Sizes as they stand, type parameters too; only unions, of which -1 may be one, become `number`. */
export type Stated<S extends Shape> = Loose<Hold<S>>;
type Loose<H> = {
  [K in keyof H]: H[K] extends Held<infer N extends number, infer Text extends `${bigint}`>
    ? `${bigint}` extends Text
      ? N
      : Size<Text>
    : number;
};
/** `D` if it is one dim, `number` if it is a union of them. */
export type Only<D, All = D> = D extends Dim ? IfSame<D, All, D, number> : number;
/**
 * What is certain of a shape: its literals and names, and `number` for all else, type parameters included.
 *
 * Conditional types over the result never stay deferred inside generic functions, because an `infer` whose
 * constraint a type parameter does not meet falls back to that constraint. Apply it to a whole `S`, never to a
 * tuple written with type parameters (`Certain<[A, 3]>`), which would be resolved where it is written.
 */
export type Certain<S extends Shape> = Release<Hold<S>>;
