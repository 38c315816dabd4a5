// What build/programs.ts makes of an import from `program:`.
declare module 'program:*' {
  import type { Program } from './program.ts';

  /** The text of the file. */
  export const source: string;
  /** The same, as the runtime loads it. */
  export const program: Program;
}
