// Copies of one network, each trained by another optimizer, on the same batches from the same start.
import { randomCrops } from '@cotangent/data';
import { accuracy, softmaxCrossEntropy } from '@cotangent/nn';
import type { Description, Optimizer } from '@cotangent/optim';
import { argmax, cast, div, fromTypedArray, random, type Key, type Tensor } from '@cotangent/tensor';
import type { Piece, Pieces } from '../../data/digits.ts';
import { Learner } from '../../demo/learner.ts';
import { isOptimizer, modelOf } from '../../demo/network.ts';
import type { Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import { cut } from '../mnist/training/images.ts';
import { Stream } from '../mnist/training/stream.ts';
import { tested, type OptimizersView, type Standing } from './protocol.ts';

/** A network with the optimizer that trains it. */
interface Rival {
  readonly name: string;
  readonly learner: Learner;
  trains: boolean;
  loss: number | undefined;
  hits: number | undefined;
  test: number | undefined;
  time: number | undefined;
}

const mostRivals = 10;
const mostExamples = 256;
type Scores = Tensor<[number, number]>;
type Labels = Tensor<[number], 'int32'>;

/** The training of all of them. */
export class Contest implements Run {
  readonly #rivals: readonly Rival[];
  readonly #stream: Stream;
  readonly #crops: Key;
  readonly #size: readonly [number, number];
  readonly #batchSize: number;
  readonly #test: { readonly images: Tensor; readonly labels: Uint8Array };
  #step = 0;
  #views = 0;

  constructor(exports: Exports, seed: number, train: Pieces, test: Piece) {
    const model = modelOf(exports, { input: [1, undefined, undefined], output: [10] });
    const [, height, width] = model.input;
    if (height > 28 || width !== height)
      throw new TypeError(
        `The model takes images of ${height} by ${width}. Digits are square, of 28 at most.`,
      );
    const { batchSize = 20 } = exports;
    if (
      typeof batchSize !== 'number' ||
      !Number.isInteger(batchSize) ||
      batchSize < 1 ||
      batchSize > mostExamples
    )
      throw new TypeError(`batchSize must be an integer from 1 to ${mostExamples}.`);
    const key = random.key(seed);
    this.#batchSize = batchSize;
    this.#size = [height, width];
    this.#rivals = optimizersOf(exports).map(([name, optimizer]) => ({
      name,
      learner: new Learner({ model, optimizer }, key, loss, score),
      trains: true,
      loss: undefined,
      hits: undefined,
      test: undefined,
      time: undefined,
    }));
    this.#stream = new Stream(train, random.fold(key, 'order'));
    this.#crops = random.fold(key, 'crops');
    this.#test = { images: scaled(cut(test, 0, tested, height)), labels: test.labels.slice(0, tested) };
  }

  async step(): Promise<void> {
    const { pixels, labels } = await this.#stream.take(this.#batchSize);
    const whole = fromTypedArray(pixels, [this.#batchSize, 1, 28, 28]) as Tensor;
    const images = scaled(randomCrops(random.fold(this.#crops, this.#step++), whole, this.#size) as Tensor);
    const target = fromTypedArray(Int32Array.from(labels), [this.#batchSize]) as Tensor;
    for (const rival of this.#rivals.filter(({ trains }) => trains)) {
      const began = performance.now();
      const made = rival.learner.train(images, target);
      if (rival.loss !== undefined) rival.time = lately(rival.time, performance.now() - began);
      rival.loss = lately(rival.loss, made.loss);
      rival.hits = lately(rival.hits, made.score);
    }
  }

  view(): OptimizersView {
    // One at a time, as testing takes as long as some steps do.
    const turn = this.#rivals[this.#views++ % this.#rivals.length];
    for (const rival of this.#rivals) if (rival === turn || rival.test === undefined) this.#examine(rival);
    return {
      step: this.#step,
      hyper: {},
      examples: this.#stream.seen,
      standings: this.#rivals.map(({ name, trains, loss: own, hits, test, time, learner }): Standing => ({
        name,
        trains,
        loss: own,
        trainingAccuracy: hits,
        testAccuracy: test,
        time,
        hyper: learner.hyper as Description,
      })),
    };
  }

  /** `path` begins with the index of the optimizer. */
  set(path: string, value: number): void {
    const [index, ...rest] = path.split('.');
    this.#rivals[Number(index)]?.learner.set(rest.join('.'), value);
  }

  setTrains(index: number, trains: boolean): void {
    const rival = this.#rivals[index];
    if (rival) rival.trains = trains;
  }

  #examine(rival: Rival): void {
    const read = argmax(rival.learner.apply(this.#test.images), 1).data();
    const right = this.#test.labels.reduce((sum, label, i) => sum + (Number(read[i]) === label ? 1 : 0), 0);
    rival.test = right / tested;
  }
}

function loss(output: Tensor, target: unknown): Tensor {
  return softmaxCrossEntropy(output as Scores, target as Labels) as Tensor;
}

function score(output: Tensor, target: unknown): Tensor {
  return accuracy(output as Scores, target as Labels) as Tensor;
}

function scaled(images: Tensor): Tensor {
  return div(cast(images, 'float32'), 255) as Tensor;
}

/** A mean that forgets. */
function lately(before: number | undefined, now: number): number {
  return before === undefined ? now : 0.96 * before + 0.04 * now;
}

function optimizersOf({ optimizers }: Exports): readonly (readonly [name: string, optimizer: Optimizer])[] {
  const found = typeof optimizers === 'object' && optimizers !== null ? Object.entries(optimizers) : [];
  const made = found.flatMap(([name, value]) => (isOptimizer(value) ? [[name, value] as const] : []));
  if (made.length > 0 && made.length === found.length && made.length <= mostRivals) return made;
  throw new TypeError(
    `Export 1 to ${mostRivals} optimizers by their names: export const optimizers = { SGD: sgd(0.01), Adam: adam() };`,
  );
}
