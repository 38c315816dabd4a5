// einsum: sums of products by axis labels, over any number of operands.
// Diagonals, lone sums and stretched axes are taken out first; then the cheapest pair is contracted, again and again.
import { promote, toSum, type DType, type PromoteAll, type ToSum } from '../base/dtype.ts';
import { requireTensors, requireText } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { mul } from '../primitives/arithmetic.ts';
import { broadcastShape, sumAxes } from '../primitives/broadcast.ts';
import { castTo } from '../primitives/constant.ts';
import { contract } from '../primitives/contract.ts';
import { refuseBool } from '../primitives/operands.ts';
import { permuteAxes } from '../primitives/permute.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { parseEinsum, type Einsum, type EinsumProblem } from '../shape/einsum.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { labelsFrom } from './contraction.ts';
import { diagonalOf } from './diagonal.ts';

/** A tensor whose axes carry labels, one character each. */
interface Labeled {
  readonly x: Tensor;
  readonly labels: string;
}

type ShapesOf<Ts extends readonly Tensor<Shape, DType>[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer S, DType> ? S : Shape;
};
type SettledShapes<Ts extends readonly Tensor<Shape, DType>[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer S, DType> ? Settled<S, Ts> : Shape;
};
type DTypesOf<Ts extends readonly Tensor<Shape, DType>[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer _, infer D> ? D : DType;
};

/** One operand without repeated labels, stretched axes, and labels that nobody else needs. */
function tidy({ x, labels }: Labeled, needed: string, sizes: ReadonlyMap<string, number>): Labeled {
  const repeated = [...labels].findIndex((label, axis) => labels.indexOf(label) !== axis);
  if (repeated >= 0) {
    const label = labels[repeated];
    const first = labels.indexOf(label);
    const rest = [...labels].filter((_, axis) => axis !== first && axis !== repeated).join('');
    return tidy({ x: diagonalOf(x, first, repeated), labels: rest + label }, needed, sizes);
  }
  const stretched = [...labels]
    .filter((label, axis) => x.shape[axis] === 1 && sizes.get(label) !== 1)
    .join('');
  if (stretched !== '') {
    const kept = [...labels].filter((label) => !stretched.includes(label)).join('');
    const shape = x.shape.filter((_, axis) => !stretched.includes(labels[axis]));
    return tidy({ x: reshapeTo(x, Object.freeze(shape)), labels: kept }, needed, sizes);
  }
  const lone = [...x.shape.keys()].filter((axis) => !needed.includes(labels[axis]));
  return { x: sumAxes(x, lone), labels: [...labels].filter((label) => needed.includes(label)).join('') };
}

/** The product of two tidy operands, summed over the labels that nobody needs any more. */
function product(a: Labeled, b: Labeled, needed: string): Labeled {
  const labels = [...new Set(a.labels + b.labels)].filter((label) => needed.includes(label)).join('');
  const summed = [...a.labels].some((label) => !needed.includes(label));
  if (summed) return { x: contract(a.x, b.x, { x: a.labels, y: b.labels, out: labels }), labels };
  return { x: mul(aligned(a, labels), aligned(b, labels)), labels };
}

/** `x` with its axes in the order of `labels`, and size 1 where it lacks one. */
function aligned({ x, labels }: Labeled, order: string): Tensor {
  const own = [...order].filter((label) => labels.includes(label));
  const permuted = permuteAxes(
    x,
    own.map((label) => labels.indexOf(label)),
  );
  return reshapeTo(permuted, Object.freeze([...order].map((label) => x.shape[labels.indexOf(label)] ?? 1)));
}

/** The pair whose product is smallest relative to what it replaces. */
function cheapest(
  operands: readonly Labeled[],
  needed: (i: number, j: number) => string,
): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  let least = Infinity;
  for (let i = 0; i < operands.length; i++) {
    for (let j = i + 1; j < operands.length; j++) {
      const sizes = new Map<string, number>();
      for (const { x, labels } of [operands[i], operands[j]]) {
        [...labels].forEach((label, axis) => sizes.set(label, x.shape[axis]));
      }
      const kept = [...sizes].filter(([label]) => needed(i, j).includes(label));
      const result = kept.reduce((size, [, n]) => size * n, 1);
      const cost = result - operands[i].x.size - operands[j].x.size;
      if (cost < least) [best, least] = [[i, j], cost];
    }
  }
  return best;
}

/**
 * The sum of products that `equation` spells out: `'ij,jk->ik'` is a matrix product.
 *
 * Labels that the output lacks are summed over; a repeated label is a diagonal; `...` stands for leading axes that
 * broadcast; without `->` the labels that occur once are the output, in alphabetical order. Several operands are
 * multiplied pair by pair, the pair with the smallest result first. Narrow integers count in int32.
 *
 * Throws for equations that are malformed or do not fit the operands.
 * @example
 * const queries = ones([2, 4, 10, 8]);
 * const keys = ones([2, 4, 12, 8]);
 * einsum('bhqd,bhkd->bhqk', queries, keys); // Tensor<[2, 4, 10, 12]>
 */
export function einsum<const Eq extends string, const Ts extends readonly Tensor<Shape, DType>[]>(
  equation: Eq & EinsumProblem<'einsum', Eq, SettledShapes<Ts>>,
  ...operands: Ts
): Tensor<Einsum<Eq, ShapesOf<Ts>>, ToSum<PromoteAll<DTypesOf<Ts>>>> {
  requireText('einsum', equation, 'equation');
  requireTensors('einsum', operands, 'operands');
  const parsed = parseEinsum('einsum', equation, operands);
  const names = [...parsed.sizes.keys()];
  const characters = labelsFrom(0, names.length);
  const spell = (labels: readonly string[]): string =>
    labels.map((label) => characters[names.indexOf(label)]).join('');
  const sizes = new Map([...parsed.sizes].map(([name, n]) => [spell([name]), n]));
  const output = spell(parsed.output);
  const dtype = operands.reduce<DType>((meet, x) => promote(meet, x.dtype), 'bool');
  if (dtype === 'bool') refuseBool('einsum', { operands: operands[0] });
  let rest: Labeled[] = operands.map((x, i) => ({
    x: castTo(x as Tensor, toSum(dtype)),
    labels: spell(parsed.inputs[i]),
  }));
  const neededBy = (others: readonly Labeled[]): string =>
    output + others.map(({ labels }) => labels).join('');
  rest = rest.map((operand, i) => tidy(operand, neededBy(rest.filter((_, k) => k !== i)), sizes));
  while (rest.length > 1) {
    const others = (i: number, j: number): readonly Labeled[] => rest.filter((_, k) => k !== i && k !== j);
    const [i, j] = cheapest(rest, (a, b) => neededBy(others(a, b)));
    const left = others(i, j);
    const needed = neededBy(left);
    const a = tidy(rest[i], needed + rest[j].labels, sizes);
    const b = tidy(rest[j], needed + a.labels, sizes);
    rest = [...left, product(a, b, needed)];
  }
  const result = tidy(rest[0], output, sizes);
  const shape = Object.freeze([...output].map((label) => sizes.get(label) ?? 1));
  return broadcastShape(aligned(result, output), shape) as Tensor as Tensor<
    Einsum<Eq, ShapesOf<Ts>>,
    ToSum<PromoteAll<DTypesOf<Ts>>>
  >;
}
