// The bars this library sets itself, and how the results stand to them: the worst of the rows that a bar is about.
import type { ColumnName } from './columns.ts';
import { duration } from './compare.ts';
import type { Result } from './measure.ts';

/** What of this library a bar is held against: programs with the same bits everywhere, or with fused multiply-add. */
type Ours = 'jit' | 'relaxed';

/** A quantity of one row, or nothing where it was not measured. */
type Quantity = (result: Result, ours: Ours) => number | undefined;

interface Bar {
  readonly work: string;
  /** Which rows. */
  readonly rows: RegExp;
  readonly quantity: Quantity;
  readonly show: (value: number) => string;
  /** Bars without one are aims alone. */
  readonly least?: number;
  readonly aim?: number;
  /** Whether less is better. */
  readonly falling?: boolean;
  /** Whether fused multiply-add makes a difference. */
  readonly fuses?: boolean;
}

const of = ({ cells }: Result, name: ColumnName): number | undefined => cells[name]?.value;

/** How many times as long a peer takes. */
const against =
  (peer: ColumnName): Quantity =>
  (result, ours) => {
    const [theirs, own] = [of(result, peer), of(result, ours)];
    return theirs === undefined || own === undefined ? undefined : theirs / own;
  };

/** The bar where there is no PyTorch. */
const withoutPytorch: Quantity = (result, ours) =>
  of(result, 'pytorch') === undefined ? against('convnetjs')(result, ours) : undefined;

const ofPeak: Quantity = (result, ours) => {
  const time = of(result, ours);
  const { flops } = result.row;
  if (time === undefined || flops === undefined) return undefined;
  return flops / time / (ours === 'jit' ? result.peak : result.fusedPeak);
};

const growth: Quantity = ({ cells }) => {
  const [early, late] = cells.jit?.rounds ?? [];
  return late === undefined ? undefined : late / early - 1;
};

const own: Quantity = of;
const times = (value: number): string => `${value.toFixed(2)}x`;
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;

const bars: readonly Bar[] = [
  {
    work: 'seed network step, PyTorch',
    rows: /^seed network step/,
    quantity: against('pytorch'),
    fuses: true,
    show: times,
    least: 1,
    aim: 1.3,
  },
  {
    work: 'seed network step, ConvNetJS',
    rows: /^seed network step/,
    quantity: withoutPytorch,
    fuses: true,
    show: times,
    least: 65,
  },
  {
    work: "ConvNetJS's trainer",
    rows: /^ConvNetJS's trainer/,
    quantity: against('convnetjs'),
    fuses: true,
    show: times,
    least: 60,
  },
  {
    work: 'matmul 256 to 1024, part of a loop in registers',
    rows: /^matmul (256|512|1024)$/,
    quantity: ofPeak,
    fuses: true,
    show: percent,
    least: 0.85,
    aim: 0.95,
  },
  {
    work: 'matmul 256 to 1024, TensorFlow.js wasm',
    rows: /^matmul (256|512|1024)$/,
    quantity: against('tfjs-wasm'),
    fuses: true,
    show: times,
    least: 1.3,
  },
  {
    work: 'matmul 256 to 1024, jax-js',
    rows: /^matmul (256|512|1024)$/,
    quantity: against('jax-js'),
    fuses: true,
    show: times,
    least: 1.5,
  },
  {
    work: 'convolutions, part of a loop in registers',
    rows: /^(forward|input gradient|weight gradient), /,
    quantity: ofPeak,
    fuses: true,
    show: percent,
    least: 0.7,
    aim: 0.9,
  },
  {
    work: 'MLP step, jax-js',
    rows: /^MLP/,
    quantity: against('jax-js'),
    fuses: true,
    show: times,
    least: 1,
  },
  {
    work: 'MLP step',
    rows: /^MLP/,
    quantity: own,
    fuses: true,
    show: duration,
    aim: 10.5e6,
    falling: true,
  },
  { work: 'tanh, PyTorch', rows: /^tanh/, quantity: against('pytorch'), show: times, aim: 1.5 },
  { work: 'tanh, TensorFlow.js wasm', rows: /^tanh/, quantity: against('tfjs-wasm'), show: times, least: 4 },
  { work: 'add, TensorFlow.js wasm', rows: /^add/, quantity: against('tfjs-wasm'), show: times, least: 1 },
  {
    work: 'first seed network step of a process',
    rows: /^first seed/,
    quantity: own,
    show: duration,
    least: 400e6,
    aim: 150e6,
    falling: true,
  },
  {
    work: 'a call on 4 numbers',
    rows: /^a call/,
    quantity: own,
    show: duration,
    least: 20e3,
    aim: 5e3,
    falling: true,
  },
  {
    work: 'growth of memory, step 1,000 to 10,000',
    rows: /^memory/,
    quantity: growth,
    show: percent,
    least: 0.05,
    falling: true,
  },
];

function verdictOf(
  least: number | undefined,
  aim: number | undefined,
  meets: (limit: number) => boolean,
): string {
  if (least !== undefined && !meets(least)) return 'MISSED';
  if (aim === undefined) return 'ok';
  return meets(aim) ? 'aim reached' : 'aim missed';
}

/** Lines of a table: work, the worst row, what it reached, the bar, the aim, and how it stands. */
export function standing(results: readonly Result[]): string[][] {
  return bars.flatMap((bar) =>
    bar.fuses === true
      ? (['jit', 'relaxed'] as const).flatMap((ours) => line(bar, results, ours))
      : line(bar, results),
  );
}

/** The line of a bar, if it was measured; those that are there twice say what they are held against. */
function line(bar: Bar, results: readonly Result[], ours: Ours = 'jit'): string[][] {
  const { work, rows, quantity, show, least, aim, falling = false, fuses = false } = bar;
  const reached = results
    .filter(({ row }) => rows.test(row.name))
    .flatMap((result) => {
      const value = quantity(result, ours);
      return value === undefined ? [] : [{ value, name: result.row.name }];
    })
    .toSorted((a, b) => (falling ? b.value - a.value : a.value - b.value));
  if (reached.length === 0) return [];
  const [{ value, name }] = reached;
  const meets = (limit: number): boolean => (falling ? value <= limit : value >= limit);
  const limits = [least, aim].map((limit) => (limit === undefined ? '' : show(limit)));
  const title = fuses ? `${work}; ${ours === 'jit' ? 'deterministic' : 'relaxed'}` : work;
  return [[title, name, show(value), ...limits, verdictOf(least, aim, meets)]];
}
