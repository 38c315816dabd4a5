// Which tapes are recording at the moment: what checkpoint asks to find the one it shortens.
import type { Tape } from './tape.ts';

const recording: Tape[] = [];

/** Runs `f` while `tape` records it; from its end on, values of the tape are refused. */
export function recorded<T>(tape: Tape, f: () => T): T {
  return listed(tape, () => tape.run(f));
}

/** Runs `f` while a tape that has ended records again. */
export function reopened<T>(tape: Tape, f: () => T): T {
  return listed(tape, () => tape.reopened(f));
}

function listed<T>(tape: Tape, f: () => T): T {
  recording.push(tape);
  try {
    return f();
  } finally {
    recording.splice(recording.lastIndexOf(tape), 1);
  }
}

/** The tapes that are recording, the innermost last. */
export function recordingTapes(): readonly Tape[] {
  return [...recording];
}
