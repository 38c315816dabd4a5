// The command: reads the options, trains, and tells of it in the terminal, in a file and in a report.
// `npm run mnist -- --help` says what it takes.
import { existsSync } from 'node:fs';
import { CotangentError } from '@cotangent/tensor';
import { writeAtomically } from '@cotangent/data/node';
import { load, batchesOf } from './digits.ts';
import type { Evaluation } from './evaluate.ts';
import { average, begin, test, train, type Watcher } from './mnist.ts';
import { defaults, help, parse, requireSame, type Options } from './options.ts';
import { report } from './report.ts';
import { file, Mistake, resume, Run } from './run.ts';
import { confusionTable, Display, percent } from './terminal.ts';

/** A new run, or the one that is to go on. */
async function runOf({ settings, resume: path, epochs, every }: Options) {
  if (path !== undefined) {
    const run = await resume(path, begin, { every, ...(epochs !== undefined && { epochs }) });
    requireSame(settings, run.settings, path);
    const over =
      run.epoch >= run.epochs ? ` All its epochs are over; for more: --epochs ${run.epoch + 1}` : '';
    console.log(`Going on with ${path} after step ${run.step}.${over}`);
    return run;
  }
  if (existsSync(file)) console.log(`${file} will be replaced. To go on with it instead: --resume ${file}`);
  const all = { ...defaults, ...settings };
  return new Run(all, begin(all), { epochs: epochs ?? 1, every });
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === 'help') {
    console.log(help);
    return 0;
  }
  const run = await runOf(options);
  const { epochs } = run;
  const data = await load(run.settings.images);
  const steps = batchesOf(data.train, run).length;
  const display = new Display(process.stdout.isTTY === true);

  let interrupted = Infinity;
  process.on('SIGINT', () => {
    // npm hands on to us what the terminal has sent us already: only a later one is the second.
    if (performance.now() > interrupted + 300) process.exit(130);
    if (interrupted < Infinity) return;
    interrupted = performance.now();
    console.log('\nStopping after this step. Once more to quit at once.');
  });

  let last: Evaluation | undefined;
  const tell = (evaluation: Evaluation): void => {
    last = evaluation;
    console.log(`\n${confusionTable(evaluation)}\n`);
  };
  const watcher: Watcher = {
    step({ epoch, step, losses, settings: { batch } }) {
      display.step({ epoch, epochs, done: step - epoch * steps, steps, batch, losses: losses.slice(-100) });
      return interrupted < Infinity ? 'stop' : 'go on';
    },
    epoch({ epoch }, evaluation) {
      tell(evaluation);
      if (epoch < epochs)
        console.log(`test accuracy ${percent(evaluation.accuracy)} after ${epoch} of ${epochs} epochs\n`);
    },
  };
  const finished = await train(run, data, watcher);
  if (!finished) {
    display.stop();
    console.log(`\nSaved after step ${run.step}. To go on: npm run mnist -- --resume ${file}`);
    return 130;
  }
  const evaluation = last ?? (await test(run, data));
  if (last === undefined) tell(evaluation);
  await writeAtomically('mnist.html', report(run, average(run.learned), evaluation, data.test));
  console.log(
    `The parameters, their average and all else to go on with are in ${file}, the report is in mnist.html.`,
  );
  console.log(`test accuracy ${percent(evaluation.accuracy)}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Mistake) && !(error instanceof CotangentError)) throw error;
  console.error(`${error.message}\nFor all options: npm run mnist -- --help`);
  process.exitCode = 2;
}
