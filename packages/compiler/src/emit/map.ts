// A map kernel as code: loops over its domain, the last of them in vectors.
import type { Addresses } from '../loops/buffer.ts';
import { eachPart, type Expression } from '../loops/expression.ts';
import type { MapKernel, ReduceKernel, Store } from '../loops/kernel.ts';
import { normalizedMap, turnedMap } from '../loops/normalize.ts';
import { read as readBy } from '../loops/reading.ts';
import { wovenMap } from '../loops/weave.ts';
import type { Code } from '../wasm/code.ts';
import { aheadOf } from './ahead.ts';
import type { Checks } from './checks.ts';
import { Evaluator } from './evaluate.ts';
import { functions, isElementary } from './functions.ts';
import { pushLoad, store, type Lanes } from './lanes.ts';
import { Nest } from './nest.ts';

/** Vectors hold two elements where float64 occurs. */
export function lanesFor(values: readonly Expression[], stores: readonly Store[]): Lanes {
  let wide = stores.some(({ buffer }) => buffer.dtype === 'float64');
  eachPart(values, ({ dtype }) => (wide ||= dtype === 'float64'));
  return wide ? 2 : 4;
}

/** Writes the stores of `count` elements at the current place: all are computed first, as one may replace what another reads. */
export function writeStores(
  nest: Nest,
  evaluator: Evaluator,
  stores: readonly Store[],
  axis: number,
  count: number,
  accumulate = false,
): void {
  const { code, lanes } = nest;
  const vectors = stores.map((one) => {
    const { dtype } = one.buffer;
    evaluator.push(one.value, count);
    if (accumulate) {
      pushLoad(code, dtype, nest.place(one, dtype, one.buffer), one.strides[axis] ?? 0, count, lanes);
      functions['add'](code, dtype, dtype);
    }
    const vector = code.local('v128');
    code.set(vector);
    return vector;
  });
  stores.forEach((one, k) => {
    const { dtype } = one.buffer;
    store(code, dtype, nest.place(one, dtype, one.buffer), vectors[k], one.strides[axis] ?? 0, count, lanes);
  });
  code.release(...vectors);
}

/** Rows of so many vectors at most, such as those of images that are padded, are written out where little is computed. */
const shortRow = 8;

/** Up to so many instructions or so, several vectors at a time fit registers: then the loop itself costs more. */
const fewSteps = 4;
/** Up to so many, the loop costs something beside them: where tensors are so large that the code's size does not count. */
const someSteps = 14;

/** About how many instructions a vector takes. */
function stepsOf(values: readonly Expression[]): number {
  let steps = 0;
  eachPart(values, (e) => {
    if (e.kind === 'apply') steps += isElementary(e.op) ? 9 : 1;
  });
  return steps;
}

/** Whether so little is computed that the processor sees far ahead by itself. */
export function isLight(values: readonly Expression[]): boolean {
  return stepsOf(values) <= fewSteps;
}

/** Whether stores may be where the kernel reads. */
export function replaces(kernel: MapKernel | ReduceKernel, addresses: Addresses): boolean {
  const read = new Set([...readBy(kernel)].map(addresses));
  return kernel.stores.some(({ buffer }) => read.has(addresses(buffer)));
}

/** Writes a map kernel into the body of `code`. */
export function writeMap(code: Code, kernel: MapKernel, addresses: Addresses, checks: Checks): void {
  const short = normalizedMap(kernel);
  const woven = wovenMap(short);
  const { domain: sizes, stores, accumulate } = woven?.kernel ?? turnedMap(short);
  const domain = sizes.length === 0 ? [1] : sizes;
  const values = stores.map(({ value }) => value);
  const nest = new Nest(code, lanesFor(values, stores), addresses);
  const inner = domain.length - 1;
  const evaluator = new Evaluator(nest, values, inner, inner, checks);
  for (const one of stores) nest.declare(one, one.buffer.dtype, one.buffer);
  nest.begin();
  const again = accumulate !== true && !replaces(kernel, addresses);
  const whole = Math.floor(domain[inner] / nest.lanes);
  const written = whole > 0 && whole <= shortRow ? whole : 4;
  const ahead = isLight(values) ? undefined : aheadOf(nest, values, inner, kernel.domain[0]);
  const steps = accumulate === true ? Infinity : stepsOf(values);
  const unroll = steps <= fewSteps ? written : steps <= someSteps && ahead !== undefined ? 4 : 1;
  const loops = (axis: number): void => {
    if (axis < inner) {
      nest.loop(axis, domain[axis], 1, () => evaluator.at(axis, () => loops(axis + 1)));
      return;
    }
    const body = (count: number): void => {
      evaluator.clear();
      writeStores(nest, evaluator, stores, axis, count, accumulate);
    };
    if (woven === undefined) nest.vectorLoop(axis, domain[axis], { unroll, again, ahead }, body);
    else nest.wovenLoop(axis, domain[axis], woven.cells, body);
    evaluator.clear();
  };
  evaluator.at(-1, () => loops(0));
}
