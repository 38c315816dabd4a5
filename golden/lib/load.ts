// Finds the fixture files and turns their tensors into ours.
// The folder is `GOLDEN_DIR` if that is set, else golden/data: `<system>/<file>.json`, or the files themselves.
import { fromTypedArray, type DType, type Tensor } from '@cotangent/tensor';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from './options.ts';
import type { Params } from './params.ts';

/** A tensor as fixtures write it: row-major, non-finite numbers as strings such as `"-inf"`. */
export interface Written {
  readonly shape: readonly number[];
  readonly dtype: 'f64' | 'i32' | 'bool';
  readonly data: readonly (number | boolean | string)[];
}

/** An op with what goes in and what must come out; `grads` are its pullback at `cotangent`, by input. */
export interface OpCase {
  readonly name: string;
  readonly op: string;
  readonly params?: Params;
  readonly inputs: Readonly<Record<string, Written>>;
  readonly output: Written | readonly Written[];
  readonly cotangent?: Written;
  readonly grads?: Readonly<Record<string, Written>>;
}

/** A scalar function by name, with its derivatives at `x`; `W` and `T` are its constants. */
export interface SecondOrderCase {
  readonly name: string;
  readonly op?: undefined;
  readonly x: Written;
  readonly v: Written;
  readonly W?: Written;
  readonly T?: Written;
  readonly value: Written;
  readonly grad: Written;
  readonly hvp: Written;
  readonly hessian: Written;
}

/** An optimizer by name: where it starts, the gradients it is fed, and where it is after each. */
export interface OptimiserCase {
  readonly name: string;
  readonly op?: undefined;
  readonly options: Options;
  readonly start: Written;
  readonly gradients: readonly (Written | Written['data'])[];
  readonly trajectory: readonly (Written | Written['data'])[];
}

/** Gradients before and after clipping; the name ends with the limit. */
export interface ClippingCase {
  readonly name: string;
  readonly op?: undefined;
  readonly gradients: readonly Written[];
  readonly clipped: readonly Written[];
  readonly norm?: number;
}

/** A whole run of a small network: every loss on the way, and where it ends. */
export interface TrainingCase {
  readonly name: string;
  readonly op?: undefined;
  readonly options: Options;
  readonly start: Readonly<Record<string, Written>>;
  readonly x: Written;
  readonly labels: readonly number[];
  readonly firstGradients: Readonly<Record<string, Written>>;
  readonly losses: readonly number[];
  readonly end: Readonly<Record<string, Written>>;
}

/** A case of any kind; what makes it an op's is that it names one. */
export type Case =
  | OpCase
  | SecondOrderCase
  | OptimiserCase
  | ClippingCase
  | TrainingCase
  | { readonly name: string; readonly op?: undefined };

/** A file of fixtures, under the name of its system and its own: `torch/elementwise`. */
export interface Fixture {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Runs of a trainer, which only ConvNetJS's files have. */
  readonly runs: readonly unknown[];
}

/** The float dtype a case runs in: the one its `f64` tensors get. */
export type Precision = 'float32' | 'float64';

const folder = resolve(process.env['GOLDEN_DIR'] || fileURLToPath(new URL('../data', import.meta.url)));
const systems = ['torch', 'convnetjs'] as const;

interface Contents {
  readonly source?: string;
  readonly cases?: readonly Case[];
  readonly runs?: readonly unknown[];
}

/** The fixture files of a system, sorted by path. Throws for a folder without any files. */
export function fixtures(of: (typeof systems)[number]): readonly Fixture[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .toSorted();
  if (paths.length === 0) throw new Error(`There are no golden cases in ${folder}.`);
  const all = paths.map((path) => {
    const {
      source = '',
      cases = [],
      runs = [],
    }: Contents = JSON.parse(readFileSync(join(folder, path), 'utf8'));
    return { name: `${system(path, source)}/${basename(path, '.json')}`, cases, runs };
  });
  return all.filter(({ name }) => name.startsWith(`${of}/`));
}

function system(path: string, source: string): string {
  const parent = basename(dirname(resolve(folder, path)));
  return systems.find((name) => name === parent) ?? (source.startsWith('ConvNetJS') ? 'convnetjs' : 'torch');
}

/** The dtype in which a written tensor counts at this precision. */
export function dtypeOf({ dtype }: Written, precision: Precision): DType {
  if (dtype === 'f64') return precision;
  return dtype === 'i32' ? 'int32' : 'bool';
}

const words: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: NaN };

/** The numbers of a written tensor, as they stand there; bools are 0 and 1. */
export function numbersOf({ data }: Written): Float64Array {
  return Float64Array.from(data, (value) => {
    if (typeof value !== 'string') return Number(value);
    const number = words[value.toLowerCase()];
    if (number === undefined) throw new Error(`There is no number '${value}'.`);
    return number;
  });
}

/** A written tensor as one of ours. */
export function read(written: Written, precision: Precision): Tensor {
  const numbers = numbersOf(written);
  switch (dtypeOf(written, precision)) {
    case 'float64':
      return fromTypedArray(numbers, written.shape);
    case 'float32':
      return fromTypedArray(Float32Array.from(numbers), written.shape);
    case 'int32':
      return fromTypedArray(Int32Array.from(numbers), written.shape);
    default:
      return fromTypedArray(Uint8Array.from(numbers), written.shape, 'bool');
  }
}
