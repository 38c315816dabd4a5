// What the page and its training worker say to each other: plain data, and few messages a second.
import type { Description } from '@cotangent/optim';
import type { Program, Trouble } from '../../runtime/program.ts';
import type { TapeGraph } from '../../runtime/tape.ts';
import type { ModelText } from './convnetjs/splice.ts';

/** The figures of training, as they are after the last step. */
export interface Figures {
  readonly step: number;
  readonly examples: number;
  /** Means of the last 100 steps. */
  readonly loss: number | undefined;
  readonly trainingAccuracy: number | undefined;
  readonly validationAccuracy: number | undefined;
  /** What L2 decay adds to the loss; `undefined` where the optimizer has none. */
  readonly decayLoss: number | undefined;
  /** Of the last second. */
  readonly imagesPerSecond: number | undefined;
  /** Milliseconds for a batch, of programs of their own that are run now and then. */
  readonly forward: number | undefined;
  readonly backward: number | undefined;
  /** The loss and the share of right answers of each step since the last message, the first of which is `first`. */
  readonly first: number;
  readonly losses: readonly number[];
  readonly hits: readonly number[];
  readonly batchSize: number;
  /** The hyper-parameters of the next step. */
  readonly hyper: Description;
}

/** Numbers of a tensor: as many as can be shown, and the range of all. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly min: number;
  readonly max: number;
}

/** Parameters of a layer, and their gradient. */
interface WeightsView {
  readonly name: string;
  readonly values: Numbers;
  readonly gradient: Numbers;
}

/** What a layer made of one digit, and how the loss depends on it. */
export interface LayerView {
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, number | readonly number[]>>;
  readonly parameters: number;
  readonly activation: Numbers;
  readonly gradient: Numbers;
  readonly weights: readonly WeightsView[];
}

/** Every layer for one digit. */
export interface Look {
  readonly label: number;
  readonly layers: readonly LayerView[];
}

/** How likely an image shows each digit, says the network. */
export interface Reading {
  /** The image as the network got it, gray values from 0 to 255. */
  readonly pixels: Uint8Array;
  readonly size: number;
  readonly probabilities: readonly number[];
  /** What it shows, where that is known. */
  readonly label: number | undefined;
}

/** How digits that it was not trained with are read. */
export interface Evaluation {
  readonly count: number;
  readonly accuracy: number;
  /** How often each digit (row) was read as each digit (column). */
  readonly confusion: readonly (readonly number[])[];
}

/** Where a tape is drawn, in CSS pixels. */
export interface TapeLayout {
  readonly width: number;
  readonly height: number;
  /** The size of a node. */
  readonly node: { readonly width: number; readonly height: number };
  /** The middle of each node. */
  readonly places: readonly Point[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly points: readonly Point[];
  }[];
}
type Point = readonly [x: number, y: number];

/** The tape of a step, and where to draw it. */
export interface Tape {
  readonly graph: TapeGraph;
  readonly layout: TapeLayout;
}

/** What the worker is asked. What code in the editor does wrong is told as trouble; other questions may reject. */
export interface Training {
  /** Loads the first digits. `base` is the address of the page. */
  start(base: string): Promise<void>;
  /** Runs a program, and begins with its network; after trouble, the one before it stays. */
  load(program: Program, seed: number): Promise<Trouble | undefined>;
  /** Begins anew from a seed, paused. */
  reset(seed: number): Promise<Trouble | undefined>;
  /** Calls back with figures, at most a dozen times a second. */
  watch(listener: (figures: Figures) => void): void;
  /** Trains until it is paused. */
  run(): Promise<Trouble | undefined>;
  pause(): void;
  /** A single step. */
  step(): Promise<Trouble | undefined>;
  /** Makes the batch of the next step the one that `look` and `tape` are about. */
  prepare(): Promise<Trouble | undefined>;
  /** Gives a hyper-parameter, by its path in the optimizer's state, another value. */
  set(path: string, value: number): void;
  setBatchSize(size: number): void;
  /** All layers, for a digit of the last batch. */
  look(): Promise<Look>;
  /** Readings of test digits, others with every `turn`. */
  readings(turn: number, count: number): Promise<readonly Reading[]>;
  /** The reading of an image of 28x28 gray values. */
  read(pixels: Uint8Array): Promise<Reading>;
  /** Tests with the first `count` test digits. */
  evaluate(count: number): Promise<Evaluation>;
  /** The tape of the last step, or of one for a test digit. */
  tape(): Promise<Tape>;
  /** All that was learned, as a safetensors file that `open` reads. */
  save(): Promise<Uint8Array>;
  /** Goes on from a saved file, and tells its seed. Rejects and changes nothing if it does not fit the network. */
  open(bytes: Uint8Array): Promise<number>;
  /** The network as ConvNetJS reads it. */
  saveJSON(): Promise<string>;
  /** Takes a network that ConvNetJS wrote, with the optimizer there is, and tells the code that makes it. */
  openJSON(text: string): Promise<ModelText>;
}
