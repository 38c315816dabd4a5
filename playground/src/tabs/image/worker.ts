// Learns a picture as a function from places to colors, from a few pixels at a time.
import { mse } from '@cotangent/nn';
import { fromTypedArray, random, type Tensor } from '@cotangent/tensor';
import { Dice } from '../../demo/dice.ts';
import { Learner } from '../../demo/learner.ts';
import { networkOf } from '../../demo/network.ts';
import { serve, type Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import { batchSizes, side, type ImageAnswers, type ImageView } from './protocol.ts';

const count = side * side;
/** Places from -1 to 1 both ways, rows from the top. */
const places = Float32Array.from({ length: 2 * count }, (_, n) => {
  const at = n % 2 === 0 ? (n >> 1) % side : Math.floor((n >> 1) / side);
  return (2 * at) / (side - 1) - 1;
});
const everywhere = fromTypedArray(places, [count, 2]) as Tensor;

let picture: Uint8ClampedArray = new Uint8ClampedArray(4 * count);
let batchSize = batchSizes.start;

class Painter implements Run {
  readonly #learner: Learner;
  readonly #dice: Dice;
  #loss: number | undefined;

  constructor(exports: Exports, seed: number) {
    const network = networkOf(exports, { input: [2], output: [3] });
    this.#learner = new Learner(network, random.key(seed), (output, target) => mse(output, target as Tensor));
    this.#dice = new Dice(seed);
  }

  step(): void {
    const x = new Float32Array(2 * batchSize);
    const y = new Float32Array(3 * batchSize);
    for (let i = 0; i < batchSize; i++) {
      const pixel = this.#dice.below(count);
      x.set(places.subarray(2 * pixel, 2 * pixel + 2), 2 * i);
      for (let k = 0; k < 3; k++) y[3 * i + k] = picture[4 * pixel + k] / 255;
    }
    const { loss } = this.#learner.train(
      fromTypedArray(x, [batchSize, 2]) as Tensor,
      fromTypedArray(y, [batchSize, 3]) as Tensor,
    );
    // A batch says little by itself.
    this.#loss = this.#loss === undefined ? loss : 0.95 * this.#loss + 0.05 * loss;
  }

  view(): ImageView {
    const colors = this.#learner.apply(everywhere).data();
    const painting = new Uint8ClampedArray(4 * count).fill(255);
    for (let pixel = 0; pixel < count; pixel++)
      for (let k = 0; k < 3; k++) painting[4 * pixel + k] = 255 * Number(colors[3 * pixel + k]);
    const { steps, hyper } = this.#learner;
    return { step: steps, hyper, loss: this.#loss, painting };
  }

  set(path: string, value: number): void {
    this.#learner.set(path, value);
  }
}

serve(
  (exports, seed) => new Painter(exports, seed),
  (): ImageAnswers => ({
    setPicture(pixels) {
      picture = pixels;
    },
    setBatchSize(size) {
      batchSize = size;
    },
  }),
);
