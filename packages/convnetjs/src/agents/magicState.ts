// What a search carries from step to step: where it is, what it has drawn, and what it has found.
import type { Key } from '@cotangent/tensor';
import type { TrainerState } from '../training/state.ts';
import type { Candidate } from './candidate.ts';

/** Which examples train, and which test. */
export interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** A search between two steps. `JSON.stringify(toPlain(state))` saves it. */
export interface MagicState {
  /** Rounds of candidates that are over. */
  readonly round: number;
  /** Where this round is: in which fold, at which candidate, in which epoch. */
  readonly fold: number;
  readonly candidate: number;
  readonly epoch: number;
  readonly folds: readonly Fold[];
  readonly candidates: readonly Candidate[];
  /** What the candidate has learned until now; `null` before its first epoch. */
  readonly trainer: TrainerState | null;
  /** The best of all rounds, the best one first. */
  readonly evaluated: readonly Candidate[];
  readonly key: Key;
}
