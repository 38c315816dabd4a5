import { expectTypeOf } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim } from '../shape/dim.ts';
import { zeros, zerosLike } from '../ops/creation.ts';
import { mul, square, sub } from '../primitives/arithmetic.ts';
import { sum } from '../primitives/broadcast.ts';
import * as tree from './index.ts';
import type { At, Entry, Leaves, MapLeaves, Path, Tree, TreeLike } from './types.ts';

interface Linear {
  w: Tensor<[784, 10]>;
  readonly b?: Tensor<[10]>;
}
interface Model {
  conv1: { w: Tensor<[8, 1, 5, 5]>; b: Tensor<[8]> };
  layers: [Linear, readonly Tensor<[2], 'int32'>[]];
  'a.b': Tensor<[]>;
  none: {};
}
declare const linear: Linear;
declare const model: Model;
declare const unknown: Tree;
declare const x: Tensor<[2]>;

// Paths and leaves, read off the type.
expectTypeOf<Path<Model>>().toEqualTypeOf<
  'conv1.w' | 'conv1.b' | 'layers[0].w' | 'layers[0].b' | `layers[1][${number}]` | `[${string}]`
>();
expectTypeOf<Path<Tensor<[2]>>>().toEqualTypeOf<''>();
expectTypeOf<Path<{ 0: Tensor; '': Tensor }>>().toEqualTypeOf<'0' | `[${string}]`>();
expectTypeOf<Path<Record<string, Linear>>>().toEqualTypeOf<`${string}.w` | `${string}.b`>();
expectTypeOf<Path<{}>>().toBeNever();
expectTypeOf<Path<[]>>().toBeNever();
expectTypeOf<Entry<{ x: Tensor<[1]> }>>().toEqualTypeOf<[path: 'x', leaf: Tensor<[1]>]>();
expectTypeOf<Leaves<Linear>>().toEqualTypeOf<Tensor<[10] | [784, 10], 'float32'>>();
expectTypeOf<At<Model, 'layers[0].b'>>().toEqualTypeOf<Tensor<[10]>>();
expectTypeOf<At<Model, 'layers[1][7]'>>().toEqualTypeOf<Tensor<[2], 'int32'>>();

// Where nothing is known, and where a type never ends, every path and leaf is possible.
interface Chain {
  w: Tensor<[1]>;
  next?: Chain;
}
expectTypeOf<Path<Tree>>().toEqualTypeOf<string>();
expectTypeOf<Leaves<Tree>>().toEqualTypeOf<Tensor>();
expectTypeOf<Path<Chain>>().toEqualTypeOf<string>();
expectTypeOf<Tensor>().toExtend<Leaves<Chain>>();
expectTypeOf<Tensor>().toExtend<Leaves<MapLeaves<Tree, Tensor<[1]>>>>();

// Mapping keeps keys, tuples, optional and readonly properties.
expectTypeOf<MapLeaves<Linear, number>>().toEqualTypeOf<{ w: number; readonly b?: number }>();
expectTypeOf<MapLeaves<[Tensor, readonly Tensor[]], 1>>().toEqualTypeOf<[1, readonly 1[]]>();
expectTypeOf(tree.map((leaf) => leaf.rank, model).conv1).toEqualTypeOf<{
  w: 0 | 1 | 2 | 4;
  b: 0 | 1 | 2 | 4;
}>();
expectTypeOf(tree.map((leaf) => leaf.size, { x, y: [x, { x }] })).toEqualTypeOf<{
  x: number;
  y: [number, { x: number }];
}>();
tree.map(
  (a, b, c) => {
    expectTypeOf(a).toEqualTypeOf<Tensor<[784, 10] | [10], 'float32'>>();
    expectTypeOf(b).toEqualTypeOf<Tensor<[2]>>();
    expectTypeOf(c).toEqualTypeOf<Tensor>();
    return a;
  },
  linear,
  { w: x, b: x },
  unknown,
);

// A leaf is one tensor type, so that ops take it; mapped to whatever leaf it was, a tree keeps its type.
const moved = <T extends TreeLike<T>>(parameters: T, gradients: T): T =>
  tree.map((p, g) => sub(p, mul(g, 0.1)), parameters, gradients);
expectTypeOf(moved(linear, linear)).toEqualTypeOf<Linear>();
expectTypeOf(tree.map(zerosLike, linear)).toEqualTypeOf<Linear>();
expectTypeOf(tree.map((p) => sum(square(p)), linear)).toEqualTypeOf<{
  w: Tensor<[]>;
  readonly b?: Tensor<[]>;
}>();
expectTypeOf(tree.map(() => zeros([10]), linear).w).toEqualTypeOf<Tensor<[10]>>();
tree.mapWithPath((path) => expectTypeOf(path).toEqualTypeOf<'w' | 'b'>(), linear);

// Taking apart and putting together.
const flat = tree.flatten(linear);
expectTypeOf(flat.leaves).toEqualTypeOf<Tensor<[784, 10] | [10], 'float32'>[]>();
expectTypeOf(tree.unflatten(flat.structure, flat.leaves)).toEqualTypeOf<Linear>();
expectTypeOf(tree.unflatten(flat.structure, [1, 2])).toEqualTypeOf<{ w: number; readonly b?: number }>();
expectTypeOf(tree.get(model, 'layers[0].w')).toEqualTypeOf<Tensor<[784, 10]>>();
expectTypeOf(tree.get(unknown, 'anything')).toEqualTypeOf<Tensor>();
expectTypeOf(tree.set(linear, 'w', linear.w)).toEqualTypeOf<Linear>();
// @ts-expect-error Argument of type '"conv1.x"' is not assignable to parameter of type …
tree.get(model, 'conv1.x');
// @ts-expect-error Type '2' is not assignable to type '10'.
tree.set(linear, 'b', x);

// Only trees, and among them those whose types are interfaces.
tree.leaves(model);
// @ts-expect-error tree: leaves must be tensors
tree.leaves({ x: 3 });
// @ts-expect-error tree: leaves must be tensors
tree.leaves({ x, f: () => x });
// @ts-expect-error tree: leaves must be tensors
tree.leaves({ x, y: [x, null] });
// @ts-expect-error tree: leaves must be tensors
tree.leaves(new Float32Array(3));
// @ts-expect-error Argument of type 'number' is not assignable …
tree.leaves(3);

// Inside generic functions.
export const generic = <T extends Tree>(t: T): MapLeaves<T, number> => tree.map((leaf) => leaf.size, t);
export const interfaces = <T extends TreeLike<T>>(t: T): Leaves<T>[] => tree.leaves(t);
export const sizes = <B extends Dim>(w: Tensor<[B, 3]>): Tensor<[B, 3]> =>
  tree.get({ layers: [{ w }] }, 'layers[0].w');
