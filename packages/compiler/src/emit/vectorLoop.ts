// What may be asked of a loop in vectors, and of what goes ahead of it.

/** Elements whose lines are met at once at most, and the code that meets those of `count`. */
export interface Ahead {
  readonly elements: number;
  readonly meet: (count: number) => void;
}

/** How a loop in vectors is written. */
export interface VectorLoop {
  /** Vectors that are written one after another before the loop goes round. */
  readonly unroll?: number;
  /** Vectors that the body writes all at once. */
  readonly block?: number;
  /** Whether elements may be written twice. */
  readonly again?: boolean;
  readonly ahead?: Ahead | undefined;
}
