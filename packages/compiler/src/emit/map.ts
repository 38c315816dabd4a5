// A map kernel as code: loops over its domain, the last of them in vectors.
import type { Addresses } from '../loops/buffer.ts';
import { eachPart, type Expression } from '../loops/expression.ts';
import type { MapKernel } from '../loops/kernel.ts';
import { normalizedMap, turnedMap } from '../loops/normalize.ts';
import { wovenMap } from '../loops/weave.ts';
import type { Code } from '../wasm/code.ts';
import { aheadOf } from './ahead.ts';
import type { Checks } from './checks.ts';
import { Evaluator } from './evaluate.ts';
import { isElementary } from './functions.ts';
import { Nest } from './nest.ts';
import { lanesFor, replaces, writeStores } from './stores.ts';
import { turnedTiles, writeTurned } from './turned.ts';

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

/** Writes a map kernel into the body of `code`. */
export function writeMap(code: Code, kernel: MapKernel, addresses: Addresses, checks: Checks): void {
  const short = normalizedMap(kernel);
  const woven = wovenMap(short);
  const along = woven?.kernel ?? turnedMap(short);
  const turned = woven === undefined ? turnedTiles(along, addresses) : undefined;
  if (turned !== undefined) return writeTurned(code, turned, addresses, checks);
  const { domain: sizes, stores, accumulate } = along;
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
