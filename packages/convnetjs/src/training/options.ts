// What a trainer may be told, checked, with ConvNetJS's defaults.
import { requireOptions } from '@cotangent/tensor/extend';
import type { Key } from '@cotangent/tensor';
import { integer, real, refuse } from '../base/errors.ts';
import type { Mode } from '../base/mode.ts';

/** How updates are made of gradients. ConvNetJS spells `'nesterov'` `'netsterov'`, which is taken for the same. */
export type Method = 'sgd' | 'nesterov' | 'netsterov' | 'adagrad' | 'windowgrad' | 'adadelta' | 'adam';

/** The numbers that may change while a network trains: no program is compiled anew for another value. */
export interface HyperParameters {
  /** 0.01 unless given; Adadelta has none. */
  readonly learning_rate: number;
  /** How much of the last step goes into the next, of sgd and nesterov; 0.9 unless given. */
  readonly momentum: number;
  /** The penalty on the size of weights, as a whole and not for each example; 0 unless given. */
  readonly l1_decay: number;
  /** The penalty on the squares of weights, as a whole and not for each example; 0 unless given. */
  readonly l2_decay: number;
  /** How much of the averages of windowgrad and adadelta stays; 0.95 unless given. */
  readonly ro: number;
  /** Keeps what is divided by from 0; 1e-6 unless given, and 1e-8 for adam. */
  readonly eps: number;
  /** How much of Adam's average of gradients stays; 0.9 unless given. */
  readonly beta1: number;
  /** How much of Adam's average of squares stays; 0.999 unless given. */
  readonly beta2: number;
  /** Examples between updates; 1 unless given. */
  readonly batch_size: number;
}

/** What `new Trainer` takes, ConvNetJS's names throughout. */
export type TrainerOptions = { readonly [K in keyof HyperParameters]?: HyperParameters[K] | undefined } & {
  /** `'sgd'` unless given. */
  readonly method?: Method | undefined;
  /** What dropout draws from; `random.key(0)` unless given. */
  readonly key?: Key | undefined;
  /**
   * Fused multiply-add where the engine has it: faster, but results differ between engines in their last digits. On unless
   * given, and off in compat mode, whose numbers are ConvNetJS's.
   */
  readonly relaxed?: boolean | undefined;
};

const kinds = {
  learning_rate: 'any',
  momentum: 'any',
  l1_decay: 'any',
  l2_decay: 'any',
  ro: 'any',
  eps: 'any',
  beta1: 'any',
  beta2: 'any',
  batch_size: 'any',
} as const;

/** All methods, each under one name. Their order is that of the numbers in saved states. */
export const methods = ['sgd', 'nesterov', 'adagrad', 'windowgrad', 'adadelta', 'adam'] as const;
/** The methods under the names they have here. */
export type KnownMethod = (typeof methods)[number];

/** The number that stands for a method in a state. */
export function numberOf(method: KnownMethod): number {
  return methods.indexOf(method);
}

/** Whether programs may use fused multiply-add. */
export function mayFuse({ relaxed }: TrainerOptions, mode: Mode): boolean {
  return relaxed ?? mode === 'corrected';
}

/** The method that options name. Throws for words that are no options, and for a method that is none. */
export function methodOf(op: string, options: TrainerOptions): KnownMethod {
  requireOptions<TrainerOptions>(op, options, { ...kinds, method: 'any', key: 'any', relaxed: 'boolean' });
  const { method = 'sgd' } = options;
  const name = method === 'netsterov' ? 'nesterov' : method;
  if (methods.includes(name)) return name;
  return refuse(op, 'there is no such method', 'method', method, methods.join(', '));
}

/** Throws for words that no number has: what else options say cannot change later. */
export function requireNumbers(op: string, options: Partial<HyperParameters>): void {
  requireOptions<HyperParameters>(op, options as HyperParameters, kinds);
}

/** The numbers of options, `otherwise` where one is not given. Throws for wrong numbers. */
export function hyperOf(op: string, options: TrainerOptions, otherwise: HyperParameters): HyperParameters {
  const given = (name: keyof HyperParameters, high = Infinity): number =>
    real(op, name, options[name] ?? otherwise[name], 0, high);
  return {
    learning_rate: given('learning_rate'),
    momentum: given('momentum'),
    l1_decay: given('l1_decay'),
    l2_decay: given('l2_decay'),
    ro: given('ro', 1),
    eps: given('eps'),
    beta1: given('beta1', 1),
    beta2: given('beta2', 1),
    batch_size: integer(op, 'batch_size', options.batch_size ?? otherwise.batch_size, 1),
  };
}

/** ConvNetJS's defaults; where Adam's differ, those of its later sources, which alone have it. */
export function defaultsOf(method: KnownMethod): HyperParameters {
  return {
    learning_rate: 0.01,
    momentum: 0.9,
    l1_decay: 0,
    l2_decay: 0,
    ro: 0.95,
    eps: method === 'adam' ? 1e-8 : 1e-6,
    beta1: 0.9,
    beta2: 0.999,
    batch_size: 1,
  };
}
