// Measures the elementary functions. float32: the largest error over every argument, or over 1e8 pairs, against the
// float64 function; float64: over random arguments against integer arithmetic of 1,280 binary digits.
// Arguments: names of functions, and `--stride=n` to take every n-th float32 only.
import type { MathName } from '../../src/math/index.ts';
import { errorsOf, scanOf } from '../errors.ts';
import { exactUlps } from '../exact/ulps.ts';
import { kernel, kernelOf, pairs, singles, type Width } from '../kernel.ts';
import { anyFloat, moderateFloat, randomBits } from '../random.ts';

const flags = process.argv.slice(2);
const stride = Number(flags.find((flag) => flag.startsWith('--stride='))?.slice(9) ?? 1);
const chosen = flags.filter((flag) => !flag.startsWith('--'));
const names = [...singles, ...pairs].filter((name) => chosen.length === 0 || chosen.includes(name));

const chunk = 2 ** 14;
const scanned = 2 ** 20;
const pairsOfFloat32 = 1e8;
const argumentsOfFloat64 = 50_000;

interface Worst {
  readonly error: number;
  readonly at: readonly number[];
}

/** Says how far a function has come, to whoever watches. */
function progress(name: MathName, done: number, total: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${name.padEnd(10)}${Math.floor((100 * done) / total)} %  \r`);
}

/** The worst of all float32. */
function worstSingle(name: MathName): Worst {
  const scan = scanOf(name);
  const view = new DataView(new ArrayBuffer(4));
  const total = Math.floor(2 ** 30 / stride) * 4;
  let worst: Worst = { error: 0, at: [] };
  for (let done = 0; done < total; done += scanned) {
    progress(name, done, total);
    let [first, count] = [done, Math.min(scanned, total - done)];
    const error = scan(first * stride, stride, count);
    if (error <= worst.error) continue;
    // In which half is it? Down to four.
    while (count > 4) {
      const half = Math.ceil(count / 8) * 4;
      if (scan(first * stride, stride, half) === error) count = half;
      else [first, count] = [first + half, count - half];
    }
    const { z, x, run } = kernel(errorsOf(name), 'f32x4', 1, 4);
    for (let k = 0; k < 4; k++) {
      view.setInt32(0, (first + k) * stride);
      x[k] = view.getFloat32(0);
    }
    run();
    worst = { error, at: [x[z.indexOf(error)]] };
  }
  return worst;
}

/** The worst of random pairs: of any floats and of moderate ones, in chunks by turns. */
function worstPair(name: MathName): Worst {
  const { x, y, z, run } = kernel(errorsOf(name), 'f32x4', 2, chunk);
  const bits = randomBits(1);
  let worst: Worst = { error: 0, at: [] };
  for (let done = 0; done < pairsOfFloat32 / stride; done += chunk) {
    progress(name, done, pairsOfFloat32 / stride);
    const draw = (done / chunk) % 2 === 0 ? () => anyFloat(bits, 24) : () => moderateFloat(bits);
    for (let k = 0; k < chunk; k++) [x[k], y[k]] = [draw(), draw()];
    run();
    for (let k = 0; k < chunk; k++) if (z[k] > worst.error) worst = { error: z[k], at: [x[k], y[k]] };
  }
  return worst;
}

/** The worst of random float64. */
function worstFloat64(name: MathName): Worst {
  const { x, y, z, run } = kernelOf(name, 'f64x2', argumentsOfFloat64);
  const bits = randomBits(2);
  const two = pairs.includes(name);
  for (let k = 0; k < argumentsOfFloat64; k++) {
    const draw = (): number => (k % 4 === 0 ? anyFloat(bits, 53) : moderateFloat(bits));
    [x[k], y[k]] = [draw(), draw()];
  }
  run();
  let worst: Worst = { error: 0, at: [] };
  for (let k = 0; k < argumentsOfFloat64; k++) {
    const at = two ? [x[k], y[k]] : [x[k]];
    const error = exactUlps(name, at, z[k]);
    if (!(error <= worst.error)) worst = { error, at };
  }
  return worst;
}

/** Where a function is timed, if not from -3 to 3. */
const ranges: Partial<Record<MathName, readonly [number, number]>> = {
  log: [0, 6],
  log2: [0, 6],
  log10: [0, 6],
  log1p: [-1, 5],
  pow: [0, 6],
  asin: [-1, 1],
  acos: [-1, 1],
  atanh: [-1, 1],
  acosh: [1, 7],
};

/** Nanoseconds an element, in cache, the best of many runs. */
function nanoseconds(name: MathName, width: Width): number {
  const { x, y, run } = kernelOf(name, width, chunk);
  const bits = randomBits(3);
  const [low, high] = ranges[name] ?? [-3, 3];
  for (let k = 0; k < chunk; k++) {
    x[k] = low + ((high - low) * bits()) / 2 ** 32;
    y[k] = (3 * bits()) / 2 ** 32;
  }
  let best = Infinity;
  for (let round = 0; round < 300; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1e6) / chunk;
}

const row = (...cells: string[]): void =>
  console.log(
    cells.map((cell, k) => (k === 0 ? cell.padEnd(10) : cell.padStart([8, 28, 7][(k - 1) % 3]))).join(''),
  );
const show = ({ error, at }: Worst, digits: number): string[] => [
  error.toFixed(3),
  `  ${at.map((x) => Number(x.toPrecision(digits)).toString()).join(' ')}`,
];

const began = performance.now();
row('', 'float32', 'at', 'ns', 'float64', 'at', 'ns');
const limits = { float32: 2, float64: 4 };
let passed = true;
for (const name of names) {
  const [single, double] = [(pairs.includes(name) ? worstPair : worstSingle)(name), worstFloat64(name)];
  const [fast, slow] = [nanoseconds(name, 'f32x4'), nanoseconds(name, 'f64x2')];
  row(name, ...show(single, 9), fast.toFixed(2), ...show(double, 17), slow.toFixed(2));
  passed &&= single.error <= limits.float32 && double.error <= limits.float64;
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(
  `${passed ? 'PASSED' : 'FAILED'}: at most ${limits.float32} units in the last place in float32, ${limits.float64} in ` +
    `float64; ${stride === 1 ? 'every float32' : `one float32 in ${stride}`}, ${seconds} s`,
);
process.exitCode = passed ? 0 : 1;
