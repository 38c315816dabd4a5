// What is measured: a row is plain data, so that every peer, in whatever language, makes the same inputs from it.

/** Uniform float32 numbers in [-scale, scale), or whole numbers below `below`; the seed is the place in its row. */
export interface Draw {
  readonly shape: readonly number[];
  readonly scale?: number;
  readonly below?: number;
}

/** The kinds of work, and the names of their inputs. */
export interface Works {
  matmul: 'a' | 'b';
  add: 'a' | 'b';
  tanh: 'x';
  sum: 'x';
  softmax: 'x';
  layerNorm: 'x' | 'gain' | 'bias';
  convForward: 'x' | 'w';
  convInputGradient: 'g' | 'w';
  convWeightGradient: 'x' | 'g' | 'w';
  seedStep: 'x' | 'labels' | 'w1' | 'b1' | 'w2' | 'b2' | 'w3' | 'b3';
}
export type Work = keyof Works;

/** What is asked of a peer: the time of a call, of the first call of a process, or memory over many calls. */
type Measure = 'time' | 'first' | 'memory';

/** One line of the table, of a certain kind of work. */
export interface RowOf<W extends Work> {
  readonly group: string;
  readonly name: string;
  readonly work: W;
  readonly inputs: Readonly<Record<Works[W], Draw>>;
  readonly measure: Measure;
  /** How far answers may lie apart, as a part of the largest number in them. */
  readonly tolerance: number;
  /** What one call amounts to: floating-point operations, or images. */
  readonly flops?: number;
  readonly images?: number;
}

/** One line of the table. */
export type Row = { readonly [W in Work]: RowOf<W> }[Work];

/** A row with what most rows have. */
export function row<W extends Work>(
  given: Omit<RowOf<W>, 'measure' | 'tolerance'> & Partial<Pick<RowOf<W>, 'measure' | 'tolerance'>>,
): RowOf<W> {
  return { measure: 'time', tolerance: 1e-4, ...given };
}
