// Checks at the door of every optimizer: parameters are floats, gradients fit them, and the state is one's own.
// Trees leave here as lists of leaves, in the order of `tree.flatten`.
import { cast, isTensor, type DType, type FloatDType, type Tensor } from '@cotangent/tensor';
import {
  complain,
  isFloat,
  pathsOf,
  requireSame,
  show,
  showSpec,
  takeApart,
  type Structure,
} from '@cotangent/tensor/extend';

/** A tree of parameters taken apart. */
export interface Parameters {
  readonly structure: Structure;
  readonly leaves: readonly Tensor[];
}

/** The parameters, taken apart. Throws for what is no tree and for leaves that are no floats. */
export function takeParameters(op: string, params: unknown): Parameters {
  const { leaves, structure } = takeApart(op, 'params', params);
  leaves.forEach((leaf, i) => {
    if (isFloat(leaf.dtype)) return;
    complain({
      op,
      rule: 'parameters must be floats',
      got: { params: `${showSpec(leaf)}${at(structure, i)}` },
      argument: 'params',
      expected: 'leaves of dtype float32 or float64',
      hint: 'Keep what is not trained out of the tree, or cast it to a float.',
    });
  });
  return { leaves, structure };
}

/** The leaves of another tree, each of the shape and dtype of the parameter there. Throws where one differs. */
export function takeLike(op: string, argument: string, t: unknown, params: Parameters): readonly Tensor[] {
  const { leaves, structure } = takeApart(op, argument, t);
  const rule = `${argument} must have the structure of the parameters`;
  requireSame(op, ['params', params.structure], [argument, structure], rule);
  leaves.forEach((leaf, i) => {
    const wanted = params.leaves[i];
    if (showSpec(leaf) === showSpec(wanted)) return;
    complain({
      op,
      rule: `${argument} must have the shapes and dtypes of the parameters`,
      got: {
        params: `${showSpec(wanted)}${at(structure, i)}`,
        [argument]: `${showSpec(leaf)}${at(structure, i)}`,
      },
      argument,
      expected: `${showSpec(wanted)}${at(structure, i)}`,
    });
  });
  return leaves;
}

/** The state as a record. Throws unless it has all of `keys`. */
export function takeState(
  op: string,
  state: unknown,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  const given = typeof state === 'object' && state !== null ? Object.keys(state) : undefined;
  if (given !== undefined && keys.every((key) => given.includes(key))) {
    return state as Readonly<Record<string, unknown>>;
  }
  return complain({
    op,
    rule: 'the state must come from the same optimizer',
    got: { state: given === undefined ? show(state) : `an object with ${list(given)}` },
    argument: 'state',
    expected: `what init or the last update returned, an object with ${list(keys)}`,
  });
}

/** A scalar of the state, in `dtype` if that is given. Throws for what is none. */
export function takeScalar(op: string, key: string, value: unknown, dtype?: DType): Tensor {
  if (isTensor(value) && value.rank === 0) {
    return dtype === undefined || value.dtype === dtype ? value : (cast(value, dtype) as Tensor);
  }
  return complain({
    op,
    rule: `state.${key} must be a scalar`,
    got: { [`state.${key}`]: show(value) },
    argument: `state.${key}`,
    expected: 'a tensor of shape []',
    hint: typeof value === 'number' ? `Write tensor(${value}).` : undefined,
  });
}

/** float64 if a parameter is, else float32: the dtype that scalars of the state have. */
export function scalarDType({ leaves }: Parameters): FloatDType {
  return leaves.some(({ dtype }) => dtype === 'float64') ? 'float64' : 'float32';
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing in it' : names.join(', ');
}

function at(structure: Structure, i: number): string {
  const path = pathsOf(structure)[i];
  return path === '' ? '' : ` at ${path}`;
}
