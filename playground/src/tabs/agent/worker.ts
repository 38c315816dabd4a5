// The life of the agent: sees, acts, is rewarded, learns.
import {
  averageOf,
  brain,
  fromJSON,
  toJSON,
  type Brain,
  type BrainOptions,
  type BrainState,
} from '@cotangent/convnetjs';
import { full, random, tree, zerosLike, type Tensor, type Tree } from '@cotangent/tensor';
import { serve, type Run } from '../../demo/serve.ts';
import type { Exports } from '../../demo/service.ts';
import type { AgentAnswers, AgentView } from './protocol.ts';
import { actions, states, World } from './world.ts';

/** The hyper-parameters that may change while it lives, and what the trainer calls them. */
const names = { learningRate: 'learning_rate', weightDecay: 'l2_decay' } as const;
type Name = keyof typeof names;

class Life implements Run {
  readonly #brain: Brain;
  readonly #world: World;
  readonly #hyper: Record<Name, number>;
  #state: BrainState;
  #moments = 0;

  constructor({ options }: Exports, seed: number) {
    if (typeof options !== 'object' || options === null)
      throw new TypeError(
        'Export options: export const options = { temporal_window: 1, hidden_layer_sizes: [50] };',
      );
    const given = options as BrainOptions;
    this.#brain = brain(states, actions, { ...given, key: random.key(seed) });
    this.#world = new World(seed);
    this.#state = this.#brain.start;
    const { learning_rate = 0.01, l2_decay = 0.01 } = given.tdtrainer_options ?? {};
    this.#hyper = { learningRate: learning_rate, weightDecay: l2_decay };
  }

  step(): void {
    const [action, acted] = this.#brain.forward(this.#state, this.#world.look());
    this.#state = this.#brain.backward(acted, this.#world.act(action));
    this.#moments++;
  }

  view(): AgentView {
    const { learning, epsilon, average_reward, average_loss } = this.#state;
    const { agent, sights, items, eaten } = this.#world;
    return {
      step: this.#moments,
      hyper: this.#hyper,
      agent,
      sights,
      items,
      eaten,
      learning,
      epsilon,
      reward: averageOf(average_reward),
      loss: averageOf(average_loss),
    };
  }

  set(path: string, value: number): void {
    if (!(path in names)) return;
    const name = path as Name;
    const { trainer } = this.#state;
    const own = names[name];
    const leaf = full([], value, trainer.hyper[own].dtype as 'float32') as Tensor;
    this.#hyper[name] = value;
    this.#state = {
      ...this.#state,
      trainer: { ...trainer, hyper: { ...trainer.hyper, [own]: leaf } },
    };
  }

  setLearning(learning: boolean): void {
    this.#state = { ...this.#state, learning };
  }

  save(): string {
    return JSON.stringify(toJSON(this.#brain.model, this.#state.trainer.params));
  }

  /** Throws for a network that does not fit. */
  open(json: string): void {
    const { params } = fromJSON(json);
    const { trainer } = this.#state;
    const shapes = (all: object): string =>
      tree
        .entries(all as Tree)
        .map(([path, { shape }]) => `${path} [${shape.join(', ')}]`)
        .join(', ');
    const [own, its] = [shapes(trainer.params), shapes(params)];
    if (own !== its)
      throw new TypeError(`The network in the file is another one: ${its}. Here it is ${own}.`);
    const forgotten = (all: typeof trainer.gsum) =>
      tree.map((x: Tensor) => zerosLike(x) as Tensor, all) as typeof trainer.gsum;
    this.#state = {
      ...this.#state,
      trainer: { ...trainer, params, gsum: forgotten(trainer.gsum), xsum: forgotten(trainer.xsum) },
    };
  }
}

serve(
  (exports, seed) => new Life(exports, seed),
  (host): AgentAnswers => ({
    setLearning(learning) {
      host.current().setLearning(learning);
      host.tell();
    },
    save: async () => host.current().save(),
    async open(json) {
      try {
        host.current().open(json);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  }),
);
