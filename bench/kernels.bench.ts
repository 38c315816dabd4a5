// Where the time of whole programs goes: each of their kernels in its turn, and by itself, over and over, when all that it
// reads is near.
// `--rows TEXT` chooses rows of the comparison by their names; else it is the seed network.
import { jit } from '@cotangent/compiler';
import type { Tensor } from '@cotangent/tensor';
import { takeApart } from '@cotangent/tensor/extend';
import type { Stages } from '../packages/compiler/src/compile.ts';
import { stagesOf } from '../packages/compiler/src/jit.ts';
import type { Buffer } from '../packages/compiler/src/loops/buffer.ts';
import { leavesOf, runsOf } from '../packages/compiler/src/loops/blocks.ts';
import type { Kernel } from '../packages/compiler/src/loops/kernel.ts';
import { printKernel } from '../packages/compiler/src/loops/print.ts';
import { engine } from '../packages/compiler/src/wasm/engine.ts';
import { draw, type Input } from './lib/draw.ts';
import { peak } from './lib/peak.ts';
import type { Compile } from './peers/cotangent/compile.ts';
import { networks } from './peers/cotangent/networks.ts';
import { ops } from './peers/cotangent/ops.ts';
import { passes } from './peers/cotangent/passes.ts';
import { recurrent } from './peers/cotangent/recurrent.ts';
import type { Peer } from './peers/peer.ts';
import { rows } from './work/index.ts';
import type { RowOf, Work } from './work/row.ts';

const wanted = process.env['BENCH_ROWS'] ?? 'seed network step';
const rounds = 5;

/** Milliseconds of processor time so far: what other programs take does not count. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Microseconds a call: the best of short rounds, as other work on the machine only ever adds. */
function time(call: () => void, length = 6): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = processor();
    let calls = 0;
    let now = start;
    do {
      for (let k = 0; k < 8; k++) call();
      calls += 8;
      now = processor();
    } while (now - start < length);
    best = Math.min(best, ((now - start) / calls) * 1000);
  }
  return best;
}

/** The median of the microseconds that each call takes when they run one after another. */
function inTurn(calls: readonly (() => void)[]): readonly number[] {
  const times = calls.map((): number[] => []);
  for (let run = 0; run < 101; run++) {
    calls.forEach((call, k) => {
      const start = performance.now();
      call();
      times[k].push(performance.now() - start);
    });
  }
  return times.map((list) => 1000 * list.toSorted((a, b) => a - b)[list.length >> 1]);
}

/** Everything the program of a row goes through, and the tensors it is called with; `undefined` for rows without one. */
async function stagesOfRow<W extends Work>({
  work,
  name,
  inputs,
}: RowOf<W>): Promise<readonly [Stages, readonly ArrayLike<number>[]] | undefined> {
  let found: readonly [Stages, readonly ArrayLike<number>[]] | undefined;
  const compile = ((f: (...args: never[]) => unknown, options: object) => {
    const fast = jit(f as (...args: unknown[]) => unknown, options);
    return (...args: unknown[]): unknown => {
      const stages = stagesOf(fast as (...args: never[]) => unknown, args) as Stages;
      const leaves = args.flatMap((arg, k) =>
        takeApart('row', `argument ${k}`, arg).leaves.map((leaf) => leaf.data().slice()),
      );
      found ??= [stages, leaves];
      return fast(...args);
    };
  }) as Compile;
  const implementations: Peer['work'] = {
    ...ops(compile),
    ...networks(compile),
    ...passes(compile),
    ...recurrent(compile),
    trainerStep: 'a trainer compiles its steps itself: see the seed network step',
  };
  const implementation = implementations[work];
  if (typeof implementation === 'string') return undefined;
  const names = Object.keys(inputs) as (keyof typeof inputs)[];
  const drawn = names.map((input, seed) => [input, draw(inputs[input], seed)]);
  const runner = await implementation(Object.fromEntries(drawn) as Record<keyof typeof inputs, Input>);
  await runner.run();
  if (found === undefined) throw new Error(`${name} called nothing`);
  return found;
}

/** Operations of a contraction; of others nothing is counted. */
function flops(kernel: Kernel): number {
  return kernel.kind === 'contract' ? 2 * kernel.axes.reduce((n, { size }) => n * size, 1) : 0;
}

for (const row of rows) {
  if (!row.name.includes(wanted) || row.measure !== 'time') continue;
  const stages = await stagesOfRow(row as RowOf<Work>);
  if (stages === undefined) continue;
  const [{ lowered, emitted }, leaves] = stages;
  const memory = new engine.Memory({ initial: emitted.pages });
  const address = (buffer: Buffer): number => emitted.memory.addresses.get(buffer) as number;
  const put = (at: number, values: ArrayLike<number>, whole: boolean): void =>
    (whole ? new Int32Array(memory.buffer) : new Float32Array(memory.buffer)).set(values, at / 4);
  for (const { at, words } of emitted.tables) put(at, words, true);
  lowered.inputs.forEach((buffer, k) => put(address(buffer), leaves[k], buffer.dtype === 'int32'));
  for (const [buffer, { source }] of lowered.constants)
    if (source.kind === 'constant')
      put(address(buffer), (source.tensor as Tensor).data(), buffer.dtype === 'int32');
  const { exports } = new engine.Instance(new engine.Module(emitted.bytes), {
    env: { memory, print: () => undefined },
  });
  exports['prepare']();
  for (let k = 0; k < 40; k++) exports['run']();
  const limit = peak();
  const all = time(() => void exports['run'](), 20);
  console.log(`\n${row.name}: ${all.toFixed(0)} µs; a loop in registers does ${limit.toFixed(1)} GFLOP/s`);
  const kernels = leavesOf(emitted.kernels);
  const calls = kernels.map((_, k) => () => void exports[`kernel${k}`]());
  const runs = runsOf(emitted.kernels);
  const sums = [0, 0];
  inTurn(calls).forEach((once, k) => {
    const times = runs.get(kernels[k]) ?? 1;
    const [turn, taken] = [once * times, time(calls[k]) * times];
    sums[0] += turn;
    sums[1] += taken;
    const rate = (times * flops(kernels[k])) / taken / 1000;
    const share = `${((100 * turn) / all).toFixed(1)} %`;
    const said = rate > 0 ? `${rate.toFixed(1)} GFLOP/s, ${((100 * rate) / limit).toFixed(0)} %` : '';
    const figures = [turn, taken].map((one) => `${one.toFixed(1).padStart(9)} µs`).join('');
    console.log(
      `${figures} ${share.padStart(7)}  ${said.padEnd(21)} ${times > 1 ? `${times} times ` : ''}${printKernel(kernels[k])}`,
    );
  });
  console.log(`${sums.map((sum) => `${sum.toFixed(1).padStart(9)} µs`).join('')} in all`);
}
