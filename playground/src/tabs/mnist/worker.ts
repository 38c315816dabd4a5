// Where the network trains: in a thread of its own, so that the page stays smooth.
import { expose } from 'comlink';
import { valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import { randomCrops } from '@cotangent/data';
import { accuracy, predict, softmaxCrossEntropy } from '@cotangent/nn';
import { applyUpdates, type OptimizerState } from '@cotangent/optim';
import { cast, div, fromTypedArray, random, type Tensor } from '@cotangent/tensor';
import { piecesOf, type Pieces } from '../../data/digits.ts';
import { batchSize, model, optimizer } from './network.ts';
import type { Figures, Training } from './protocol.ts';
import { Stream } from './stream.ts';

type Params = ReturnType<typeof model.init>['params'];
type Images = Tensor<[number, 1, 24, 24], 'uint8'>;
type Labels = Tensor<[number], 'uint8'>;

const loss = (params: Params, images: Images, labels: Labels) => {
  const scores = predict(model, params, div(cast(images, 'float32'), 255));
  return [softmaxCrossEntropy(scores, labels), accuracy(scores, labels)] as const;
};

const step = jit((params: Params, state: OptimizerState<Params>, images: Images, labels: Labels) => {
  const [[value, hits], gradients] = valueAndGrad(loss, { hasAux: true })(params, images, labels);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, value, hits };
});

const lately = 100;
let training: Pieces | undefined;
let listener: ((figures: Figures) => void) | undefined;
let run = begin(0, '');

function begin(seed: number, base: string) {
  training ??= base === '' ? undefined : piecesOf('train', base);
  const key = random.key(seed);
  const { params } = model.init(random.fold(key, 'init'));
  return {
    params,
    state: optimizer.init(params),
    stream: training && new Stream(training, random.fold(key, 'order')),
    crops: random.fold(key, 'crops'),
    running: false,
    losses: [] as number[],
    hits: [] as number[],
  };
}

async function train(): Promise<void> {
  let told = performance.now();
  let since = run.losses.length;
  while (run.running && run.stream) {
    const { pixels, labels } = await run.stream.take(batchSize);
    const whole = fromTypedArray(pixels, [batchSize, 1, 28, 28]);
    const images = randomCrops(random.fold(run.crops, run.losses.length), whole, [24, 24]);
    const made = step(run.params, run.state, images, fromTypedArray(labels, [batchSize]));
    run.params = made.params;
    run.state = made.state;
    run.losses.push(made.value.item());
    run.hits.push(made.hits.item());
    const now = performance.now();
    if (now - told < 80) continue;
    tell(since, ((run.losses.length - since) * batchSize * 1000) / (now - told));
    since = run.losses.length;
    await new Promise((resolve) => setTimeout(resolve));
    told = performance.now();
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function tell(since: number, imagesPerSecond: number): void {
  listener?.({
    step: run.losses.length,
    examples: run.losses.length * batchSize,
    loss: mean(run.losses.slice(-lately)),
    trainingAccuracy: mean(run.hits.slice(-lately)),
    imagesPerSecond,
    points: run.losses.slice(since).map((value, i) => [since + i + 1, value]),
  });
}

const service: Training = {
  async reset({ seed, base }) {
    run = begin(seed, base);
  },
  watch(given) {
    listener = given;
  },
  run() {
    if (run.running) return;
    run.running = true;
    void train();
  },
  pause() {
    run.running = false;
  },
};
expose(service);
