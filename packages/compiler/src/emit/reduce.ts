// A reduction as code. Vectors run along an axis that stays, each lane with a result of its own, or along the last axis
// that goes, and then lanes are combined at the end.
import type { DType } from '@cotangent/tensor';
import type { Addresses } from '../loops/buffer.ts';
import { eachPart, isUnsigned, type Expression } from '../loops/expression.ts';
import type { ReduceKernel } from '../loops/kernel.ts';
import { normalizedReduce } from '../loops/normalize.ts';
import type { Code } from '../wasm/code.ts';
import { aheadOf } from './ahead.ts';
import { accumulator } from './accumulate.ts';
import type { Accumulator } from './across.ts';
import type { Checks } from './checks.ts';
import { Evaluator } from './evaluate.ts';
import { isLight } from './map.ts';
import { Nest } from './nest.ts';
import { lanesFor, replaces, writeStores } from './stores.ts';

type Numbers = readonly number[];

/** A loop of at most this many steps is written out. */
const shortLoop = 16;

/** Writes a reduction into the body of `code`. */
export function writeReduce(code: Code, kernel: ReduceKernel, addresses: Addresses, checks: Checks): void {
  const short = normalizedReduce(kernel);
  const { reduction, kept, value, stores } = short;
  const domain = short.domain.length === kept ? [...short.domain, 1] : short.domain;
  const gone = domain.slice(kept);
  const steps = gone.reduce((product, n) => product * n, 1);
  const across = acrossIsBetter(value, domain, kept);
  const last = domain.length - 1;
  const again = !replaces(kernel, addresses);
  const position: Expression = {
    kind: 'count',
    start: 0,
    step: 1,
    dtype: 'int32',
    offset: 0,
    strides: positions(domain, kept),
  };
  const roots = reduction.startsWith('arg') ? [value, position] : [value];
  const values = stores.map((one) => one.value);
  const nest = new Nest(code, lanesFor([...roots, ...values], stores), addresses);
  const inside = new Evaluator(nest, roots, last, across ? last : kept - 1, checks);
  const outside = new Evaluator(nest, values, kept - 1, across ? kept : kept - 1, checks);
  for (const one of stores) nest.declare(one, one.buffer.dtype, one.buffer);
  nest.begin();
  const results = resultsOf(values);
  const many = across && domain[last] >= 8 * nest.lanes ? 4 : 1;
  const ahead = across && !isLight(roots) ? aheadOf(nest, roots, last, kernel.domain[0]) : undefined;
  const block = across || steps <= shortLoop ? 1 : besides(value, kept, last, domain[kept - 1] / nest.lanes);
  const make = (): Accumulator =>
    accumulator(code, reduction, value.dtype as DType, steps, nest.lanes, across, {
      writtenOut: !across && steps <= shortLoop,
      unsigned: isUnsigned(value) || !results.some(({ part }) => part === 'value'),
    });

  /** Combines over the axes that go, then stores the results of `vectors` vectors, `count` lanes of each. */
  const combine = (count: number, vectors = 1): void => {
    const parts = Array.from({ length: many * vectors }, make);
    const each = (body: (k: number) => void): void => nest.unrolled(kept - 1, vectors, nest.lanes, body);
    for (const part of parts) part.start();
    const take = (lanes: number, k: number): void => {
      inside.clear();
      const halves = lanes === 4 && parts[k].takeHalves ? inside.halves(value) : undefined;
      if (halves !== undefined) return parts[k].takeHalves?.(halves);
      for (const root of roots) inside.push(root, lanes);
      parts[k].take(lanes);
    };
    const loops = (axis: number): void => {
      const deeper = (): void => inside.at(axis, () => loops(axis + 1), count);
      if (axis > last && vectors > 1) each((k) => take(count, k));
      else if (axis > last) take(count, 0);
      else if (axis === last && across) nest.vectorLoop(axis, domain[axis], { unroll: many, ahead }, take);
      else if (steps <= shortLoop) nest.unrolled(axis, domain[axis], 1, deeper);
      else nest.loop(axis, domain[axis], 1, deeper);
    };
    loops(kept);
    inside.clear();
    const finish = (part: Accumulator): void => {
      part.finish();
      for (const result of results) outside.provide(result, part[result.part]);
      writeStores(nest, outside, stores, across ? kept : kept - 1, count);
      outside.clear();
    };
    const [first, ...others] = parts;
    if (vectors > 1) each((k) => finish(parts[k]));
    else {
      for (const other of others) first.join(other);
      finish(first);
    }
    for (const part of parts) part.release();
  };

  const both = (depth: number, body: () => void, count = 1): void =>
    inside.at(depth, () => outside.at(depth, body, count), count);
  const loops = (axis: number): void => {
    if (axis === kept) combine(1);
    else if (axis === kept - 1 && !across) {
      nest.vectorLoop(axis, domain[axis], { again, block }, (count, _, vectors) => {
        inside.clear(axis);
        outside.clear(axis);
        both(axis, () => combine(count, vectors), count);
      });
    } else nest.loop(axis, domain[axis], 1, () => both(axis, () => loops(axis + 1)));
  };
  both(-1, () => loops(0));
}

/** Vectors side by side, so that lines of memory are read whole. */
const mostBesides = 4;

/** How many vectors may be combined at once: one, where something of them stands still while the sum goes on. */
function besides(value: Expression, kept: number, last: number, vectors: number): number {
  let free = true;
  eachPart([value], (e) => {
    if (e.kind === 'gather') free = false;
    else if ('strides' in e && e.strides[kept - 1] !== 0) free &&= e.strides[last] !== 0;
  });
  return free ? Math.max(1, Math.min(mostBesides, Math.floor(vectors))) : 1;
}

/** The row-major position among the axes that go, as strides. */
function positions(domain: Numbers, kept: number): number[] {
  const strides = new Array<number>(domain.length).fill(0);
  for (let axis = domain.length - 1, step = 1; axis >= kept; step *= domain[axis--]) strides[axis] = step;
  return strides;
}

type Result = Extract<Expression, { kind: 'result' }>;

function resultsOf(values: readonly Expression[]): readonly Result[] {
  const found: Result[] = [];
  eachPart(values, (e) => {
    if (e.kind === 'result') found.push(e);
  });
  return found;
}

/** Whether vectors along the last axis that goes cost less than vectors along the last axis that stays. */
function acrossIsBetter(value: Expression, domain: Numbers, kept: number): boolean {
  if (kept === 0) return true;
  const cost = (axis: number): number => {
    let sum = 1;
    eachPart([value], (e) => {
      if (e.kind !== 'load' && e.kind !== 'gather') return;
      const step = Math.abs(e.strides[axis] ?? 0);
      sum += step <= 1 ? 1 : step === 2 ? 2 : 5;
    });
    return sum;
  };
  const last = domain.length - 1;
  const rows = domain.slice(kept, last).reduce((product, n) => product * n, 1);
  const [stays, goes] = [domain[kept - 1], domain[last]];
  const along = (Math.ceil(stays / 4) / stays) * rows * goes * cost(kept - 1);
  return rows * Math.ceil(goes / 4) * cost(last) + 8 < along;
}
