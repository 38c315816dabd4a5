// The training worker: a run, the loop around it, and answers to what the page asks meanwhile.
// It gives way to the page's questions many times a second, so that every control takes effect at once.
import { expose } from 'comlink';
import { decodeSafetensors, encodeSafetensors, restore } from '@cotangent/data';
import { slice, type Tensor, type Tree } from '@cotangent/tensor';
import { piecesOf, type Pieces } from '../../../data/digits.ts';
import { networkOf } from '../network.ts';
import type { Figures, Training } from '../protocol.ts';
import * as start from '../start.ts';
import { confusionOf, firstOf, readingOf, readingsOf } from './evaluate.ts';
import { probeOf } from './probe.ts';
import type { Batch, Learned } from './programs.ts';
import { Run } from './run.ts';
import { turn } from './turn.ts';

const messageEvery = 80;
const measureEvery = 1000;

let pieces: { readonly train: Pieces; readonly test: Pieces } | undefined;
let run: Run | undefined;
let probe: ReturnType<typeof probeOf> | undefined;
let listener: ((figures: Figures) => void) | undefined;
/** The run that is training now. */
let training: Run | undefined;
let times: { readonly forward: number; readonly backward: number } | undefined;
let speed: number | undefined;
let first = 0;
let losses: number[] = [];
let hits: number[] = [];

function begin(next: Run): void {
  training = undefined;
  run = next;
  probe = probeOf(next.network.model);
  [times, speed, first, losses, hits] = [undefined, undefined, next.step, [], []];
  tell(next);
}

const isTraining = (one: Run): boolean => training === one;

async function loop(current: Run): Promise<void> {
  let [told, measured] = [performance.now(), 0];
  let seen = { at: told, examples: current.examples };
  while (isTraining(current)) {
    await take(current);
    const now = performance.now();
    if (now - told < messageEvery) continue;
    if (now - seen.at > 900) {
      speed = ((current.examples - seen.examples) * 1000) / (now - seen.at);
      seen = { at: now, examples: current.examples };
    } else speed ??= ((current.examples - seen.examples) * 1000) / (now - seen.at);
    if (now - measured > measureEvery) {
      measure(current);
      measured = now;
    }
    tell(current);
    await turn();
    told = performance.now();
  }
}

async function take(current: Run): Promise<void> {
  const made = await current.train();
  losses.push(made.loss);
  hits.push(made.hits);
}

function measure({ programs, learned: { params, state }, batch }: Run): void {
  if (!batch) return;
  const time = (f: (p: Tree, s: Tree, b: Batch) => unknown): number => {
    f(params, state, batch);
    const began = performance.now();
    for (let i = 0; i < 3; i++) f(params, state, batch);
    return (performance.now() - began) / 3;
  };
  const forward = time(programs.forward);
  times = { forward, backward: Math.max(0, time(programs.gradients) - forward) };
}

function tell(current: Run): void {
  if (current !== run) return;
  listener?.({
    step: current.step,
    examples: current.examples,
    loss: current.loss.mean,
    trainingAccuracy: current.training.mean,
    validationAccuracy: current.validation.mean,
    decayLoss: current.decayLoss,
    imagesPerSecond: speed,
    forward: times?.forward,
    backward: times?.backward,
    first,
    losses,
    hits,
    batchSize: current.batchSize,
    hyper: current.network.optimizer.describe(current.learned.optimizer),
  });
  [first, losses, hits] = [current.step, [], []];
}

const here = <T>(x: T | undefined): T => {
  if (x === undefined) throw new Error('There is no network yet.');
  return x;
};

const service: Training = {
  async reset({ seed, base }) {
    pieces ??= { train: piecesOf('train', base), test: piecesOf('test', base) };
    begin(new Run(networkOf(start), seed, pieces));
    await Promise.all([pieces.train.at(0), pieces.test.at(0)]);
  },
  watch(given) {
    listener = given;
  },
  async run() {
    const current = here(run);
    if (training === current) return;
    training = current;
    try {
      await loop(current);
    } finally {
      if (training === current) training = undefined;
    }
  },
  pause() {
    training = undefined;
  },
  async step() {
    const current = here(run);
    training = undefined;
    await take(current);
    measure(current);
    tell(current);
  },
  set(path, value) {
    const current = here(run);
    current.set(path, value);
    tell(current);
  },
  setBatchSize(size) {
    const current = here(run);
    current.batchSize = size;
    tell(current);
  },
  async look() {
    const { batch, learned, network } = here(run);
    const { params, state } = learned;
    const at = (x: Tensor): Tensor => slice(x, [0], [1]) as Tensor;
    if (batch) return here(probe)(params, state, at(batch.images), at(batch.labels));
    const { image, label } = await firstOf(here(pieces).test, network.size);
    return here(probe)(params, state, image, label);
  },
  async readings(at, count) {
    return readingsOf(here(run), here(pieces).test, at, count);
  },
  async read(pixels) {
    return readingOf(here(run), pixels);
  },
  evaluate(count) {
    return confusionOf(here(run), here(pieces).test, count);
  },
  async save() {
    const { learned, step, examples, seed } = here(run);
    return encodeSafetensors(learned as object as Tree, {
      step: String(step),
      examples: String(examples),
      seed: String(seed),
    });
  },
  async open(bytes) {
    const current = here(run);
    const { tensors, metadata } = decodeSafetensors(bytes);
    const learned = restore(current.learned as object as Tree, tensors) as object as Learned;
    const [step, examples, seed] = ['step', 'examples', 'seed'].map((name) => Number(metadata[name] ?? 0));
    begin(new Run(current.network, seed, here(pieces), { learned, step, examples }));
  },
};
expose(service);
