// What normalizations share: to mean 0 and variance 1 along some axes, then a gain and a bias.
import { add, mean, mul, reshape, rsqrt, square, sub } from '@cotangent/tensor';
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { complain, requireTensor, showList, showSpec } from '@cotangent/tensor/extend';

/** A factor and a summand after normalizing; neither unless given. */
export interface Affine {
  readonly gain?: Tensor<Shape, DType> | undefined;
  readonly bias?: Tensor<Shape, DType> | undefined;
}

/** `(x − mean) / √(variance + ε)` along `axes`. */
export function normalized(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centered = sub(x, mean(x, axes, { keepDims: true })) as Tensor;
  const variance = mean(square(centered), axes, { keepDims: true }) as Tensor;
  return mul(centered, rsqrt(add(variance, epsilon))) as Tensor;
}

/** `y·gain + bias`, both of the sizes of `axes`. Throws for other shapes. */
export function affine(op: string, y: Tensor, axes: readonly number[], { gain, bias }: Affine): Tensor {
  const scaled = gain === undefined ? y : (mul(y, along(op, 'gain', gain as Tensor, y, axes)) as Tensor);
  return bias === undefined ? scaled : (add(scaled, along(op, 'bias', bias as Tensor, y, axes)) as Tensor);
}

/** `values`, of the sizes of `axes` of `y`, with size 1 along all others. */
export function along(op: string, name: string, values: Tensor, y: Tensor, axes: readonly number[]): Tensor {
  requireTensor(op, values, name);
  const shape = y.shape as readonly number[];
  const wanted = axes.map((axis) => shape[axis]);
  if (showList(values.shape) !== showList(wanted)) {
    complain({
      op,
      rule: `${name} has the sizes of the axes that it is for`,
      got: { [name]: showSpec(values), x: showSpec(y) },
      argument: name,
      expected: `${name} of shape ${showList(wanted)}`,
    });
  }
  return reshape(
    values,
    shape.map((n, axis) => (axes.includes(axis) ? n : 1)),
  );
}

/** The axes of `x` counted from 0, in order. Throws for those that it lacks. */
export function axesFrom(op: string, x: Tensor, axes: number | readonly number[]): readonly number[] {
  const list = typeof axes === 'number' ? [axes] : axes;
  const found = list.map((axis) => (axis < 0 ? axis + x.rank : axis)).toSorted((a, b) => a - b);
  const distinct = new Set(found).size === found.length;
  if (distinct && found.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < x.rank)) return found;
  return complain({
    op,
    rule: 'axes lie within the rank and do not repeat',
    got: { x: showSpec(x), axes: showList(list) },
    argument: 'axes',
    expected: `axes from ${-x.rank} to ${x.rank - 1}`,
  });
}
