// What a library does to take part: each kind of work made ready to run, or the reason why it cannot be done.
import type { Input } from '../lib/draw.ts';
import type { Work, Works } from '../work/row.ts';

/** One piece of work, its inputs in place. */
export interface Runner {
  /** One call, finished when it returns or resolves. */
  run(): void | Promise<void>;
  /** What the work gives, flat: in row-major order, channels before pixels; for a training step see `steps`. */
  answer(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** What a reader of the time must know. */
  readonly note?: string;
}

/** Makes work ready; nothing it does is timed. */
type Implementation<W extends Work> = (inputs: Readonly<Record<Works[W], Input>>) => Runner | Promise<Runner>;

export interface Peer {
  readonly version: string;
  readonly work: { readonly [W in Work]: Implementation<W> | string };
}

/** How many training steps the answer to a training step tells the losses of. */
export const steps = 3;

/** The losses of the first steps, which no two libraries share by accident. */
export async function losses(step: () => number | Promise<number>, count: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) all.push(await step());
  return all;
}

/** ConvNetJS's `l2_decay` of the seed network, which it divides by the batch size; biases do not decay. */
export const l2Decay = 0.001;

/** The heads of the transformer's attention. */
export const heads = 4;

/** What the seed network's second pooling leaves: channels, height, width. */
export function pooled({ x, w2 }: Readonly<Record<'x' | 'w2', Input>>): readonly number[] {
  const [height, width] = x.shape.slice(2).map((n) => Math.floor(Math.floor(n / 2) / 3));
  return [w2.shape[0], height, width];
}
