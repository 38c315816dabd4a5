// A run: one network, one seed, and how far they have come. The same seed and settings give the same numbers.
// It knows nothing of the page, nor of time but what a step takes.
import { randomCrops } from '@cotangent/data';
import { fromTypedArray, random, tensor, tree, type Key, type Tensor, type Tree } from '@cotangent/tensor';
import type { Pieces } from '../../../data/digits.ts';
import type { Network } from '../network.ts';
import { cut } from './images.ts';
import { begin, programsOf, type Batch, type Learned } from './programs.ts';
import { Stream } from './stream.ts';
import { Window } from './window.ts';

const lately = 100;
/** A batch of validation images is read after every so many steps. */
const validateEvery = 5;

/** How far a run is, when it goes on with what was saved. */
export interface Progress {
  readonly learned: Learned;
  readonly step: number;
  readonly examples: number;
}

/** A network in training. */
export class Run {
  readonly network: Network;
  readonly seed: number;
  readonly programs: ReturnType<typeof programsOf>;
  learned: Learned;
  batchSize: number;
  step: number;
  /** The batch that is looked at, mostly the last one; `undefined` before the first step. */
  batch: Batch | undefined;
  /** The batch of the next step, where it was made already. */
  #next: Batch | undefined;
  readonly loss = new Window(lately);
  readonly training = new Window(lately);
  readonly validation = new Window(lately / validateEvery);
  readonly #keys: { readonly crops: Key; readonly dropout: Key };
  readonly #stream: Stream;
  readonly #test: Pieces;

  constructor(network: Network, seed: number, pieces: { train: Pieces; test: Pieces }, progress?: Progress) {
    const key = random.key(seed);
    this.network = network;
    this.seed = seed;
    this.programs = programsOf(network);
    this.learned = progress?.learned ?? begin(network, random.fold(key, 'init'));
    this.batchSize = network.batchSize;
    this.step = progress?.step ?? 0;
    this.#keys = { crops: random.fold(key, 'crops'), dropout: random.fold(key, 'dropout') };
    this.#stream = new Stream(pieces.train, random.fold(key, 'order'), progress?.examples);
    this.#test = pieces.test;
  }

  /** How many digits were learned from. */
  get examples(): number {
    return this.#stream.seen - (this.#next?.labels.size ?? 0);
  }

  /** Makes the batch of the next step the one that is looked at, before anything is learned from it. */
  async prepare(): Promise<void> {
    this.#next ??= await this.#make();
    this.batch = this.#next;
  }

  /** One step. Waits for digits that are not there yet. */
  async train(): Promise<{ readonly loss: number; readonly hits: number }> {
    const batch = this.#next ?? (await this.#make());
    this.#next = undefined;
    const made = this.programs.step(this.learned, batch);
    this.learned = made.learned;
    this.batch = batch;
    const [loss, hits] = [Number(made.loss.item()), Number(made.hits.item())];
    this.loss.add(loss);
    this.training.add(hits);
    if (this.step++ % validateEvery === 0) this.#validate();
    return { loss, hits };
  }

  async #make(): Promise<Batch> {
    const taken = await this.#stream.take(this.batchSize);
    const whole = fromTypedArray(taken.pixels, [taken.labels.length, 1, 28, 28]) as Tensor;
    const { size } = this.network;
    return {
      images: randomCrops(random.fold(this.#keys.crops, this.step), whole, [size, size]) as Tensor,
      labels: fromTypedArray(taken.labels, [taken.labels.length]) as Tensor,
      key: random.fold(this.#keys.dropout, this.step),
    };
  }

  /** Reads some test digits, if they are there already. */
  #validate(): void {
    const count = 20;
    const piece = this.#test.peek(0);
    if (!piece) return;
    const start = (Math.floor(this.step / validateEvery) * count) % (piece.labels.length - count);
    const probabilities = this.read(cut(piece, start, count, this.network.size));
    let right = 0;
    for (let i = 0; i < count; i++) right += best(probabilities[i]) === piece.labels[start + i] ? 1 : 0;
    this.validation.add(right / count);
  }

  /** How likely each image shows each digit. */
  read(images: Tensor): readonly (readonly number[])[] {
    const { params, state } = this.learned;
    return this.programs.probabilities(params, state, images).toArray() as number[][];
  }

  /** Gives a hyper-parameter another value, by its path. */
  set(path: string, value: number): void {
    const { optimizer } = this.learned;
    const before = tree.get(optimizer as Tree, path);
    const after = tensor(value, before.dtype as 'float32') as Tensor;
    this.learned = {
      ...this.learned,
      optimizer: tree.set(optimizer as Tree, path, after) as Learned['optimizer'],
    };
  }

  /** What L2 decay adds to the loss, if the optimizer has it under its own name. */
  get decayLoss(): number | undefined {
    const { optimizer, params } = this.learned;
    const decays = Object.entries(this.network.optimizer.describe(optimizer)).flatMap(([name, own]) =>
      /^l2Decay\d*$/.test(name) && typeof own === 'object' && typeof own['decay'] === 'number'
        ? own['decay']
        : [],
    );
    if (decays.length === 0) return undefined;
    return decays.reduce((a, b) => a + b) * Number(this.programs.halfSquares(params).item());
  }
}

/** The place of the largest number. */
export function best(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
