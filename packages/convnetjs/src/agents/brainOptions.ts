// What a brain may be told, checked, with ConvNetJS's defaults.
import type { Key } from '@cotangent/tensor';
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import { integer, real, refuse } from '../base/errors.ts';
import type { LayerDef } from '../definitions/layerDef.ts';
import type { NetworkOptions } from '../network/fromLayerDefs.ts';
import { methodOf, type TrainerOptions } from '../training/options.ts';

/** How a brain remembers, explores and learns; ConvNetJS's names throughout. */
export interface BrainOptions extends NetworkOptions {
  /** How many earlier states and actions the network sees besides the state now; 1 unless given. */
  readonly temporal_window?: number | undefined;
  /** How many experiences are kept; 30000 unless given. */
  readonly experience_size?: number | undefined;
  /** More experiences than these are needed before it learns; `min(0.1·experience_size, 1000)` unless given. */
  readonly start_learn_threshold?: number | undefined;
  /** What a reward one step later is worth; 0.8 unless given. */
  readonly gamma?: number | undefined;
  /** When exploration has come down to `epsilon_min`; 100000 steps unless given. */
  readonly learning_steps_total?: number | undefined;
  /** How many of them are random; 3000 unless given. */
  readonly learning_steps_burnin?: number | undefined;
  /** The share of random actions in the end; 0.05 unless given. */
  readonly epsilon_min?: number | undefined;
  /** The share of random actions while it does not learn; 0.01 unless given. */
  readonly epsilon_test_time?: number | undefined;
  /** How likely each action is where one is random; all alike unless given. */
  readonly random_action_distribution?: readonly number[] | undefined;
  /** Layers of so many neurons with relu, before the values of actions; none unless given. */
  readonly hidden_layer_sizes?: readonly number[] | undefined;
  /** The whole network instead, from input to regression. */
  readonly layer_defs?: readonly LayerDef[] | undefined;
  /** Learning rate 0.01, no momentum, batches of 64 and `l2_decay` 0.01 unless given. */
  readonly tdtrainer_options?: TrainerOptions | undefined;
  /** What weights, actions and experiences are drawn from; `random.key(0)` unless given. */
  readonly key?: Key | undefined;
}

/** Options with their defaults. */
export interface BrainSettings {
  readonly states: number;
  readonly actions: number;
  /** Numbers that go into the network. */
  readonly inputs: number;
  readonly window: number;
  readonly experience: number;
  readonly threshold: number;
  readonly gamma: number;
  readonly total: number;
  readonly burnin: number;
  readonly epsilonMin: number;
  readonly epsilonTest: number;
  readonly weights: readonly number[];
  readonly defs: readonly LayerDef[];
  readonly trainer: TrainerOptions;
}

/** The settings that options mean. Throws for words and numbers that are none, and networks of other sizes. */
export function settingsOf(states: number, actions: number, options: BrainOptions): BrainSettings {
  const op = 'brain';
  requireOptions<BrainOptions>(op, options, {
    temporal_window: 'any',
    experience_size: 'any',
    start_learn_threshold: 'any',
    gamma: 'any',
    learning_steps_total: 'any',
    learning_steps_burnin: 'any',
    epsilon_min: 'any',
    epsilon_test_time: 'any',
    random_action_distribution: 'any',
    hidden_layer_sizes: 'any',
    layer_defs: 'any',
    tdtrainer_options: 'any',
    key: 'any',
    mode: 'any',
    dtype: 'any',
  });
  integer(op, 'num_states', states, 1);
  integer(op, 'num_actions', actions, 1);
  const window = integer(op, 'temporal_window', options.temporal_window ?? 1, 0);
  const experience = integer(op, 'experience_size', options.experience_size ?? 30000, 1);
  const inputs = states * window + actions * window + states;
  const least = Math.floor(Math.min(0.1 * experience, 1000));
  return {
    states,
    actions,
    inputs,
    window,
    experience,
    threshold: integer(op, 'start_learn_threshold', options.start_learn_threshold ?? least, 0),
    gamma: real(op, 'gamma', options.gamma ?? 0.8, 0, 1),
    total: integer(op, 'learning_steps_total', options.learning_steps_total ?? 100000, 1),
    burnin: integer(op, 'learning_steps_burnin', options.learning_steps_burnin ?? 3000, 0),
    epsilonMin: real(op, 'epsilon_min', options.epsilon_min ?? 0.05, 0, 1),
    epsilonTest: real(op, 'epsilon_test_time', options.epsilon_test_time ?? 0.01, 0, 1),
    weights: weightsOf(
      options.random_action_distribution ?? new Array<number>(actions).fill(1 / actions),
      actions,
    ),
    defs:
      options.layer_defs !== undefined
        ? fitting(options.layer_defs, inputs, actions)
        : defsOf(inputs, actions, options),
    trainer: trainerOf(options.tdtrainer_options),
  };
}

function trainerOf(given: TrainerOptions = {}): TrainerOptions {
  methodOf('brain', given);
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  return { learning_rate: 0.01, momentum: 0, batch_size: 64, l2_decay: 0.01, ...Object.fromEntries(told) };
}

function defsOf(
  inputs: number,
  actions: number,
  { hidden_layer_sizes: sizes = [] }: BrainOptions,
): readonly LayerDef[] {
  if (!Array.isArray(sizes)) {
    refuse(
      'brain',
      'there is a size for each hidden layer',
      'hidden_layer_sizes',
      sizes,
      'a list of integers',
    );
  }
  return [
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: inputs },
    ...sizes.map((size): LayerDef => ({ type: 'fc', num_neurons: size, activation: 'relu' })),
    { type: 'regression', num_neurons: actions },
  ];
}

/** `defs`, if they go from the brain's inputs to the values of its actions. */
function fitting(defs: readonly LayerDef[], inputs: number, actions: number): readonly LayerDef[] {
  const [input, last] = Array.isArray(defs) ? [defs[0], defs[defs.length - 1]] : [];
  const taken =
    input?.type === 'input' && 'out_depth' in input
      ? input.out_sx * input.out_sy * input.out_depth
      : undefined;
  const given = last?.type === 'regression' ? last.num_neurons : undefined;
  if (taken === inputs && given === actions) return defs;
  return complain({
    op: 'brain',
    rule: 'layer_defs go from the inputs of the brain to the values of its actions',
    got: { layer_defs: `from ${show(taken)} inputs to ${show(given)} values` },
    argument: 'layer_defs',
    expected: `an input of ${inputs} numbers, and a regression of ${actions} neurons at the end`,
  });
}

function weightsOf(weights: readonly number[], actions: number): readonly number[] {
  const positive = Array.isArray(weights) && weights.every((weight) => weight >= 0);
  const sum = positive ? weights.reduce((total, weight) => total + weight, 0) : NaN;
  if (weights.length === actions && Math.abs(sum - 1) <= 1e-4) return weights;
  const rule = 'each action has a probability, and all make 1';
  return refuse(
    'brain',
    rule,
    'random_action_distribution',
    weights,
    `${actions} numbers from 0 on whose sum is 1`,
  );
}
