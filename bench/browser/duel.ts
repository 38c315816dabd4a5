// ConvNetJS's own trainer against ours, in a page: the same network, weights, options and batches, round after round in
// turn. The page is bundled and opened by scripts/lib/duel.mjs, which prints what comes of it.
import { draw, type Input } from '../lib/draw.ts';
import type { Convnetjs } from '../peers/convnetjs/api.ts';
import { networks } from '../peers/convnetjs/networks.ts';
import { trainerStep as ours } from '../peers/cotangent/trainer.ts';
import type { Runner } from '../peers/peer.ts';
import { seedInputs } from '../work/seed.ts';

/** ConvNetJS, whose script stands before this one. */
declare const convnetjs: Convnetjs;

/** Milliseconds a batch in each round, and the losses of the first steps. */
interface Side {
  readonly rounds: readonly number[];
  readonly losses: readonly number[];
}

/** What came of a duel. */
export interface Outcome {
  readonly batch: number;
  readonly theirs: Side;
  readonly ours: Side;
}

const milliseconds = 400;

function timed({ run }: Runner): number {
  const began = performance.now();
  let count = 0;
  do {
    run();
    count++;
  } while (performance.now() - began < milliseconds);
  return (performance.now() - began) / count;
}

async function duel(batch: number, rounds: number): Promise<Outcome> {
  const described = seedInputs(batch);
  const inputs = Object.fromEntries(
    Object.entries(described).map(([name, one], seed) => [name, draw(one, seed)]),
  ) as Record<keyof typeof described, Input>;
  const theirs = networks(convnetjs).trainerStep;
  const open = async (side: typeof ours): Promise<{ losses: number[]; runner: Runner }> => {
    if (typeof side === 'string') throw new Error(side);
    // Answers are those of a trainer's first steps, so each side has one for its answers and one for its time.
    const { answer } = await side(inputs);
    return { losses: Array.from(await answer()), runner: await side(inputs) };
  };
  const sides = [await open(theirs), await open(ours)];
  for (const { runner } of sides) timed(runner);
  const taken: number[][] = [[], []];
  for (let round = 0; round < rounds; round++) sides.forEach(({ runner }, i) => taken[i].push(timed(runner)));
  const [first, second] = sides.map(({ losses }, i) => ({ losses, rounds: taken[i] }));
  return { batch, theirs: first, ours: second };
}

Object.assign(globalThis, { duel });
