// What a search may be told, checked, with ConvNetJS's defaults.
import type { FloatDType, Key } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { integer, real, refuse } from '../base/errors.ts';
import type { Mode } from '../base/mode.ts';
import { settled, type NetworkOptions } from '../network/fromLayerDefs.ts';

/** The numbers that bound a search. */
interface Bounds {
  /** Of the data, how much trains; 0.7 unless given. */
  readonly train_ratio: number;
  /** How often each candidate is trained and tested, on other parts of the data; 10 unless given. */
  readonly num_folds: number;
  /** How many candidates are tried in a round; 50 unless given. */
  readonly num_candidates: number;
  /** How often each candidate sees as many examples as there are; 50 unless given. */
  readonly num_epochs: number;
  /** How many of the best predict together; 10 unless given. */
  readonly ensemble_size: number;
  /** 10 unless given. */
  readonly batch_size_min: number;
  /** 300 unless given. */
  readonly batch_size_max: number;
  /** As a power of ten; -4 unless given. */
  readonly l2_decay_min: number;
  /** As a power of ten; 2 unless given. */
  readonly l2_decay_max: number;
  /** As a power of ten; -4 unless given. */
  readonly learning_rate_min: number;
  /** As a power of ten; 0 unless given. */
  readonly learning_rate_max: number;
  /** 0.9 unless given. */
  readonly momentum_min: number;
  /** 0.9 unless given. */
  readonly momentum_max: number;
  /** Of a hidden layer; 5 unless given. */
  readonly neurons_min: number;
  /** Of a hidden layer; 30 unless given. */
  readonly neurons_max: number;
}

/** How a search draws and judges candidates; ConvNetJS's names throughout. */
export type MagicOptions = { readonly [K in keyof Bounds]?: Bounds[K] | undefined } & NetworkOptions & {
    /** What everything is drawn from; `random.key(0)` unless given. */
    readonly key?: Key | undefined;
  };

/** Options with their defaults. */
export type MagicSettings = Bounds & { readonly mode: Mode; readonly dtype: FloatDType };

const defaults: Bounds = {
  train_ratio: 0.7,
  num_folds: 10,
  num_candidates: 50,
  num_epochs: 50,
  ensemble_size: 10,
  batch_size_min: 10,
  batch_size_max: 300,
  l2_decay_min: -4,
  l2_decay_max: 2,
  learning_rate_min: -4,
  learning_rate_max: 0,
  momentum_min: 0.9,
  momentum_max: 0.9,
  neurons_min: 5,
  neurons_max: 30,
};
const counted = [
  'num_folds',
  'num_candidates',
  'num_epochs',
  'ensemble_size',
  'batch_size_min',
  'batch_size_max',
  'neurons_min',
  'neurons_max',
] as const;
const ranges = ['batch_size', 'l2_decay', 'learning_rate', 'momentum', 'neurons'] as const;

/** The settings that options mean. Throws for words and numbers that are none, and for ranges the wrong way round. */
export function magicSettingsOf(options: MagicOptions): MagicSettings {
  const op = 'magicNet';
  const words = [...Object.keys(defaults), 'key', 'mode', 'dtype'].map((name) => [name, 'any']);
  requireOptions<MagicOptions>(op, options, Object.fromEntries(words));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const settings = { ...defaults, ...Object.fromEntries(given) } as Bounds;
  for (const name of counted) integer(op, name, settings[name], 1);
  real(op, 'train_ratio', settings.train_ratio, 0, 1);
  for (const range of ranges) {
    const low = real(op, `${range}_min`, settings[`${range}_min`]);
    const high = real(op, `${range}_max`, settings[`${range}_max`]);
    if (!(high >= low)) {
      refuse(op, 'a range goes up', `${range}_max`, high, `at least ${low}, which ${range}_min is`);
    }
  }
  return { ...settings, ...settled(op, options) };
}
