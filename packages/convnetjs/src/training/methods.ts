// How each method turns a gradient into a step: ConvNetJS's formulas, which differ from those of @cotangent/optim in where
// eps stands and what momentum remembers.
import { add, div, mul, neg, sqrt, square, sub, type Tensor } from '@cotangent/tensor';
import type { HyperParameters, KnownMethod } from './options.ts';

/** A gradient, and what was remembered of earlier ones: `gsum`, and for some methods `xsum`. */
interface Leaf {
  readonly g: Tensor;
  readonly gsum: Tensor;
  readonly xsum: Tensor | undefined;
}

/** What is added to the parameter, and what is remembered from now on. */
interface Step {
  readonly dx: Tensor;
  readonly gsum: Tensor;
  readonly xsum?: Tensor;
}

/** Hyper-parameters as scalars, and the factors that make up for averages which started at 0. */
export type Scalars = { readonly [K in Exclude<keyof HyperParameters, 'batch_size'>]: Tensor } & {
  readonly correct1: (average: Tensor) => Tensor;
  readonly correct2: (average: Tensor) => Tensor;
};

type Formula = (leaf: Leaf, h: Scalars) => Step;

/** `a·x + b·y` */
const mix = (a: Tensor, x: Tensor, b: Tensor, y: Tensor): Tensor => add(mul(a, x), mul(b, y)) as Tensor;
/** `r·average + (1 − r)·value` */
const average = (r: Tensor, before: Tensor, value: Tensor): Tensor =>
  mix(r, before, sub(1, r) as Tensor, value);
/** `−lr·g / √(G + eps)` */
const scaled = ({ g }: Leaf, gsum: Tensor, h: Scalars): Tensor =>
  neg(div(mul(h.learning_rate, g), sqrt(add(gsum, h.eps)))) as Tensor;

/** The formulas; `g` is the gradient of a batch, decay included, divided by its size. */
export const formulas: Readonly<Record<KnownMethod, Formula>> = {
  /** `v = μ·G − lr·g`, `G = v` */
  sgd({ g, gsum }, h) {
    const dx = sub(mul(h.momentum, gsum), mul(h.learning_rate, g)) as Tensor;
    return { dx, gsum: dx };
  },
  /** `G′ = μ·G + lr·g`, `dx = μ·G − (1 + μ)·G′` */
  nesterov({ g, gsum }, h) {
    const next = mix(h.momentum, gsum, h.learning_rate, g);
    return { dx: sub(mul(h.momentum, gsum), mul(add(h.momentum, 1), next)) as Tensor, gsum: next };
  },
  /** `G += g²` */
  adagrad(leaf, h) {
    const gsum = add(leaf.gsum, square(leaf.g)) as Tensor;
    return { dx: scaled(leaf, gsum, h), gsum };
  },
  /** `G = ro·G + (1 − ro)·g²` */
  windowgrad(leaf, h) {
    const gsum = average(h.ro, leaf.gsum, square(leaf.g) as Tensor);
    return { dx: scaled(leaf, gsum, h), gsum };
  },
  /** `dx = −√((X + eps) / (G + eps))·g`, and only then `X = ro·X + (1 − ro)·dx²` */
  adadelta({ g, gsum: before, xsum: lagging = before }, h) {
    const gsum = average(h.ro, before, square(g) as Tensor);
    const ratio = div(add(lagging, h.eps), add(gsum, h.eps));
    const dx = neg(mul(sqrt(ratio), g)) as Tensor;
    return { dx, gsum, xsum: average(h.ro, lagging, square(dx) as Tensor) };
  },
  /** `G = β1·G + (1 − β1)·g`, `X = β2·X + (1 − β2)·g²`, both corrected */
  adam({ g, gsum: before, xsum: squares = before }, h) {
    const gsum = average(h.beta1, before, g);
    const xsum = average(h.beta2, squares, square(g) as Tensor);
    const scale = add(sqrt(h.correct2(xsum)), h.eps);
    return { dx: neg(div(mul(h.learning_rate, h.correct1(gsum)), scale)) as Tensor, gsum, xsum };
  },
};

/** Which methods remember a second average. */
export const twoSums: ReadonlySet<KnownMethod> = new Set(['adadelta', 'adam']);
