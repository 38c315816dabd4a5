// Examples as people have them, Vols and tensors, as the batches that programs take.
// What does not fit the input layer or the loss is refused here, by the layer's index and type.
import {
  cast,
  fromTypedArray,
  isTensor,
  reshape,
  tensor,
  type DType,
  type FloatDType,
  type Tensor,
} from '@cotangent/tensor';
import { complain, show, showList, showSpec } from '@cotangent/tensor/extend';
import { atLayer, refuse, refuseAs } from '../base/errors.ts';
import type { Vol } from '../base/vol.ts';
import type { LayerSpec } from '../definitions/layerSpec.ts';
import type { Target } from '../network/losses.ts';
import { requireLoss, type Network } from '../network/network.ts';

/** What one example should become: a class, or numbers for regression: all, the first alone, or the one at `dim`. */
export type ExampleTarget = number | ArrayLike<number> | { readonly dim: number; readonly val: number };

/** A batch of inputs, `[b, depth, sy, sx]`. Throws for what does not fit the input layer. */
export function inputsOf({ layers }: Network, xs: Tensor | readonly Vol[], dtype: FloatDType): Tensor {
  const [input] = layers;
  return atLayer('layers', 0, 'input', () => (isTensor(xs) ? fitting(input, xs) : stacked(input, xs, dtype)));
}

/** One input as a batch of one. */
export function inputOf(network: Network, x: Tensor | Vol, dtype: FloatDType): Tensor {
  const batch = isTensor(x) ? (reshape(x, [1, ...x.shape]) as Tensor) : [x];
  return inputsOf(network, batch, dtype);
}

function fitting({ out_sx, out_sy, out_depth }: LayerSpec, xs: Tensor): Tensor {
  const shape = xs.shape as readonly number[];
  const sizes = [out_depth, out_sy, out_sx];
  if (shape.length === 4 && shape[0] > 0 && sizes.every((size, axis) => shape[axis + 1] === size)) return xs;
  return complain({
    op: 'input',
    rule: 'examples have the size of the input layer',
    got: { x: showSpec(xs) },
    argument: 'x',
    expected: `a batch of shape ${showList(['batch', ...sizes])}`,
  });
}

/** Vols one after another, with channels first. */
function stacked({ out_sx, out_sy, out_depth }: LayerSpec, xs: readonly Vol[], dtype: FloatDType): Tensor {
  if (!Array.isArray(xs) || xs.length === 0) {
    refuse('input', 'a batch is a tensor, or a list of Vols', 'xs', xs, 'at least one example');
  }
  const area = out_sx * out_sy;
  const size = area * out_depth;
  const values =
    dtype === 'float64' ? new Float64Array(xs.length * size) : new Float32Array(xs.length * size);
  xs.forEach((x, n) => {
    const { sx, sy, depth, w } = x ?? {};
    if (sx !== out_sx || sy !== out_sy || depth !== out_depth || w?.length !== size) {
      complain({
        op: 'input',
        rule: 'examples have the size of the input layer',
        got: { [`x[${n}]`]: `${sx} by ${sy} by ${depth}, ${show(w?.length)} numbers` },
        argument: `x[${n}]`,
        expected: `a Vol of ${out_sx} by ${out_sy} by ${out_depth}`,
      });
    }
    for (let d = 0, to = n * size; d < out_depth; d++)
      for (let at = 0; at < area; at++) values[to++] = w[at * out_depth + d];
  });
  return fromTypedArray(values, [xs.length, out_depth, out_sy, out_sx]) as Tensor;
}

/** What a batch of `count` examples should become. Throws for what does not fit the loss. */
export function targetsOf(
  network: Network,
  ys: Target | readonly ExampleTarget[],
  count: number,
  dtype: FloatDType,
): Target {
  const loss = requireLoss('train', network);
  return atLayer('layers', network.layers.length - 1, loss.layer_type, () => {
    const given =
      Array.isArray(ys) || ArrayBuffer.isView(ys) ? Array.from(ys as ArrayLike<ExampleTarget>) : ys;
    if (Array.isArray(given) && given.length !== count) {
      refuseAs(
        loss.layer_type,
        'there is a y for each x',
        'y',
        `${given.length} of them`,
        `${count}, as there are examples`,
      );
    }
    if (loss.layer_type !== 'regression')
      return classesOf(loss.layer_type, loss.num_inputs, given as Target, count);
    return numbersOf(loss.num_inputs, given as Target, count, dtype);
  });
}

/** Labels, each one of `classes`. */
function classesOf(op: string, classes: number, ys: Target | readonly number[], count: number): Target {
  const integers = isTensor(ys) && ys.dtype === 'int32' && ys.rank === 1 && ys.shape[0] === count;
  if (!integers && !Array.isArray(ys)) {
    refuse(op, 'each example has a class', 'y', ys, `int32[${count}], or a list of as many integers`);
  }
  const labels: ArrayLike<number> = isTensor(ys) ? (ys as Tensor).data() : (ys as readonly number[]);
  for (let n = 0; n < count; n++) {
    const label: unknown = labels[n];
    if (Number.isInteger(label) && labels[n] >= 0 && labels[n] < classes) continue;
    refuse(op, 'labels are classes', `y[${n}]`, label, `an integer from 0 to ${classes - 1}`);
  }
  return isTensor(ys) ? (ys as Target) : tensor(ys as number[], 'int32');
}

/** Numbers for all outputs, or for one output of each example. */
function numbersOf(
  outputs: number,
  ys: Target | readonly ExampleTarget[],
  count: number,
  dtype: FloatDType,
): Target {
  const op = 'regression';
  const fail = (argument: string, y: unknown): never =>
    refuse(
      op,
      'targets are numbers for the outputs',
      argument,
      y,
      `${outputs} numbers, or { dim, val } with dim below ${outputs}`,
    );
  if (isTensor(ys)) {
    const shape = ys.shape as readonly number[];
    if (shape.length !== 2 || shape[0] !== count || shape[1] !== outputs) fail('y', ys);
    return cast(ys as Tensor, dtype) as Target;
  }
  if (!Array.isArray(ys)) {
    const { dim, val } = (ys ?? {}) as { readonly dim?: unknown; readonly val?: unknown };
    const one = (x: unknown): x is Tensor<[number], DType> =>
      isTensor(x) && String(x.shape) === String([count]);
    if (!one(dim) || dim.dtype !== 'int32' || !one(val)) return fail('y', ys);
    if (dim.data().some((d) => d < 0 || d >= outputs)) fail('y.dim', dim);
    return { dim, val } as Target;
  }
  const rows = ys.map((y: ExampleTarget) =>
    typeof y === 'object' && y !== null && 'length' in y ? y : undefined,
  );
  if (rows[0] !== undefined) {
    const values = new Float64Array(count * outputs);
    rows.forEach((row: ArrayLike<number> | undefined, n: number) => {
      if (row?.length !== outputs || Array.from(row).some((v) => typeof v !== 'number'))
        return fail(`y[${n}]`, ys[n]);
      return values.set(Array.from(row), n * outputs);
    });
    return cast(fromTypedArray(values, [count, outputs]) as Tensor, dtype) as Target;
  }
  const single = ys.map((y: ExampleTarget, n: number) => {
    const one = typeof y === 'number' ? { dim: 0, val: y } : (y as { dim: number; val: number });
    if (typeof one?.val === 'number' && Number.isInteger(one.dim) && one.dim >= 0 && one.dim < outputs)
      return one;
    return fail(`y[${n}]`, y);
  });
  return {
    dim: tensor(
      single.map(({ dim }: { dim: number }) => dim),
      'int32',
    ),
    val: tensor(
      single.map(({ val }: { val: number }) => val),
      dtype,
    ),
  } as Target;
}
