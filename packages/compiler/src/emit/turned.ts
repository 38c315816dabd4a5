// Maps that read along one axis and store along another, as transposing does: tiles of 4 × 4 elements are loaded as
// vectors along the one, turned in registers, and stored along the other.
import { transpose } from '../contract/transpose.ts';
import type { Addresses } from '../loops/buffer.ts';
import { eachPart, remapped, type Expression, type Remap } from '../loops/expression.ts';
import type { MapKernel } from '../loops/kernel.ts';
import type { Code } from '../wasm/code.ts';
import type { Checks } from './checks.ts';
import { Evaluator } from './evaluate.ts';
import { Nest } from './nest.ts';
import { lanesFor, replaces, writeStores } from './stores.ts';

type Load = Extract<Expression, { kind: 'load' }>;

/** Sides of a tile. */
const side = 4;
/** Most tiles side by side, so that lines of memory are written whole. */
const mostTiles = 8;
const mostLoads = 2;

/** A map with its last axis stored along, the one before it read along by `loads`. */
interface Turned {
  readonly kernel: MapKernel;
  readonly loads: readonly Load[];
}

/** The kernel as one that turns tiles; `undefined` where it is none. */
export function turnedTiles(kernel: MapKernel, addresses: Addresses): Turned | undefined {
  const { domain, stores, accumulate } = kernel;
  const last = domain.length - 1;
  const values = stores.map(({ value }) => value);
  if (accumulate === true || last < 1 || domain[last] < side || lanesFor(values, stores) !== side)
    return undefined;
  if (!stores.every(({ strides, row }) => strides[last] === 1 && row === undefined)) return undefined;
  const along = readAlong(values, last);
  if (along === undefined || domain[along] < side || replaces(kernel, addresses)) return undefined;
  const order = [...domain.keys()].filter((axis) => axis !== along && axis !== last).concat(along, last);
  const remap: Remap = ({ offset, strides }) => ({ offset, strides: order.map((axis) => strides[axis]) });
  const seen = new Map<Expression, Expression | undefined>();
  const turned = stores.map((store) => ({
    ...store,
    strides: order.map((axis) => store.strides[axis]),
    value: remapped(store.value, remap, seen) as Expression,
  }));
  const loads: Load[] = [];
  eachPart(
    turned.map(({ value }) => value),
    (e) => {
      if (e.kind === 'load' && isTurned(e, last)) loads.push(e);
    },
  );
  if (loads.length > mostLoads) return undefined;
  return { kernel: { ...kernel, domain: order.map((axis) => domain[axis]), stores: turned }, loads };
}

function isTurned({ strides, dtype }: Load, last: number): boolean {
  return (dtype === 'float32' || dtype === 'int32') && strides[last] !== 0 && Math.abs(strides[last]) !== 1;
}

/** The axis along which all that is not read along the last one is read; nothing else may stand still on the last one. */
function readAlong(values: readonly Expression[], last: number): number | undefined {
  let axis: number | undefined;
  let fits = true;
  const moving: (readonly number[])[] = [];
  eachPart(values, (e) => {
    if (!('strides' in e)) return;
    fits &&= e.kind !== 'gather' && e.woven === undefined && e.row === undefined;
    if (e.kind !== 'load' || !isTurned(e, last)) return void moving.push(e.strides);
    axis ??= e.strides.indexOf(1);
    fits &&= e.strides[axis] === 1;
  });
  const along = axis ?? -1;
  fits &&= along >= 0 && moving.every((strides) => strides[last] !== 0 || strides[along] === 0);
  return fits ? along : undefined;
}

/** Writes a map that turns tiles into the body of `code`. */
export function writeTurned(
  code: Code,
  { kernel: { domain, stores }, loads }: Turned,
  addresses: Addresses,
  checks: Checks,
): void {
  const nest = new Nest(code, side, addresses);
  const last = domain.length - 1;
  const values = stores.map(({ value }) => value);
  const evaluator = new Evaluator(nest, values, last, last, checks);
  for (const one of stores) nest.declare(one, one.buffer.dtype, one.buffer);
  nest.begin();
  const tile = (first: number): void => {
    const columns = loads.map((load) => {
      const vectors = Array.from({ length: side }, (_, row) => {
        nest.shift(last, first + row);
        const vector = code.local('v128');
        const offset = nest.place(load, load.dtype, load.buffer).push(0);
        code.memory('v128.load', offset, 0).set(vector);
        return vector;
      });
      transpose(code, vectors);
      return vectors;
    });
    nest.shift(last, first);
    for (let column = 0; column < side; column++) {
      nest.shift(last - 1, column);
      loads.forEach((load, k) => evaluator.provide(load, columns[k][column]));
      writeStores(nest, evaluator, stores, last, side);
      evaluator.clear();
    }
    nest.shift(last - 1, 0);
  };
  const whole = { block: tilesOf(domain[last]), again: true };
  const loops = (axis: number): void => {
    if (axis < last - 1) {
      nest.loop(axis, domain[axis], 1, () => evaluator.at(axis, () => loops(axis + 1)));
      return;
    }
    nest.vectorLoop(last, domain[last], whole, (_, __, count) =>
      nest.vectorLoop(last - 1, domain[last - 1], { again: true }, () => {
        for (let k = 0; k < count; k++) tile(side * k);
        nest.shift(last, 0);
      }),
    );
  };
  evaluator.at(-1, () => loops(0));
}

/** The number of tiles side by side with which an axis is through in the fewest walks along the other; what is left goes singly. */
function tilesOf(n: number): number {
  const all = Math.floor(n / side);
  const walks = (k: number): number => Math.floor(all / k) + (all % k);
  let best = 1;
  for (let k = 2; k <= Math.min(mostTiles, all); k++) if (walks(k) <= walks(best)) best = k;
  return best;
}
