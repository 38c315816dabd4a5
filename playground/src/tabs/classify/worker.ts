// Learns to tell points of classes apart, and shows what it makes of every place between them.
import { softmaxCrossEntropy } from '@cotangent/nn';
import { div, fromTypedArray, mul, random, softmax, sum, type Tensor } from '@cotangent/tensor';
import { Learner } from '../../demo/learner.ts';
import { networkOf } from '../../demo/network.ts';
import { serve, type Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import type { Point } from './points.ts';
import {
  cells,
  lines,
  reach,
  type ClassifyAnswers,
  type ClassifyView,
  type LayerName,
  type Pair,
} from './protocol.ts';

/** Batches have a size that is a multiple of this, so that another point seldom makes another program. */
const block = 128;
const mostClasses = 4;

interface Target {
  readonly labels: Tensor<[number], 'int32'>;
  /** 1 for points, and 0 for what fills the batch up. */
  readonly weights: Tensor<[number]>;
}

let points: readonly Point[] = [];
let wanted: Pair | undefined;

/** Places in the plane, from left to right and top to bottom. */
function lattice(count: number, inset: number): Float32Array {
  const at = (i: number): number => ((i + inset) / (count - 1 + 2 * inset)) * 2 * reach - reach;
  return Float32Array.from({ length: 2 * count * count }, (_, n) =>
    n % 2 === 0 ? at((n >> 1) % count) : -at(Math.floor((n >> 1) / count)),
  );
}

const everywhere = fromTypedArray(lattice(cells, 0.5), [cells * cells, 2]) as Tensor;
const crossings = lattice(lines, 0);

class Classifier implements Run {
  readonly #learner: Learner;
  readonly #classes: number;
  readonly #layers: readonly LayerName[];
  #loss: number | undefined;

  constructor(exports: Exports, seed: number) {
    const network = networkOf(exports, { input: [2], output: [undefined] });
    const { model } = network;
    [this.#classes] = model.output;
    if (this.#classes < 2 || this.#classes > mostClasses)
      throw new TypeError(`The model has ${this.#classes} outputs. There are 2 to ${mostClasses} classes.`);
    this.#learner = new Learner(network, random.key(seed), (output, target) => {
      const { labels, weights } = target as object as Target;
      const losses = softmaxCrossEntropy(output as Tensor<[number, number]>, labels, { reduction: 'none' });
      return div(sum(mul(losses, weights)), sum(weights)) as Tensor;
    });
    const last = model.parts.length - 1;
    const found = model.parts.flatMap(({ kind, output }, index) =>
      index < last && output.length === 1 && output[0] > 1
        ? [{ index, name: `${index + 1}: ${wordOf(kind)}`, neurons: output[0] }]
        : [],
    );
    this.#layers = found.length > 0 ? found : [{ index: last, name: 'scores', neurons: this.#classes }];
  }

  step(): void {
    const known = points.filter(({ label }) => label < this.#classes);
    if (known.length === 0) return;
    const size = Math.ceil(known.length / block) * block;
    const xs = new Float32Array(2 * size);
    const labels = new Int32Array(size);
    const weights = new Float32Array(size);
    known.forEach(({ x, y, label }, i) => {
      xs.set([x, y], 2 * i);
      [labels[i], weights[i]] = [label, 1];
    });
    const target = {
      labels: fromTypedArray(labels, [size]),
      weights: fromTypedArray(weights, [size]),
    };
    this.#loss = this.#learner.train(fromTypedArray(xs, [size, 2]) as Tensor, target).loss;
  }

  view(): ClassifyView {
    const scores = this.#learner.apply(everywhere);
    const pair = this.#pair();
    const size = Math.ceil(Math.max(1, points.length) / block) * block;
    const all = new Float32Array(crossings.length + 2 * size);
    all.set(crossings);
    points.forEach(({ x, y }, i) => all.set([x, y], crossings.length + 2 * i));
    const places = fromTypedArray(all, [all.length / 2, 2]) as Tensor;
    const neurons = this.#learner.apply(places, { to: pair.layer });
    const width = neurons.shape[1];
    const values = neurons.data();
    const both = Float32Array.from({ length: all.length }, (_, n) =>
      Number(values[(n >> 1) * width + (n % 2 === 0 ? pair.x : pair.y)]),
    );
    return {
      step: this.#learner.steps,
      hyper: this.#learner.hyper,
      loss: this.#loss,
      accuracy: this.#accuracy(this.#learner.apply(places)),
      classes: this.#classes,
      regions: Float32Array.from(softmax(scores, 1).data()),
      layers: this.#layers,
      pair,
      grid: both.slice(0, crossings.length),
      places: both.slice(crossings.length, crossings.length + 2 * points.length),
    };
  }

  set(path: string, value: number): void {
    this.#learner.set(path, value);
  }

  /** The neurons to show: those that were asked for, if there are such. */
  #pair(): Pair {
    const layer = this.#layers.find(({ index }) => index === wanted?.layer) ?? this.#layers.at(-1);
    if (!layer) throw new Error('A model has a layer.');
    const { x, y } = wanted ?? { x: 0, y: 1 };
    return { layer: layer.index, x: Math.min(x, layer.neurons - 1), y: Math.min(y, layer.neurons - 1) };
  }

  #accuracy(scores: Tensor): number {
    const values = scores.data();
    const width = this.#classes;
    const first = crossings.length / 2;
    const right = points.filter(({ label }, i) => {
      const own = values.subarray((first + i) * width, (first + i + 1) * width);
      return Array.from(own, Number).every((value) => value <= Number(own[label]));
    });
    return points.length === 0 ? 0 : right.length / points.length;
  }
}

/** The name of a function as it was written: where two of a name meet, the page's build numbers them. */
function wordOf(kind: string): string {
  return kind.replace(/\$\d+$/, '');
}

serve(
  (exports, seed) => new Classifier(exports, seed),
  (host): ClassifyAnswers => ({
    setPoints(given) {
      points = given;
      host.tell();
    },
    setPair(pair) {
      wanted = pair;
      host.tell();
    },
  }),
);
