// The parts of a training step, in their order.
// The session takes them one by one, and the page says which comes next.

/** A part of a step. */
export type Phase = 'forward' | 'backward' | 'update';

/** What comes after a part of a step. */
export function nextPhase(phase: Phase | undefined): Phase {
  return phase === 'forward' ? 'backward' : phase === 'backward' ? 'update' : 'forward';
}
