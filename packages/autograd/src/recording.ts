// Which tapes are recording at the moment: what checkpoint asks to find the one it shortens.
import type { Tape } from './tape.ts';

const recording: Tape[] = [];

/** Begins the recording of a tape. */
export function beginRecording(tape: Tape): void {
  recording.push(tape);
}

/** Ends the recording: from now on, values of the tape are refused. */
export function endRecording(tape: Tape): void {
  tape.open = false;
  const at = recording.lastIndexOf(tape);
  if (at >= 0) recording.splice(at, 1);
}

/** Runs `f` while a tape that has ended records again. */
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
