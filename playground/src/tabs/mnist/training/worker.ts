// The training worker: answers what the page asks, and runs the code of the editor.
// Programs come compiled, that of the beginning too, so that no TypeScript is needed here.
import { expose } from 'comlink';
import { decodeSafetensors, encodeSafetensors, restore } from '@cotangent/data';
import { random, slice, tree, type Tensor, type Tree } from '@cotangent/tensor';
import { piecesOf, type Pieces } from '../../../data/digits.ts';
import { load, type Loaded } from '../../../runtime/load.ts';
import type { Trouble } from '../../../runtime/program.ts';
import { networkOf, type Network } from '../network.ts';
import type { Figures, Training } from '../protocol.ts';
import { confusionOf, firstOf, readingOf, readingsOf } from './evaluate.ts';
import { Loop } from './loop.ts';
import { probeOf } from './probe.ts';
import { begin, type Learned } from './programs.ts';
import { Run, type Progress } from './run.ts';
import { tapeOfRun } from './tape.ts';

interface Current {
  readonly network: Network;
  readonly loop: Loop;
  readonly probe: ReturnType<typeof probeOf>;
}

let pieces: { readonly train: Pieces; readonly test: Pieces } | undefined;
let loaded: Loaded | undefined;
let current: Current | undefined;
let listener: ((figures: Figures) => void) | undefined;

const here = <T>(x: T | undefined): T => {
  if (x === undefined) throw new Error('There is no network yet.');
  return x;
};

/** Puts a network in the place of the one that was there, once all that may go wrong went well. */
function enter(network: Network, seed: number, progress?: Progress): void {
  const run = new Run(network, seed, here(pieces), progress);
  const loop = new Loop(run, (figures) => {
    if (current?.loop === loop) listener?.(figures);
  });
  const probe = probeOf(network.model);
  current?.loop.pause();
  current = { network, loop, probe };
  loop.tell();
}

function troubleOf(error: unknown): Trouble {
  if (loaded) return loaded.troubleOf(error);
  return { message: error instanceof Error ? error.message : String(error), place: undefined, calls: [] };
}

/** What goes wrong in `work`, if anything does. */
async function tried(work: () => void | Promise<void>): Promise<Trouble | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

const service: Training = {
  async start(base) {
    pieces = { train: piecesOf('train', base), test: piecesOf('test', base) };
    // Whoever needs them asks again, and is told if they cannot be had.
    await Promise.allSettled([pieces.train.at(0), pieces.test.at(0)]);
  },
  async load(program, seed) {
    const made = await load(program);
    if (made.trouble) return made.trouble;
    try {
      const network = networkOf(made.loaded.exports);
      enter(network, seed);
    } catch (error) {
      return made.loaded.troubleOf(error);
    }
    loaded = made.loaded;
    return undefined;
  },
  reset: (seed) => tried(() => enter(here(current).network, seed)),
  watch(given) {
    listener = given;
  },
  run: () => tried(() => here(current).loop.train()),
  pause() {
    current?.loop.pause();
  },
  step: () => tried(() => here(current).loop.step()),
  prepare: () => tried(() => here(current).loop.run.prepare()),
  set(path, value) {
    const { loop } = here(current);
    loop.run.set(path, value);
    loop.tell();
  },
  setBatchSize(size) {
    const { loop } = here(current);
    loop.run.batchSize = size;
    loop.tell();
  },
  async look() {
    const { loop, probe } = here(current);
    const { batch, learned, network } = loop.run;
    const { params, state } = learned;
    const at = (x: Tensor): Tensor => slice(x, [0], [1]) as Tensor;
    if (batch) return probe(params, state, at(batch.images), at(batch.labels));
    const { image, label } = await firstOf(here(pieces).test, network.size);
    return probe(params, state, image, label);
  },
  readings: async (turn, count) => readingsOf(here(current).loop.run, here(pieces).test, turn, count),
  read: async (pixels) => readingOf(here(current).loop.run, pixels),
  evaluate: (count) => confusionOf(here(current).loop.run, here(pieces).test, count),
  tape: () => tapeOfRun(here(current).loop.run, here(pieces).test, loaded),
  async save() {
    const { learned, step, examples, seed } = here(current).loop.run;
    return encodeSafetensors(learned as object as Tree, {
      step: String(step),
      examples: String(examples),
      seed: String(seed),
    });
  },
  async open(bytes) {
    const { network, loop } = here(current);
    const { tensors, metadata } = decodeSafetensors(bytes);
    const learned = restore(loop.run.learned as object as Tree, tensors) as object as Learned;
    const [step, examples, seed] = ['step', 'examples', 'seed'].map((name) => countOf(name, metadata[name]));
    enter(network, seed, { learned, step, examples });
    return seed;
  },
  async saveJSON() {
    const { writeNetwork } = await import('../convnetjs/write.ts');
    const { model } = here(current).network;
    return JSON.stringify(writeNetwork(model, here(current).loop.run.learned.params));
  },
  async openJSON(text) {
    const { readNetwork } = await import('../convnetjs/read.ts');
    const { network, loop } = here(current);
    const { model, params, text: written } = readNetwork(text);
    // The optimizer stays, and so do the hyper-parameters that were set.
    const opened = networkOf({ ...network, model });
    const fresh = begin(opened, random.key(0));
    const optimizer = withHyper(opened.optimizer.init(params) as Tree, loop.run.learned.optimizer as Tree);
    const learned: Learned = { ...fresh, params, optimizer: optimizer as Learned['optimizer'] };
    loaded = undefined;
    enter(opened, loop.run.seed, { learned, step: 0, examples: 0 });
    return written;
  },
};

/** A number of the run in a file, which anybody may have written. */
function countOf(name: string, text = '0'): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new RangeError(`The file says that ${name} is '${text}'. It must be an integer of at least 0.`);
}

/** `state` with the hyper-parameters, its leaves of rank 0, of another state of the same optimizer. */
function withHyper(state: Tree, other: Tree): Tree {
  const known = new Map<string, Tensor>(tree.entries(other));
  return tree.mapWithPath((path, leaf) => {
    const before = known.get(path);
    return before?.rank === 0 && leaf.rank === 0 && leaf.dtype !== 'int32' ? before : leaf;
  }, state) as Tree;
}
expose(service);
