// What is measured: a row is plain data, so that every peer, in whatever language, makes the same inputs from it.

/** Uniform float32 numbers in [-scale, scale), or whole numbers below `below`; the seed is the place in its row. */
export interface Draw {
  readonly shape: readonly number[];
  readonly scale?: number;
  readonly below?: number;
}

type Layers<N extends string> = `${'w' | 'b'}${N}`;
type TransformerWeights<N extends string> =
  `${'gainA' | 'biasA' | 'qkv' | 'out' | 'gainB' | 'biasB' | 'up' | 'down'}${N}`;

/** The kinds of work, and the names of their inputs. */
export interface Works {
  matmul: 'a' | 'b';
  add: 'a' | 'b';
  tanh: 'x';
  exp: 'x';
  sigmoid: 'x';
  sum: 'x';
  softmax: 'x';
  layerNorm: 'x' | 'gain' | 'bias';
  convForward: 'x' | 'w';
  convInputGradient: 'g' | 'w';
  convWeightGradient: 'x' | 'g' | 'w';
  seedStep: 'x' | 'labels' | Layers<'1' | '2' | '3'>;
  /** The same by ConvNetJS's trainer, or by ours of that name, with what a call does besides. */
  trainerStep: 'x' | 'labels' | Layers<'1' | '2' | '3'>;
  /** Dense layers with relu between them; stochastic gradient descent. */
  perceptronStep: 'x' | 'labels' | Layers<'1' | '2'>;
  /** Dense layers with relu between them; Adam. */
  mlpStep: 'x' | 'labels' | Layers<'1' | '2' | '3'>;
  /** Three convolutions, pooled after the second and the third, and two dense layers; gradient descent. */
  cifarStep: 'x' | 'labels' | Layers<'1' | '2' | '3' | '4' | '5'>;
  /** New hidden state, and the gradients of the sum of both new states. */
  lstm: 'x' | 'h' | 'c' | 'wx' | 'wh' | 'b';
  /** An LSTM along its steps `[t, b, i]`; gradient descent on the mean square of all it gives. */
  lstmStep: 'x' | 'wx' | 'wh' | 'b';
  /** A plain recurrent network along its steps, and a dense layer on each; gradient descent on the cross-entropy. */
  rnnStep: 'x' | 'labels' | 'wx' | 'wh' | 'b' | 'wy' | 'by';
  /** Mean square of the output, and its gradients. */
  transformer: 'x' | TransformerWeights<'1' | '2'>;
  /** `x y + x` of a few numbers. */
  call: 'x' | 'y';
  /** `-x`, from a typed array to a typed array. */
  copy: 'x';
}
export type Work = keyof Works;

/** What is asked of a peer: the time of a call, of the first call of a process, or memory over 10,000 calls. */
type Measure = 'time' | 'first' | 'memory';

/** What a line of the table says of itself. */
export interface Line {
  readonly group: string;
  readonly name: string;
  /** `size` is asked of the bundler rather than of a peer. */
  readonly measure: Measure | 'size';
  /** How far answers may lie apart, as a part of the largest number in them. */
  readonly tolerance: number;
  /** What one call amounts to: floating-point operations, or images. */
  readonly flops?: number;
  readonly images?: number;
}

/** A line that peers work for, of a certain kind of work. */
export interface RowOf<W extends Work> extends Line {
  readonly work: W;
  readonly inputs: Readonly<Record<Works[W], Draw>>;
  readonly measure: Measure;
}

/** A line that peers work for. */
export type Row = { readonly [W in Work]: RowOf<W> }[Work];

/** A row with what most rows have. */
export function row<W extends Work>(
  given: Omit<RowOf<W>, 'measure' | 'tolerance'> & Partial<Pick<RowOf<W>, 'measure' | 'tolerance'>>,
): RowOf<W> {
  return { measure: 'time', tolerance: 1e-4, ...given };
}
