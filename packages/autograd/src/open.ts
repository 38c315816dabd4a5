// Which tapes are recording at the moment: what checkpoint asks to find the one it shortens.
import { Tape, type Observer } from './tape.ts';

const recording: Tape[] = [];

/** A new tape that records until it is closed. */
export function openTape(observer?: Observer): Tape {
  const tape = new Tape(observer);
  recording.push(tape);
  return tape;
}

/** Ends the recording: from now on, its values are refused. */
export function closeTape(tape: Tape): void {
  tape.open = false;
  const at = recording.lastIndexOf(tape);
  if (at >= 0) recording.splice(at, 1);
}

/** Runs `f` while a closed tape records again. */
export function reopened<T>(tape: Tape, f: () => T): T {
  recording.push(tape);
  try {
    return tape.reopened(f);
  } finally {
    recording.splice(recording.lastIndexOf(tape), 1);
  }
}

/** The tapes that are recording, the innermost last. */
export function recordingTapes(): readonly Tape[] {
  return [...recording];
}
