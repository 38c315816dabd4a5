// Proves that nothing is lost: runs are killed (SIGKILL) at random steps, go on from their file, and must end with the
// very bytes of the run that nobody killed. Starts itself again as the process to be killed.
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { load } from '../digits.ts';
import { begin, train } from '../mnist.ts';
import { defaults } from '../options.ts';
import { file, resume, Run } from '../run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    images: { type: 'string', default: '600' },
    epochs: { type: 'string', default: '2' },
    every: { type: 'string', default: '7' },
    child: { type: 'boolean', default: false },
  },
});
const [kills, images, epochs, every] = [values.kills, values.images, values.epochs, values.every].map(Number);

/** The run in this folder, from its file if there is one, to its end; tells the parent of every step. */
async function child(): Promise<void> {
  const settings = { ...defaults, images };
  const run = existsSync(file)
    ? await resume(file, begin, { every })
    : new Run(settings, begin(settings), { epochs, every });
  await train(run, await load(images), {
    step({ step }) {
      process.send?.(step);
      return 'go on';
    },
    epoch: () => undefined,
  });
}

/** Runs in `folder` until the end, or until `delay` ms after step `kill`. Returns the last step heard of. */
function spawn(folder: string, kill = Infinity, delay = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    let last = 0;
    const started = fork(process.argv[1], [...process.argv.slice(2), '--child'], { cwd: folder });
    started.on('message', (step) => {
      last = Number(step);
      if (last === kill) void wait(delay).then(() => started.kill('SIGKILL'));
    });
    started.on('exit', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve(last) : reject(new Error(`the run ended with ${code}`)),
    );
  });
}

async function parent(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mnist-'));
  const saved = (): Buffer => readFileSync(join(folder, file));
  const steps = await spawn(folder);
  const whole = saved();
  console.log(`${steps} steps without interruption, saved every ${every}`);
  let wrong = 0;
  for (let i = 0; i < kills; i++) {
    rmSync(join(folder, file));
    const at = 1 + Math.floor(Math.random() * (steps - 1));
    const reached = await spawn(folder, at, Math.random() * 30);
    const before = existsSync(join(folder, file)) ? `saved` : `nothing saved`;
    await spawn(folder);
    const same = saved().equals(whole);
    if (!same) wrong++;
    console.log(
      `killed after step ${`${reached}`.padStart(3)}, ${before}: ${same ? 'the same to the bit' : 'DIFFERENT'}`,
    );
  }
  rmSync(folder, { recursive: true });
  console.log(`${kills - wrong} of ${kills} runs ended as the run that was not killed`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

await (values.child ? child() : parent());
