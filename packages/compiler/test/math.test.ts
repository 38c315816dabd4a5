import * as ops from '@cotangent/tensor';
import { tensor, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { exactUlps } from './exact/ulps.ts';
import { kernelOf, pairs, singles } from './kernel.ts';
import { anyFloat, moderateFloat, randomBits } from './random.ts';
import { ulps } from './ulps.ts';
import type { MathName } from '../src/math/index.ts';

const widths = [
  { width: 'f32x4', dtype: 'float32', digits: 24, bound: 2 },
  { width: 'f64x2', dtype: 'float64', digits: 53, bound: 4 },
] as const;
type Format = (typeof widths)[number];

const specials = [
  0,
  1,
  Infinity,
  NaN,
  0.5,
  2,
  3,
  1e-45,
  1e-40,
  1e-38,
  5e-324,
  1e-310,
  2 ** -126,
  2 ** -1022,
  1e-8,
  20,
  88.7,
  89,
  104,
  709,
  710.4,
  745.2,
  1e5,
  1e10,
  1e30,
  3.4028234663852886e38,
  1e300,
  Number.MAX_VALUE,
  0.9999,
  1.0001,
  0.17,
  0.55,
  Math.PI,
  Math.PI / 2,
  2 ** 24 + 1,
  2 ** 53 - 1,
].flatMap((x) => [x, -x]);

type Op = (...operands: Tensor[]) => Tensor;

/** The primitives' own calls. */
const eager: Readonly<Record<MathName, unknown>> = ops;

/** Runs the kernel over pairs of numbers, and finds its worst result against the primitive in float64. */
function worst(name: MathName, { width, digits }: Format, inputs: readonly (readonly [number, number])[]) {
  const kernel = kernelOf(name, width, inputs.length + (inputs.length % 4));
  kernel.x.set(inputs.map(([x]) => x));
  kernel.y.set(inputs.map(([, y]) => y));
  kernel.run();
  const operands = [kernel.x, kernel.y].slice(0, pairs.includes(name) ? 2 : 1);
  const op = eager[name] as Op;
  const exact = op(...operands.map((x) => tensor([...x], 'float64'))).toArray() as number[];
  let found = { error: 0, x: 0, y: 0, got: 0, exact: 0 };
  for (const k of inputs.keys()) {
    const error = ulps(kernel.z[k], exact[k], digits);
    if (!(error <= found.error)) {
      found = { error, x: kernel.x[k], y: kernel.y[k], got: kernel.z[k], exact: exact[k] };
    }
  }
  return found;
}

const names = [...singles, ...pairs];

/** The functions that err by more than the bound; remainders are exact. */
function wrong(format: Format, inputs: readonly (readonly [number, number])[]): readonly object[] {
  return names
    .map((name) => ({ name, ...worst(name, format, inputs) }))
    .filter(({ name, error }) => !(error <= (name === 'rem' ? 0 : format.bound)));
}

test.each(widths)('$width: special values', (format) => {
  const inputs = specials.flatMap((x) => specials.map((y) => [x, y] as const));
  expect(wrong(format, inputs)).toEqual([]);
});

test.each(widths)('$width: random values', (format) => {
  const bits = randomBits(1);
  const draw = (k: number): number => (k % 2 === 0 ? anyFloat(bits, format.digits) : moderateFloat(bits));
  const inputs = Array.from({ length: 100_000 }, (_, k) => [draw(k), draw(k)] as const);
  expect(wrong(format, inputs)).toEqual([]);
});

test.each(singles)('float64 %s: within 2 units in the last place of the exact value', (name) => {
  const bits = randomBits(3);
  const kernel = kernelOf(name, 'f64x2', 200);
  for (const k of kernel.x.keys()) kernel.x[k] = moderateFloat(bits);
  kernel.run();
  const errors = Array.from(kernel.x, (x, k) => exactUlps(name, [x], kernel.z[k]));
  expect(Math.max(...errors)).toBeLessThan(2);
});
