// ConvNetJS's volumes as plain data, and the way to tensors and back.
// A Vol has channels fastest; a tensor has them first, as all images here.
import {
  fromTypedArray,
  isTensor,
  permute,
  random,
  type FloatDType,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import { complain, requireTensor, show, showSpec } from '@cotangent/tensor/extend';
import { integer, refuse } from './errors.ts';

/** Numbers at (x, y, channel), which stand at `(sx·y + x)·depth + channel` of `w`. */
export interface Vol {
  /** Width. */
  readonly sx: number;
  /** Height. */
  readonly sy: number;
  /** Channels. */
  readonly depth: number;
  readonly w: Float64Array | readonly number[];
}

/**
 * A Vol of one number, of given ones, or of a list alone: then it is 1 by 1, and as deep as the list is long.
 *
 * Throws for sizes that are no positive integers, and for a list that is empty or of another length.
 * @example
 * vol([3, 4]).depth; // 2
 * vol(2, 2, 1, [1, 2, 3, 4]).sx; // 2
 * vol(1, 1, 3, 0.5).w[2]; // 0.5
 */
export function vol(values: ArrayLike<number>): Vol;
export function vol(sx: number, sy: number, depth: number, values?: number | ArrayLike<number>): Vol;
export function vol(
  first: number | ArrayLike<number>,
  sy = 1,
  depth = 1,
  values: number | ArrayLike<number> = 0,
): Vol {
  if (typeof first !== 'number') {
    const list: unknown = first;
    if (typeof list !== 'object' || list === null || !(first.length > 0)) {
      refuse('vol', 'a Vol is made of sizes or of a list', 'values', list, 'at least one number');
    }
    return { sx: 1, sy: 1, depth: first.length, w: Float64Array.from(first) };
  }
  const size =
    integer('vol', 'sx', first, 1) * integer('vol', 'sy', sy, 1) * integer('vol', 'depth', depth, 1);
  if (typeof values === 'number') return { sx: first, sy, depth, w: new Float64Array(size).fill(values) };
  return { sx: first, sy, depth, w: Float64Array.from(requireLength('vol', values, size)) };
}

/**
 * A Vol as ConvNetJS fills it unless told otherwise: normal, with standard deviation `√(1 / (sx·sy·depth))`.
 * @example randomVol(random.key(0), 5, 5, 3).w.length; // 75
 */
export function randomVol(key: Key, sx: number, sy: number, depth: number): Vol {
  const empty = vol(sx, sy, depth);
  const standardDeviation = Math.sqrt(1 / empty.w.length);
  const drawn = random.normal(key, [empty.w.length], { standardDeviation, dtype: 'float64' });
  return { ...empty, w: Float64Array.from(drawn.data()) };
}

/**
 * A Vol as a tensor with channels first. `[depth, sy, sx]`, float32 unless told otherwise.
 *
 * Throws for what is no Vol, and where `w` does not have as many numbers as the sizes say.
 * @example toTensor(vol(2, 1, 2, [1, 2, 3, 4])); // float32[2, 1, 2] [[[1, 3]], [[2, 4]]]
 */
export function toTensor(
  given: Vol,
  dtype: FloatDType = 'float32',
): Tensor<[number, number, number], FloatDType> {
  const { sx, sy, depth, w } = requireVol('toTensor', given, 'given');
  const values = requireLength('toTensor', w, sx * sy * depth);
  const rows = dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
  return permute(fromTypedArray(rows, [sy, sx, depth]), [2, 0, 1]) as Tensor as Tensor<
    [number, number, number],
    FloatDType
  >;
}

/**
 * Tensors with channels first as Vols: `[depth, sy, sx]`, or `[depth]`, which is 1 by 1.
 *
 * Throws for what is no tensor, and for other ranks.
 * @example fromTensor(tensor([[[1, 3]], [[2, 4]]])).w[1]; // 2
 */
export function fromTensor(x: Tensor): Vol {
  requireTensor('fromTensor', x);
  const shape = x.shape as readonly number[];
  if (shape.length !== 3 && shape.length !== 1) {
    complain({
      op: 'fromTensor',
      rule: 'a Vol is made from channels, height and width, or from channels alone',
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'a tensor of shape [depth, sy, sx] or [depth]',
      hint: shape.length === 4 ? 'For each of a batch, slice it first.' : undefined,
    });
  }
  const [depth, sy = 1, sx = 1] = shape;
  const rows = shape.length === 1 ? x : permute(x, [1, 2, 0]);
  return { sx, sy, depth, w: Float64Array.from(rows.data()) };
}

/** Whether `x` has what a Vol has. */
export function isVol(x: unknown): x is Vol {
  if (typeof x !== 'object' || x === null) return false;
  const { sx, sy, depth, w } = x as Partial<Vol>;
  return [sx, sy, depth].every((n) => typeof n === 'number') && typeof w === 'object' && w !== null;
}

/** `x`, if it is a Vol; else an error about `argument`. */
export function requireVol(op: string, x: unknown, argument: string): Vol {
  if (isVol(x)) return x;
  const hint = isTensor(x) && (x.rank === 1 || x.rank === 3) ? `Write fromTensor(${argument}).` : undefined;
  return refuse(op, `${argument} must be a Vol`, argument, x, 'what vol or fromTensor returns', hint);
}

function requireLength(op: string, values: ArrayLike<number>, size: number): ArrayLike<number> {
  const { length } = (values ?? {}) as Partial<ArrayLike<number>>;
  if (length === size) return values;
  return complain({
    op,
    rule: 'a Vol has as many numbers as its sizes say',
    got: { w: `${show(length)} numbers`, sizes: show(size) },
    argument: 'w',
    expected: `${size} numbers`,
  });
}
