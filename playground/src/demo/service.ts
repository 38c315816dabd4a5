// What a demo's page and its worker say to each other: plain data, and few messages a second.
import type { Description } from '@cotangent/optim';
import type { Program, Trouble } from '../runtime/program.ts';

/** What every demo tells of its training; each adds what it draws. */
export interface View {
  readonly step: number;
  /** The hyper-parameters of the next step. */
  readonly hyper: Description;
}

/** What every demo's worker is asked. What goes wrong in the visitor's code is returned, not thrown. */
export interface Service {
  /** Begins anew, paused: with the network of a program, or with the one that it has. */
  reset(seed: number, program?: Program): Promise<Trouble | undefined>;
  /** Calls back with views, at most 15 times a second. */
  watch(listener: (view: View) => void): void;
  /** Trains until it is paused. */
  run(): Promise<Trouble | undefined>;
  pause(): void;
  step(): Promise<Trouble | undefined>;
  /** How many steps there are between two views, at most. */
  setPace(steps: number): void;
  /** Gives a hyper-parameter, by its path in the optimizer's state, another value. */
  set(path: string, value: number): void;
}

/** What a program exports. */
export type Exports = Readonly<Record<string, unknown>>;
