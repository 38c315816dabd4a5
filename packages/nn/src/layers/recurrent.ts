// Recurrent layers: a cell taken along the positions of an example by `scan`.
import { cast, permute, random, scan, zeros, type Dim, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showList, type Multiply } from '@cotangent/tensor/extend';
import {
  gruCell,
  lstmCell,
  rnnCell,
  type CellParams,
  type GruParams,
  type LstmState,
} from '../functional/cells.ts';
import type { Initializer } from '../init/initializer.ts';
import { glorot } from '../init/variance.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import type { SequenceProblem } from './attention.ts';

/** What comes out of a recurrent layer, in which direction it goes, and how weights start. */
export interface RecurrentOptions<Out extends 'all' | 'last' = 'all' | 'last'> {
  /** `'all'` (unless given): the output at each position, or only the `'last'`. */
  readonly output?: Out | undefined;
  /** Whether it begins with the last position; outputs stay where they belong. */
  readonly reverse?: boolean | undefined;
  /** How the weights start; `glorot()` unless given. */
  readonly init?: Initializer | undefined;
}

const rule = 'takes examples of positions and features';
type Output<I extends Shape, N extends number, Out> = Out extends 'last'
  ? [N]
  : I extends readonly [infer T extends Dim, infer _]
    ? [T, N]
    : [number, N];
type Inputs<I extends Shape> = I extends readonly [infer _, infer D extends Dim] ? D : number;
/** A carried tree of tensors `[b, n]`, and the step from one to the next. */
interface Cell<P, C> {
  readonly gates: number;
  readonly biases: readonly string[];
  readonly start: (h: Tensor) => C;
  readonly step: (x: Tensor, carry: C, params: P) => C;
  readonly outputOf: (carry: C) => Tensor;
}

function recurrent<P extends CellParams, C extends object>(
  op: string,
  units: number,
  options: RecurrentOptions,
  { gates, biases, start, step, outputOf }: Cell<P, C>,
): never {
  requireInteger(op, units, 'units', 1);
  requireOptions<RecurrentOptions>(op, options, { output: 'any', reverse: 'boolean', init: 'any' });
  const { output = 'all', reverse = false, init = glorot() } = options;
  const width = gates * units;
  return defineTyped(op, (input) => {
    const [positions, inputs] = requirePositions(op, input);
    return {
      output: output === 'all' ? [positions, units] : [units],
      params: (key, dtype): P => {
        const [forInput, forState] = random.split(key);
        const weights = {
          wi: init(forInput, [inputs, width], { fanIn: inputs, fanOut: units, dtype }),
          wh: init(forState, [units, width], { fanIn: units, fanOut: units, dtype }),
        };
        const zero = Object.fromEntries(biases.map((name) => [name, zeros([width], dtype)]));
        return { ...weights, ...zero } as object as P;
      },
      apply: (params, state, given) => {
        const x = cast(given, params.wi.dtype) as Tensor;
        const h = zeros([x.shape[0] as number, units], params.wi.dtype) as Tensor;
        const along = permute(x, [1, 0, 2]) as Tensor;
        const [last, all] = walk(
          (carry, row) => step(row, carry, params),
          outputOf,
          start(h),
          along,
          reverse,
        );
        return [output === 'all' ? (permute(all, [1, 0, 2]) as Tensor) : outputOf(last), state];
      },
    };
  });
}

/** The last carry, and the outputs at all positions, `[t, b, n]`. */
function walk<C extends object>(
  step: (carry: C, x: Tensor) => C,
  outputOf: (carry: C) => Tensor,
  start: C,
  xs: Tensor,
  reverse: boolean,
): readonly [C, Tensor] {
  const body = (carry: unknown, x: unknown): readonly [never, Tensor] => {
    const after = step(carry as C, x as Tensor);
    return [after as never, outputOf(after)];
  };
  return scan(body, start as Tensor, xs, { reverse }) as unknown[] as [C, Tensor];
}

function requirePositions(op: string, input: readonly number[]): readonly number[] {
  if (input.length === 2) return input;
  return complain({
    op,
    rule,
    got: { input: showList(input) },
    argument: 'input',
    expected: 'a shape [positions, features]',
  });
}

/**
 * `h′ = tanh(x·wi + h·wh + b)` along the positions of an example, from zeros. `[t, i] → [t, units]`, or `[units]`.
 *
 * Parameters `wi`, `[i, units]`, `wh`, `[units, units]`, and `b`, `[units]`. Throws for examples of another rank.
 *
 * Source: Elman, "Finding structure in time", 1990.
 * @example rnn(16, { output: 'last' })([5, 3]).output; // [16]
 */
export function rnn<const N extends number, const Out extends 'all' | 'last' = 'all'>(
  units: N,
  options: RecurrentOptions<Out> = {},
): <const I extends Shape>(
  input: Example<I> & SequenceProblem<'rnn', I, typeof rule>,
) => Layer<
  I,
  Output<I, N, Out>,
  { wi: Tensor<[Inputs<I>, N]>; wh: Tensor<[N, N]>; b: Tensor<[N]> },
  Empty,
  'rnn#'
> {
  return recurrent<CellParams, { h: Tensor }>('rnn', units, options, {
    gates: 1,
    biases: ['b'],
    start: (h) => ({ h }),
    step: (x, { h }, params) => ({ h: rnnCell(x, h, params) }),
    outputOf: ({ h }) => h,
  });
}

/**
 * An lstm along the positions of an example, from zeros; gates i, f, g, o. `[t, i] → [t, units]`, or `[units]`.
 *
 * Parameters `wi`, `[i, 4·units]`, `wh`, `[units, 4·units]`, and `b`, `[4·units]`. Throws for examples of another rank.
 *
 * Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997.
 * @example
 * const layer = lstm(16)([5, 3]);
 * layer.init(random.key(0)).params.wi; // Tensor<[3, 64]>
 */
export function lstm<const N extends number, const Out extends 'all' | 'last' = 'all'>(
  units: N,
  options: RecurrentOptions<Out> = {},
): <const I extends Shape>(
  input: Example<I> & SequenceProblem<'lstm', I, typeof rule>,
) => Layer<
  I,
  Output<I, N, Out>,
  {
    wi: Tensor<[Inputs<I>, Multiply<4, N>]>;
    wh: Tensor<[N, Multiply<4, N>]>;
    b: Tensor<[Multiply<4, N>]>;
  },
  Empty,
  'lstm#'
> {
  return recurrent<CellParams, LstmState>('lstm', units, options, {
    gates: 4,
    biases: ['b'],
    start: (h) => ({ h, c: h }),
    step: (x, carry, params) => lstmCell(x, carry, params),
    outputOf: ({ h }) => h as Tensor,
  });
}

/**
 * A gru along the positions of an example, from zeros; the reset gate acts after the recurrent product. `[t, i] → [t,
 * units]`, or `[units]`.
 *
 * Parameters `wi`, `[i, 3·units]`, `wh`, `[units, 3·units]`, `b` and `bh`, `[3·units]`; gates r, z, n. Throws for examples
 * of another rank.
 *
 * Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014.
 * @example
 * const layer = gru(16)([5, 3]);
 * layer.init(random.key(0)).params.bh; // Tensor<[48]>
 */
export function gru<const N extends number, const Out extends 'all' | 'last' = 'all'>(
  units: N,
  options: RecurrentOptions<Out> = {},
): <const I extends Shape>(
  input: Example<I> & SequenceProblem<'gru', I, typeof rule>,
) => Layer<
  I,
  Output<I, N, Out>,
  {
    wi: Tensor<[Inputs<I>, Multiply<3, N>]>;
    wh: Tensor<[N, Multiply<3, N>]>;
    b: Tensor<[Multiply<3, N>]>;
    bh: Tensor<[Multiply<3, N>]>;
  },
  Empty,
  'gru#'
> {
  return recurrent<GruParams, { h: Tensor }>('gru', units, options, {
    gates: 3,
    biases: ['b', 'bh'],
    start: (h) => ({ h }),
    step: (x, { h }, params) => ({ h: gruCell(x, h, params) }),
    outputOf: ({ h }) => h,
  });
}
