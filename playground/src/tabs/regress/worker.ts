// Learns the curve that points lie about.
import { div, fromTypedArray, mul, random, square, sub, sum, type Tensor } from '@cotangent/tensor';
import { Learner } from '../../demo/learner.ts';
import { networkOf } from '../../demo/network.ts';
import { serve, type Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import type { Place } from '../../demo/usePoints.ts';
import { reach, samples, type RegressAnswers, type RegressView } from './protocol.ts';

/** Batches have a size that is a multiple of this, so that another point seldom makes another program. */
const block = 64;

interface Target {
  readonly y: Tensor<[number, 1]>;
  /** 1 for points, and 0 for what fills the batch up. */
  readonly weights: Tensor<[number, 1]>;
}

let points: readonly Place[] = [];

const places = fromTypedArray(
  Float32Array.from({ length: samples }, (_, i) => (2 * i * reach.x) / (samples - 1) - reach.x),
  [samples, 1],
) as Tensor;

class Regression implements Run {
  readonly #learner: Learner;
  /** The last layer before the last one that has weights. */
  readonly #hidden: number | undefined;
  #loss: number | undefined;

  constructor(exports: Exports, seed: number) {
    const network = networkOf(exports, { input: [1], output: [1] });
    this.#learner = new Learner(network, random.key(seed), (output, target) => {
      const { y, weights } = target as object as Target;
      return div(sum(mul(weights, square(sub(output, y)))), sum(weights)) as Tensor;
    });
    const last = network.model.parts.findLastIndex(({ layer }) => layer !== undefined);
    const width = last > 0 ? network.model.parts[last - 1].output.length : 0;
    this.#hidden = width === 1 ? last - 1 : undefined;
  }

  step(): void {
    if (points.length === 0) return;
    const size = Math.ceil(points.length / block) * block;
    const [xs, ys, weights] = [0, 0, 0].map(() => new Float32Array(size));
    points.forEach(({ x, y }, i) => {
      [xs[i], ys[i], weights[i]] = [x, y, 1];
    });
    const column = (values: Float32Array): Tensor<[number, 1]> => fromTypedArray(values, [size, 1]);
    this.#loss = this.#learner.train(column(xs) as Tensor, { y: column(ys), weights: column(weights) }).loss;
  }

  view(): RegressView {
    const learner = this.#learner;
    return {
      step: learner.steps,
      hyper: learner.hyper,
      loss: this.#loss,
      curve: Float32Array.from(learner.apply(places).data()),
      neurons: this.#neurons(),
    };
  }

  #neurons(): Float32Array {
    if (this.#hidden === undefined) return new Float32Array();
    const made = this.#learner.apply(places, { to: this.#hidden });
    const [, width] = made.shape;
    const values = made.data();
    return Float32Array.from({ length: values.length }, (_, n) =>
      Number(values[(n % samples) * width + Math.floor(n / samples)]),
    );
  }

  set(path: string, value: number): void {
    this.#learner.set(path, value);
  }
}

serve(
  (exports, seed) => new Regression(exports, seed),
  (host): RegressAnswers => ({
    setPoints(given) {
      points = given;
      host.tell();
    },
  }),
);
