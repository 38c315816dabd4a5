// What the command takes, and what it says to what it does not understand.
import { parseArgs } from 'node:util';
import { file, Mistake, optimizers, type Settings } from './run.ts';

/** What the command was told. Settings that nobody gave are left out. */
export interface Options {
  readonly settings: Partial<Settings>;
  /** Those of a resumed run unless given, else 1. */
  readonly epochs: number | undefined;
  readonly resume: string | undefined;
  readonly every: number;
}

/** What a run has where nobody says otherwise. */
export const defaults: Settings = { seed: 0, batch: 20, optimizer: 'adadelta', images: 60_000 };

export const help = `Trains a small convolutional network to read handwritten digits (MNIST).

  npm run mnist -- [options]

  --epochs N       how often to go through all images, those of a resumed run included   1
  --batch N        images in a step                                                      ${defaults.batch}
  --seed N         what all that is random comes from: the same seed, the same numbers   ${defaults.seed}
  --optimizer NAME ${optimizers.join(', ').padEnd(70)}${defaults.optimizer}
  --images N       train with the first N images only, and test with as many in part     ${defaults.images}
  --every N        save after every N steps                                              100
  --resume FILE    go on with the run in a file, such as ${file}
  --help           this text

It writes ${file}, the run so far, and mnist.html, a report. Ctrl-C saves and stops.`;

const kinds = {
  epochs: { type: 'string' },
  batch: { type: 'string' },
  seed: { type: 'string' },
  optimizer: { type: 'string' },
  images: { type: 'string' },
  every: { type: 'string' },
  resume: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The options among the words of the command, or `'help'`. Throws a `Mistake` for what makes no sense. */
export function parse(words: readonly string[]): Options | 'help' {
  const values = read(words);
  if (values.help === true) return 'help';
  const number = (name: 'epochs' | 'batch' | 'seed' | 'images' | 'every', least: number, most: number) => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new Mistake(`--${name} takes an integer from ${least} to ${most}, not '${text}'.`);
  };
  const seed = number('seed', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const images = number('images', 1, 60_000);
  const batch = number('batch', 1, images ?? 60_000);
  const optimizer = optimizers.find((name) => name === values.optimizer);
  if (values.optimizer !== undefined && optimizer === undefined) {
    throw new Mistake(`--optimizer takes ${optimizers.join(', ')}, not '${values.optimizer}'.`);
  }
  const given = Object.entries({ seed, images, batch, optimizer }).filter(([, value]) => value !== undefined);
  return {
    settings: Object.fromEntries(given),
    epochs: number('epochs', 1, 10_000),
    resume: values.resume,
    every: number('every', 1, 1_000_000) ?? 100,
  };
}

function read(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: kinds, strict: true }).values;
  } catch (error) {
    // Node's sentences are good up to the advice they end with.
    const text = error instanceof Error ? error.message : String(error);
    throw new Mistake(text.split('. To ')[0].replace(/\.?$/, '.'));
  }
}

/** Throws a `Mistake` where options contradict the run that is to go on. */
export function requireSame(given: Partial<Settings>, run: Settings, path: string): void {
  for (const [name, value] of Object.entries(given)) {
    const own = run[name as keyof Settings];
    if (value === own) continue;
    throw new Mistake(
      `The run in ${path} has --${name} ${own}, and cannot go on with ${value}: leave --${name} out.`,
    );
  }
}
