// A program: the editor's code as it can be run, character for character where it stood in the editor.
// The compiler in the editor's worker makes it; the runtime in the training worker runs it.

/** A place in the editor's code, as people count: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** An import, taken out of the code: its names, what from, and where it stood. */
export interface Import extends Place {
  readonly specifier: string;
  /** All of it but the specifier: `import { conv as conv } from`. */
  readonly head: string;
  /** The names that must be there; empty for `* as name` and for none. */
  readonly names: readonly string[];
}

/** Where a layer of a model stands. */
export interface LayerLine extends Place {
  /** Its position among the layers of its model, from 0. */
  readonly index: number;
  /** The name its model is given; `undefined` for models inside of others. */
  readonly model: string | undefined;
  /** Where the call of `sequential` that makes the model stands. */
  readonly call: Place;
}

/** Code that can be run. Types and imports are blanks, so that every line and column is that of the editor. */
export interface Program {
  readonly code: string;
  readonly imports: readonly Import[];
  readonly layers: readonly LayerLine[];
}

/** What went wrong, and where in the editor's code. */
export interface Trouble {
  /** All lines of it. */
  readonly message: string;
  readonly place: Place | undefined;
  /** Where it was called from, innermost first; of the editor's code alone. */
  readonly calls: readonly Place[];
}
