// Tensors by name, which is what files of many tensors hold. The names of a tree's tensors are their paths.
// A map stands for names of one's own, such as those of another library.
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { complain, pathsOf, show, takeApart } from '@cotangent/tensor/extend';

/** Tensors by name, in the order of the file. */
export type Named = ReadonlyMap<string, Tensor<Shape, DType>>;

/** Notes beside the tensors of a file: strings by name. */
export type Metadata = Readonly<Record<string, string>>;

/** What a file of many tensors holds. */
export interface Contents {
  /** By name, which is the path in a tree: `params.conv1.w`, `layers[0].b`. `restore` makes a tree of them. */
  readonly tensors: Map<string, Tensor<Shape, DType>>;
  readonly metadata: Record<string, string>;
}

/** Name and tensor for each leaf of a tree, or for each entry of a map. */
export function namedOf(op: string, tensors: unknown): [name: string, x: Tensor][] {
  if (tensors instanceof Map) {
    for (const [name, x] of tensors) requireEntry(op, name, x);
    return [...(tensors as ReadonlyMap<string, Tensor>)];
  }
  const { leaves, structure } = takeApart(op, 'tensors', tensors);
  return pathsOf(structure).map((path, i) => [path, leaves[i]]);
}

function requireEntry(op: string, name: unknown, x: unknown): void {
  if (typeof name !== 'string') {
    complain({
      op,
      rule: 'a name is a string',
      got: { tensors: `a map with the key ${show(name)}` },
      argument: 'tensors',
      expected: 'a map from names to tensors',
    });
  }
  takeApart(op, `tensors.get(${show(name)})`, [x]);
}

/** The entries of `metadata`; throws unless all are strings. */
export function metadataOf(op: string, metadata: unknown): Metadata {
  const wrong = (rule: string, got: string): never =>
    complain({ op, rule, got: { metadata: got }, argument: 'metadata', expected: 'an object of strings' });
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    wrong('metadata is an object', show(metadata));
  }
  for (const [name, value] of Object.entries(metadata as object)) {
    if (typeof value !== 'string') wrong('metadata is strings', `${show(value)} at ${name}`);
  }
  return metadata as Metadata;
}
