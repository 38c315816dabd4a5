// Measures the elementary functions. float32: the largest error over every argument, or over 1e8 pairs, against the
// float64 function; float64: over random arguments against integer arithmetic of 1,280 binary digits.
// Arguments: names of functions, and `--stride=n` to take every n-th float32 only.
import type { MathName } from '../../src/math/index.ts';
import { errorsOf } from '../errors.ts';
import { exactUlps } from '../exact/ulps.ts';
import { kernel, kernelOf, pairs, singles, type Width } from '../kernel.ts';
import { anyFloat, moderateFloat, randomBits } from '../random.ts';

const flags = process.argv.slice(2);
const stride = Number(flags.find((flag) => flag.startsWith('--stride='))?.slice(9) ?? 1);
const chosen = flags.filter((flag) => !flag.startsWith('--'));
const names = [...singles, ...pairs].filter((name) => chosen.length === 0 || chosen.includes(name));

const chunk = 2 ** 14;
const pairsOfFloat32 = 1e8;
const argumentsOfFloat64 = 50_000;

interface Worst {
  readonly error: number;
  readonly at: readonly number[];
}

/** The worst of all float32, in chunks that stay in cache. */
function worstFloat32(name: MathName): Worst {
  const two = pairs.includes(name);
  const { x, y, z, run } = kernel(errorsOf(name), 'f32x4', two ? 2 : 1, chunk);
  const patterns = new Int32Array(x.buffer, x.byteOffset, chunk);
  const bits = randomBits(1);
  const total = Math.floor((two ? pairsOfFloat32 : 2 ** 32) / stride);
  let worst: Worst = { error: 0, at: [] };
  for (let done = 0; done < total; done += chunk) {
    if (two) {
      const draw = (done / chunk) % 2 === 0 ? () => anyFloat(bits, 24) : () => moderateFloat(bits);
      for (let k = 0; k < chunk; k++) [x[k], y[k]] = [draw(), draw()];
    } else {
      for (let k = 0; k < chunk; k++) patterns[k] = (done + k) * stride;
    }
    run();
    for (let k = 0; k < chunk; k++) {
      if (z[k] > worst.error) worst = { error: z[k], at: two ? [x[k], y[k]] : [x[k]] };
    }
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
  const [single, double] = [worstFloat32(name), worstFloat64(name)];
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
