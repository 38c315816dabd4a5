// Mistakes people make: wrong rules written by hand, each with a call at which it shows.
import {
  broadcastTo,
  div,
  equal,
  mean,
  mul,
  neg,
  pow,
  reshape,
  slice,
  sub,
  sum,
  take,
  tensor,
  transpose,
  where,
  type Tensor,
} from '@cotangent/tensor';
import {
  from,
  primitives,
  type Derivative,
  type Params,
  type Primitive,
  type Rule,
} from '@cotangent/tensor/extend';
import type { PrimitiveCall } from '../src/index.ts';
import type { Mutant } from '../src/laws/mutants.ts';

/** A wrong rule and where it shows. */
export interface Handmade {
  readonly mutant: Mutant;
  readonly original: Primitive;
  readonly calls: readonly PrimitiveCall[];
}

const named = (name: string): Primitive => {
  const found = primitives.find((primitive) => primitive.name === name);
  if (found === undefined) throw new Error(`there is no primitive ${name}`);
  return found as Primitive<Params> as Primitive;
};

/** The primitive with another rule, at one call. */
const wrong = (
  name: string,
  mistake: string,
  rule: Rule,
  inputs: readonly Tensor[],
  params: Params = {},
): Handmade => ({
  original: named(name),
  mutant: { mistake, primitive: { ...named(name), rule } },
  calls: [{ inputs, params, smooth: true }],
});

const elementwise = (...derivatives: readonly (Derivative | null)[]): Rule => ({
  kind: 'elementwise',
  derivatives,
});
const ownDerivatives = (name: string): readonly (Derivative | null)[] => {
  const { rule } = named(name);
  return rule.kind === 'elementwise' ? rule.derivatives : [];
};

const x = tensor([0.5, -1.25, 2], 'float64') as Tensor;
const y = tensor([2, 3, 4], 'float64') as Tensor;
const square = tensor(
  [
    [1, 2],
    [3, 5],
  ],
  'float64',
) as Tensor;
const tied = tensor([1, 3, 3, 0], 'float64') as Tensor;
const none = { low: [1], high: [1], interior: [0] };

/** At a tie, `share` of the cotangent for each side. */
const atTies = (name: string, share: number): Rule =>
  elementwise(
    ...ownDerivatives(name).map(
      (own) =>
        own &&
        from(
          [0, 1],
          (g, a, b) =>
            where(equal(a, b) as Tensor<[], 'bool'>, mul(g, share) as Tensor, own.of(g, a, b)) as Tensor,
        ),
    ),
  );

/** Every element that equals the largest takes the whole cotangent. */
const everyWinner: Rule = {
  kind: 'general',
  needs: [0, 'output'],
  vjp: ([g], _, own, best) => [mul(g, equal(own, best)) as Tensor],
};

/** The mistakes. */
export const handmade: readonly Handmade[] = [
  wrong('maximum', 'gives the whole cotangent to both sides of a tie', atTies('maximum', 1), [x, x]),
  wrong('minimum', 'gives nothing to either side of a tie', atTies('minimum', 0), [x, x]),
  wrong('max', 'gives the whole cotangent to every winner', everyWinner, [tied], { axes: [0] }),
  wrong('min', 'gives the whole cotangent to every winner', everyWinner, [neg(tied) as Tensor], {
    axes: [0],
  }),
  wrong('abs', 'has slope 1 on both sides', elementwise(from([], (g) => g)), [x]),
  wrong(
    'sum',
    'spreads the cotangent along the wrong axis',
    { kind: 'linear', adjoint: ([g], { inputs: [own] }) => [broadcastTo(g, own.shape) as Tensor] },
    [square],
    { axes: [1] },
  ),
  wrong(
    'broadcastTo',
    'averages where it should sum',
    { kind: 'linear', adjoint: ([g]) => [mean(g, 0) as Tensor] },
    [x],
    { shape: [4, 3] },
  ),
  wrong(
    'scatterAdd',
    'reads the cotangent in order instead of at the indices',
    { kind: 'linear', fixed: [1], adjoint: ([g]) => [slice(g, [0], [3]) as Tensor, null] },
    [x, tensor([2, 0, 2], 'int32') as Tensor],
    { axis: 0, size: 4 },
  ),
  wrong(
    'gather',
    'puts the cotangent where it was read for the first time only',
    {
      kind: 'linear',
      fixed: [1],
      adjoint: ([g]) => [
        mul(take(g, tensor([1, 0, 0], 'int32')), tensor([1, 0, 1], 'float64')) as Tensor,
        null,
      ],
    },
    [x, tensor([2, 0, 2], 'int32') as Tensor],
    { axis: 0 },
  ),
  wrong(
    'pad',
    'lets the padding take the cotangent of the elements, too',
    { kind: 'linear', adjoint: ([g]) => [slice(g, [1], [4]) as Tensor, sum(g) as Tensor] },
    [x, tensor(2, 'float64') as Tensor],
    none,
  ),
  wrong(
    'reshape',
    'hands the cotangent back column by column',
    {
      kind: 'linear',
      adjoint: ([g]) => [reshape(transpose(g as Tensor<[2, 3]>), [3, 2]) as Tensor as Tensor],
    },
    [
      tensor(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        'float64',
      ) as Tensor,
    ],
    { shape: [2, 3] },
  ),
  wrong(
    'tanh',
    'forgets the square in 1 - y²',
    elementwise(from(['output'], (g, own) => mul(g, sub(1, own)) as Tensor)),
    [x],
  ),
  wrong(
    'sigmoid',
    'takes x for y in y (1 - y)',
    elementwise(from([0], (g, own) => mul(g, mul(own, sub(1, own))) as Tensor)),
    [x],
  ),
  wrong(
    'exp',
    'is off by one part in a million',
    elementwise(from(['output'], (g, own) => mul(mul(g, own), 1 + 1e-6) as Tensor)),
    [x],
  ),
  wrong(
    'pow',
    'does not lower the exponent',
    elementwise(
      from([0, 1], (g, base, exponent) => mul(g, mul(exponent, pow(base, exponent))) as Tensor),
      ownDerivatives('pow')[1],
    ),
    [y, x],
  ),
  wrong(
    'div',
    'divides by y once instead of twice',
    elementwise(
      ownDerivatives('div')[0],
      from([0, 1], (g, a, b) => neg(mul(g, div(a, b))) as Tensor),
    ),
    [x, y],
  ),
  wrong('rem', 'takes the divisor for a constant', elementwise(ownDerivatives('rem')[0], null), [
    tensor([7.5, 5.25, 9.5], 'float64') as Tensor,
    y,
  ]),
];
