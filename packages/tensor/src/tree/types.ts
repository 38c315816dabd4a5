// Trees as types: what a tree is, and its leaves, paths and results of mapping, read off the structure.
// One recursion lists the pairs of path and leaf; `Path`, `At` and `Leaves` only read that list.
import type { Box, DType } from '../base/dtype.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Problem, Shape } from '../shape/dim.ts';

/** Any leaf. */
type Leaf = Tensor<Shape, DType>;
/** What tells a leaf from a branch. It names no dim, so that it is decided also for tensors of generic shapes. */
interface IsLeaf {
  item(): unknown;
}

/**
 * A plain nested object or array whose leaves are tensors. Empty objects and arrays are trees too.
 *
 * The empty tuple makes the compiler read array literals as tuples, so that every leaf keeps its own shape.
 * @example
 * const parameters: Tree = { conv1: { w: zeros([8, 1, 5, 5]), b: zeros([8]) }, layers: [zeros([3])] };
 */
export type Tree = TreeOf<Leaf>;

/**
 * What a type parameter of trees extends: `<T extends TreeLike<T>>` takes every `Tree` and also trees whose types
 * are interfaces, which TypeScript never sees as `{ [key: string]: Tree }`.
 */
export type TreeLike<T> = Tree | (object & Parts<T>);
type Parts<T> = { readonly [K in keyof T]: Part<T[K]> };
type Part<T> = T extends IsLeaf | undefined
  ? T
  : T extends Callable | string | number | boolean | bigint | symbol | null
    ? Problem<'tree: leaves must be tensors'>
    : [T] extends [Tree]
      ? T
      : Parts<T>;
type Callable = (...parameters: never) => unknown;

/**
 * The tree type with leaves of type `L`: keys, tuples, optional and readonly properties stay.
 * @example
 * type Sizes = MapLeaves<{ w: Tensor; layers: [{ b: Tensor }] }, number>; // { w: number; layers: [{ b: number }] }
 */
export type MapLeaves<T, L> = [Tree] extends [T] ? TreeOf<L> : MapParts<T, L>;
type MapParts<T, L> = T extends IsLeaf
  ? L
  : T extends readonly unknown[]
    ? [T] extends [T[number]]
      ? readonly TreeOf<L>[]
      : { [K in keyof T]: MapLeaves<T[K], L> }
    : { [K in keyof T]: MapLeaves<T[K], L> };
/** A tree of which nothing is known, with leaves of type `L`. */
export type TreeOf<L> = L | readonly TreeOf<L>[] | readonly [] | { readonly [key: string]: TreeOf<L> };

/**
 * `[path, leaf]` for every leaf of `T`, as a union.
 * @example
 * type E = Entry<{ w: Tensor<[2]>; layers: [{ b: Tensor<[3]> }] }>; // ['w', Tensor<[2]>] | ['layers[0].b', Tensor<[3]>]
 */
export type Entry<T> = Unfold<T, '', []>;
/** Recursive types would never end: where one is certain, and past a depth, all paths are possible. */
type Unfold<T, P extends string, Depth extends 0[]> = T extends IsLeaf
  ? [path: P, leaf: T]
  : Depth['length'] extends 12
    ? AnyEntry
    : T extends readonly unknown[]
      ? number extends T['length']
        ? Inside<T, T[number], `${P}[${number}]`, Depth>
        : { [K in keyof T]-?: Unfold<T[K], `${P}[${K & string}]`, [...Depth, 0]> }[number]
      : T extends object
        ? string extends keyof T
          ? Inside<T, T[keyof T], Join<P, string>, Depth>
          : { [K in Key<T>]: Unfold<T[K], Join<P, `${K}`>, [...Depth, 0]> }[Key<T>]
        : never;
/** What lists and dictionaries hold; only a recursive one can be an element of itself. */
type Inside<T, V, P extends string, Depth extends 0[]> = [T] extends [V]
  ? AnyEntry
  : Unfold<V, P, [...Depth, 0]>;
type AnyEntry = [path: string, leaf: Leaf];
type Key<T> = keyof T & (string | number);
type Join<P extends string, K extends string> = K extends `${string}${'.' | '[' | ']' | '"'}${string}` | ''
  ? `${P}[${string}]`
  : P extends ''
    ? K
    : `${P}.${K}`;

/**
 * The paths of the leaves of `T`: `'conv1.w'`, `'layers[0].b'`; `''` if `T` is itself a leaf.
 *
 * A key with a dot, bracket or quote stands in brackets as a JSON string: `'["a.b"].w'`. Where nothing is known of
 * a type, a path is any string.
 * @example
 * type P = Path<{ conv1: { w: Tensor; b: Tensor } }>; // 'conv1.w' | 'conv1.b'
 */
export type Path<T> = PathIn<Entry<T>>;
type PathIn<E> = E extends readonly [infer P extends string, unknown] ? P : never;

/**
 * What any leaf of `T` is: one tensor type, of all their shapes and dtypes, so that ops take it.
 * @example
 * type L = Leaves<{ w: Tensor<[2]>; b: Tensor<[3]> }>; // Tensor<[2] | [3]>
 */
export type Leaves<T> = Tensor<ShapeIn<Entry<T>>, DTypeIn<Entry<T>>>;
type ShapeIn<E> = E extends readonly [string, Tensor<infer S, infer _>] ? S : never;
type DTypeIn<E> = E extends readonly [string, Tensor<infer _, infer D>] ? D : never;

/**
 * What a tree becomes when a function that returns an `L` is mapped over its leaves: its own type if every leaf comes
 * back as whatever leaf it was.
 */
export type Mapped<T, L> = Box<L> extends Box<Leaves<T>> ? T : MapLeaves<T, L>;

/**
 * The leaf of `T` at path `P`.
 * @example
 * type W = At<{ conv1: { w: Tensor<[8, 1, 5, 5]> } }, 'conv1.w'>; // Tensor<[8, 1, 5, 5]>
 */
export type At<T, P extends string> = Box<P> extends Box<string> ? Leaves<T> : LeafAt<Entry<T>, P>;
type LeafAt<E, P> = E extends readonly [infer Q, infer L] ? (P extends Q ? L : never) : never;
