// ConvNetJS's own trainer against ours, in a page: the same network, weights, options and batches, round after round in
// turn. The page is bundled and opened by scripts/lib/duel.mjs, which prints what comes of it.
import { draw, type Input } from '../lib/draw.ts';
import type { Convnetjs } from '../peers/convnetjs/api.ts';
import { networks } from '../peers/convnetjs/networks.ts';
import { relaxedTrainerStep as fused, trainerStep as ours } from '../peers/cotangent/trainer.ts';
import type { Runner } from '../peers/peer.ts';
import { seedInputs } from '../work/seed.ts';

/** ConvNetJS, whose script stands before this one. */
declare const convnetjs: Convnetjs;

/** The losses of the first steps: of ConvNetJS, of our trainer, and of ours with fused multiply-add. */
export type Losses = readonly (readonly number[])[];

const milliseconds = 400;
let runners: readonly Runner[] = [];

/** Makes all ready and warm, and tells the losses of their first steps. */
async function open(batch: number): Promise<Losses> {
  const described = seedInputs(batch);
  const inputs = Object.fromEntries(
    Object.entries(described).map(([name, one], seed) => [name, draw(one, seed)]),
  ) as Record<keyof typeof described, Input>;
  const make = async (side: typeof ours): Promise<{ losses: number[]; runner: Runner }> => {
    if (typeof side === 'string') throw new Error(side);
    // Answers are those of a trainer's first steps, so each side has one for its answers and one for its time.
    const { answer } = await side(inputs);
    return { losses: Array.from(await answer()), runner: await side(inputs) };
  };
  const made = [await make(networks(convnetjs).trainerStep), await make(ours), await make(fused)];
  runners = made.map(({ runner }) => runner);
  runners.forEach((_, side) => round(side));
  return made.map(({ losses }) => losses);
}

/** Trains with one of them for a while, and tells how many batches that was. */
function round(side: number): number {
  const began = performance.now();
  let count = 0;
  do {
    void runners[side].run();
    count++;
  } while (performance.now() - began < milliseconds);
  return count;
}

Object.assign(globalThis, { open, round });
