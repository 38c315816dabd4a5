// Learns to write a digit as two numbers, and to draw it again from them.
import { mse } from '@cotangent/nn';
import { cast, div, fromTypedArray, random, type Tensor } from '@cotangent/tensor';
import { piecesOf, type Pieces } from '../../data/digits.ts';
import { imageSize } from '../../data/pieces.ts';
import { Learner } from '../../demo/learner.ts';
import { networkOf } from '../../demo/network.ts';
import { serve, type Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import { Stream } from '../mnist/training/stream.ts';
import { placed, shown, type AutoencoderAnswers, type AutoencoderView, type Digits } from './protocol.ts';

/** How many numbers a code has: as many as the plane has axes. */
const codeSize = 2;
const mostExamples = 1024;

let base = '';
let pieces: Pieces | undefined;

/** The digits that are placed in the plane. */
async function testDigits(): Promise<Digits> {
  const { pixels, labels } = await piecesOf('test', base).at(0);
  return { pixels: pixels.slice(0, placed * imageSize), labels: labels.slice(0, placed) };
}

class Autoencoder implements Run {
  readonly #learner: Learner;
  readonly #stream: Stream;
  readonly #batchSize: number;
  readonly #code: number;
  readonly #test: Tensor;
  #loss: number | undefined;

  constructor(exports: Exports, seed: number, train: Pieces, test: Digits) {
    const network = networkOf(exports, { input: [imageSize], output: [imageSize] });
    const { batchSize = 64 } = exports;
    if (
      typeof batchSize !== 'number' ||
      !Number.isInteger(batchSize) ||
      batchSize < 1 ||
      batchSize > mostExamples
    )
      throw new TypeError(`batchSize must be an integer from 1 to ${mostExamples}.`);
    this.#code = network.model.parts.findIndex(({ output }) => output.length === 1 && output[0] === codeSize);
    if (this.#code < 0) throw new TypeError('One of the layers must return two numbers, such as linear(2).');
    this.#batchSize = batchSize;
    this.#learner = new Learner(network, random.key(seed), (output, target) => mse(output, target as Tensor));
    this.#stream = new Stream(train, random.fold(random.key(seed), 'order'));
    this.#test = inkOf(test.pixels);
  }

  async step(): Promise<void> {
    const { pixels } = await this.#stream.take(this.#batchSize);
    const x = inkOf(pixels);
    const { loss } = this.#learner.train(x, x);
    this.#loss = this.#loss === undefined ? loss : 0.95 * this.#loss + 0.05 * loss;
  }

  view(): AutoencoderView {
    const { steps, hyper } = this.#learner;
    const codes = Float32Array.from(this.#learner.apply(this.#test, { to: this.#code }).data());
    return {
      step: steps,
      hyper,
      loss: this.#loss,
      examples: this.#stream.seen,
      codes,
      returned: this.decode(codes.slice(0, shown * codeSize)),
    };
  }

  decode(codes: Float32Array): Uint8Array {
    const x = fromTypedArray(codes, [codes.length / codeSize, codeSize]) as Tensor;
    const ink = this.#learner.apply(x, { from: this.#code }).data();
    return Uint8Array.from(ink, (value) => Math.min(255, Math.max(0, 255 * Number(value))));
  }

  set(path: string, value: number): void {
    this.#learner.set(path, value);
  }
}

/** Pixels as the network gets them, from 0 to 1. */
function inkOf(pixels: Uint8Array): Tensor {
  const whole = fromTypedArray(pixels, [pixels.length / imageSize, imageSize]);
  return div(cast(whole, 'float32'), 255) as Tensor;
}

serve(
  async (exports, seed) => {
    pieces ??= piecesOf('train', base);
    const [test] = await Promise.all([testDigits(), pieces.at(0)]);
    return new Autoencoder(exports, seed, pieces, test);
  },
  (host): AutoencoderAnswers => ({
    setBase(given) {
      base = given;
    },
    digits: testDigits,
    decode: async (codes) => host.current().decode(codes),
  }),
);
