// ConvNetJS's runs: a trainer with 24 examples, one after the other and in batches, its losses and where it ends.
import {
  fromJSON,
  toJSON,
  Trainer,
  vol,
  type NetworkJSON,
  type TrainerOptions,
  type Vol,
} from '@cotangent/convnetjs';
import { checkRoundTrip, expectNumbers, listsOf, type GoldenTarget } from './convnetjs.ts';

/** A run of a trainer from one network's JSON to another. */
export interface TrainerRun {
  readonly method: string;
  readonly options: TrainerOptions;
  readonly start: NetworkJSON;
  /** Each with its numbers under `w`, and what it should become under another name. */
  readonly samples: readonly ({ readonly w: readonly number[] } & Readonly<Record<string, GoldenTarget>>)[];
  readonly losses: readonly { readonly cost: number; readonly l1: number; readonly l2: number }[];
  readonly end: NetworkJSON;
}

/** The trainer at the start of the run, and its examples. */
function prepare({ start, options, samples }: TrainerRun): {
  trainer: Trainer;
  xs: readonly Vol[];
  ys: readonly GoldenTarget[];
} {
  const { model, params } = fromJSON(start, { mode: 'compat', dtype: 'float64' });
  const [{ out_sx, out_sy, out_depth }] = start.layers;
  return {
    trainer: new Trainer(model, params, options),
    xs: samples.map(({ w }) => vol(out_sx, out_sy, out_depth, w)),
    ys: samples.map((sample) => Object.entries(sample).find(([name]) => name !== 'w')?.[1] as GoldenTarget),
  };
}

function checkEnd(trainer: Trainer, end: NetworkJSON): void {
  const got = listsOf(toJSON(trainer.model, trainer.params));
  listsOf(end).forEach((want, k) => expectNumbers(got[k], want, 1e-9, `weights ${k} at the end`));
}

/** Asserts what the trainer returns for each example, the weights at the end, and the JSON of both ends. */
export function checkRun(run: TrainerRun): void {
  const { trainer, xs, ys } = prepare(run);
  run.losses.forEach((want, k) => {
    const got = trainer.train(xs[k], ys[k]);
    const told = [got.cost_loss, got.l1_decay_loss, got.l2_decay_loss];
    expectNumbers(told, [want.cost, want.l1, want.l2], 1e-9, `losses of example ${k}`);
  });
  checkEnd(trainer, run.end);
  checkRoundTrip({ json: run.start });
  checkRoundTrip({ json: run.end });
}

/** Asserts that the same examples in batches give the same mean losses and the same weights at the end. */
export function checkBatches(run: TrainerRun): void {
  const { trainer, xs, ys } = prepare(run);
  const { batch_size: size = 1 } = run.options;
  const costs = run.losses.map(({ cost }) => cost);
  for (let at = 0; at < xs.length; at += size) {
    const got = trainer.trainBatch(xs.slice(at, at + size), ys.slice(at, at + size));
    const own = costs.slice(at, at + size);
    const mean = own.reduce((sum, cost) => sum + cost, 0) / own.length;
    expectNumbers([got.cost_loss], [mean], 1e-9, `mean loss of the batch at ${at}`);
  }
  checkEnd(trainer, run.end);
}
