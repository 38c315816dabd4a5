// A convolutional network that reads handwritten digits: the model, its optimizer, one step, and the loop around it.
// Everything random comes from keys, which the epoch and the step are folded into: a run repeats itself exactly.
import { setImmediate as turn } from 'node:timers/promises';
import { valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import {
  accuracy,
  constant,
  conv,
  convNetJS,
  flatten,
  linear,
  maxPool,
  named,
  predict,
  sequential,
  softmaxCrossEntropy,
} from '@cotangent/nn';
import {
  adadelta,
  adam,
  applyUpdates,
  averageOf,
  averageParameters,
  chain,
  l2Decay,
  sgd,
  type Optimizer,
  type Schedule,
} from '@cotangent/optim';
import { add, cast, div, minimum, random, relu, type Tensor } from '@cotangent/tensor';
import { batchesOf, type Digits, type Mnist } from './digits.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { save, type Learned, type Run, type Settings } from './run.ts';

/** Small weights, and biases that keep every relu alive at first. */
const start = { init: convNetJS(), biasInit: constant(0.1) };

/** The network, of 208 + 3216 + 2570 parameters. */
const model = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2, ...start })),
  relu,
  maxPool(2),
  named('conv2', conv(16, 5, { padding: 2, ...start })),
  relu,
  maxPool(3),
  flatten(),
  named('fc', linear(10, { init: convNetJS() })),
);

/** Its parameters, all their shapes known: `params.fc.w` is a `Tensor<[256, 10]>`. */
export type Params = ReturnType<typeof model.init>['params'];

/** How much of the average of the parameters stays from step to step: little at first, then nearly all. */
const memory: Schedule = (step) => minimum(div(add(step, 1), add(step, 10)), 0.999);

/** Decay as a penalty on the squared parameters, then the optimizer; beside them an average of where they lead. */
const decayed = (optimizer: Optimizer) => chain(l2Decay(0.001), optimizer, averageParameters(memory));

/** What may train it. */
const optimizers = {
  adadelta: decayed(adadelta()),
  adam: decayed(adam(0.001)),
  sgd: decayed(sgd(0.01, { momentum: 0.9 })),
};

/** The parameters to read digits with: their average, which does not jump about as the last step does. */
export const average = ({ optimizer }: Learned<Params>): Params => averageOf(optimizer);

/** A score for each digit, from gray values between 0 and 255. */
const scores = (params: Params, images: Digits['images']): Tensor<[number, 10]> =>
  predict(model, params, div(cast(images, 'float32'), 255));

/** One program for all tests of a run. */
const compiledScores = jit(scores);

/** How unlikely the network finds the right digits, and beside it how many it gets right. */
const loss = (params: Params, { images, labels }: Digits) => {
  const found = scores(params, images);
  return [softmaxCrossEntropy(found, labels), accuracy(found, labels)] as const;
};

/** One step, a pure function: from a batch to its gradients, through the optimizer, onto the parameters. */
const stepWith =
  (optimizer: Optimizer) =>
  ({ params, optimizer: state }: Learned<Params>, batch: Digits) => {
    const [[value, hits], gradients] = valueAndGrad(loss, { hasAux: true })(params, batch);
    const [updates, next] = optimizer.update(gradients, state, params);
    return { learned: { params: applyUpdates(params, updates), optimizer: next }, loss: value, hits };
  };

/** What a run has learned before its first step: random weights. */
export function begin({ seed, optimizer }: Settings): Learned<Params> {
  const { params } = model.init(random.fold(random.key(seed), 'init'));
  return { params, optimizer: optimizers[optimizer].init(params) };
}

/** How well the network reads digits that it was not trained with. */
export function test(run: Run<Params>, data: Mnist): Promise<Evaluation> {
  const params = average(run.learned);
  return evaluate((images) => compiledScores(params, images), data.test);
}

/** Who looks on while the network learns, and may stop it. */
export interface Watcher {
  /** After each step. What has been learned is saved and `train` returns if the answer is `'stop'`. */
  step(run: Run<Params>): 'go on' | 'stop';
  epoch(run: Run<Params>, evaluation: Evaluation): void;
}

/** Trains until all epochs of the run are over, or the watcher stops it. Returns whether they are over. */
export async function train(run: Run<Params>, data: Mnist, watcher: Watcher): Promise<boolean> {
  const step = jit(stepWith(optimizers[run.settings.optimizer]), { donate: [0] });
  while (run.epoch < run.epochs) {
    const batches = batchesOf(data.train, run);
    while (run.step < (run.epoch + 1) * batches.length) {
      const { learned, loss: value, hits } = step(run.learned, batches.at(run.step % batches.length));
      run.take(learned, value.item(), hits.item());
      await turn(); // Ctrl-C is noticed here
      const stopped = watcher.step(run) === 'stop';
      if (stopped || run.step % run.every === 0) await save(run);
      if (stopped) return false;
    }
    const evaluation = await test(run, data);
    run.accuracies.push(evaluation.accuracy);
    await save(run);
    watcher.epoch(run, evaluation);
  }
  return true;
}
