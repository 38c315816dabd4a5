// What the host says to a peer's process and hears from it: one JSON object a line, whatever the language.
// Peers run in processes of their own, so that no heap, collector or optimizer disturbs another's.
import type { Row } from '../work/row.ts';

export type Request =
  /** Makes the work of a row ready and answers it. */
  | { readonly ask: 'prepare'; readonly row: Row }
  /** Runs for about so many milliseconds. */
  | { readonly ask: 'round'; readonly milliseconds: number }
  /** The first call of this process. */
  | { readonly ask: 'first'; readonly row: Row }
  /** Runs until a number of calls is reached. */
  | { readonly ask: 'memory'; readonly calls: number };

export type Reply =
  | { readonly reply: 'ready'; readonly version: string }
  | { readonly reply: 'prepared'; readonly answer: readonly number[]; readonly note?: string }
  /** Nanoseconds a call. */
  | { readonly reply: 'time'; readonly nanoseconds: number }
  /** Resident bytes, after a collection. */
  | { readonly reply: 'memory'; readonly bytes: number }
  /** What was asked cannot be done, and why. */
  | { readonly reply: 'no'; readonly reason: string };
