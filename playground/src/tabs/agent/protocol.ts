// What the page and the worker of this tab say to each other.
import type { View } from '../../demo/service.ts';
import type { Item, Sight } from './world.ts';

/** The agent in its world. */
export interface AgentView extends View {
  readonly agent: { readonly x: number; readonly y: number; readonly angle: number };
  readonly sights: readonly Sight[];
  readonly items: readonly Item[];
  readonly eaten: { readonly red: number; readonly green: number };
  readonly learning: boolean;
  /** The share of actions that are taken at random. */
  readonly epsilon: number;
  /** The mean of the last 1000 rewards, and losses. */
  readonly reward: number | undefined;
  readonly loss: number | undefined;
}

/** What this worker is asked besides. */
export interface AgentAnswers {
  /** Whether it explores and learns; it acts by what it knows if not. */
  setLearning(learning: boolean): void;
  /** The network as JSON, as ConvNetJS writes it. */
  save(): Promise<string>;
  /** Puts a saved network in the place of its own. Says what is wrong if it does not fit. */
  open(json: string): Promise<string | undefined>;
}
