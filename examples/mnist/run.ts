// A run: what it was told, how far it is, and what it has learned; as it goes on, and as a file.
// The file holds all there is, the key too, so that a run that goes on ends as if it had never stopped.
import { restore } from '@cotangent/data';
import { readSafetensors, writeSafetensors } from '@cotangent/data/node';
import type { OptimizerState } from '@cotangent/optim';
import { fromTypedArray, random, tensor, type Key, type Tensor, type Tree } from '@cotangent/tensor';

/** What may train it. */
export const optimizers = ['adadelta', 'adam', 'sgd'] as const;

/** What stays the same from the first step of a run to its last. */
export interface Settings {
  readonly seed: number;
  readonly batch: number;
  readonly optimizer: (typeof optimizers)[number];
  /** How many of the training images are used. */
  readonly images: number;
}

/** How long a run goes on, and how often it is saved: what may change when it is resumed. */
export interface Plan {
  readonly epochs: number;
  readonly every: number;
}

/** What steps change: the parameters, and what the optimizer remembers. */
export interface Learned<P> {
  readonly params: P;
  readonly optimizer: OptimizerState<P>;
}

/** A mistake of who started the run: its message is all there is to say. */
export class Mistake extends Error {}

/** Where runs are saved. */
export const file = 'mnist.safetensors';
const kind = 'a run of the MNIST example of Cotangent';

/** What has been seen so far, step by step and epoch by epoch. */
interface History {
  readonly losses: readonly number[];
  readonly hits: readonly number[];
  readonly accuracies: readonly number[];
}
const empty: History = { losses: [], hits: [], accuracies: [] };

/** How far a run has come. */
export class Run<P> {
  readonly settings: Settings;
  readonly key: Key;
  learned: Learned<P>;
  /** Of each step: the loss, and the share of its images that were read right. */
  readonly losses: number[];
  readonly hits: number[];
  /** The share of test images that were read right after each epoch. */
  readonly accuracies: number[];
  /** How often it goes through all images. */
  readonly epochs: number;
  /** It is saved every so many steps. */
  readonly every: number;

  constructor(settings: Settings, learned: Learned<P>, plan: Plan, history: History = empty) {
    this.settings = settings;
    this.key = random.key(settings.seed);
    this.learned = learned;
    this.epochs = plan.epochs;
    this.every = plan.every;
    this.losses = [...history.losses];
    this.hits = [...history.hits];
    this.accuracies = [...history.accuracies];
  }

  get step(): number {
    return this.losses.length;
  }

  get epoch(): number {
    return this.accuracies.length;
  }

  take(learned: Learned<P>, loss: number, hits: number): void {
    this.learned = learned;
    this.losses.push(loss);
    this.hits.push(hits);
  }
}

const list = (values: readonly number[]): Tensor<[number]> =>
  fromTypedArray(Float32Array.from(values), [values.length]);

/** Writes the run to its file: all of it, or nothing. */
export async function save<P>({ settings, key, learned, ...run }: Run<P>): Promise<void> {
  const { losses, hits, accuracies, epochs } = run;
  const tree = {
    ...learned,
    key,
    step: tensor(losses.length, 'int32'),
    history: { losses: list(losses), hits: list(hits), accuracies: list(accuracies) },
  };
  await writeSafetensors(file, tree as object as Tree, {
    kind,
    epochs: `${epochs}`,
    ...settingsAsText(settings),
  });
}

function settingsAsText({ seed, batch, optimizer, images }: Settings): Record<keyof Settings, string> {
  return { seed: `${seed}`, batch: `${batch}`, optimizer, images: `${images}` };
}

/** The settings that a file was given, `undefined` if they are none. */
function settingsOf(metadata: Readonly<Record<string, string>>): Settings | undefined {
  const [seed, batch, images] = ['seed', 'batch', 'images'].map((name) => Number(metadata[name]));
  const optimizer = optimizers.find((name) => name === metadata['optimizer']);
  const whole = [seed, batch, images].every(Number.isSafeInteger) && Math.min(batch, images) >= 1;
  return whole && images <= 60_000 && optimizer ? { seed, batch, optimizer, images } : undefined;
}

/** The run in a file, with its own number of epochs unless the plan has another. `begin` makes what a new run of those settings has learned, to compare with. */
export async function resume<P>(
  path: string,
  begin: (settings: Settings) => Learned<P>,
  plan: Partial<Plan> & Pick<Plan, 'every'>,
): Promise<Run<P>> {
  const { tensors, metadata } = await readSafetensors(path);
  if (metadata['kind'] !== kind) throw new Mistake(`${path} is a safetensors file, but not ${kind}.`);
  const damaged = new Mistake(`${path} is damaged: what it says of its run does not fit together.`);
  const settings = settingsOf(metadata);
  const epochs = Number(metadata['epochs']);
  if (settings === undefined || !Number.isSafeInteger(epochs) || epochs < 1) throw damaged;
  const historyOf = (name: keyof History): number[] => {
    const values = tensors.get(`history.${name}`)?.data() ?? [];
    tensors.delete(`history.${name}`);
    return Array.from(values);
  };
  const history = {
    losses: historyOf('losses'),
    hits: historyOf('hits'),
    accuracies: historyOf('accuracies'),
  };
  if (tensors.get('step')?.item() !== history.losses.length) throw damaged;
  tensors.delete('key');
  tensors.delete('step');
  const learned = restore(begin(settings) as object as Tree, tensors) as object as Learned<P>;
  return new Run(settings, learned, { epochs, ...plan }, history);
}
