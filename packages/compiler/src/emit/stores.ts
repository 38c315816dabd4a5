// Stores of kernels: how wide vectors are, what is written where they stand, and whether that is read as well.
import type { Addresses } from '../loops/buffer.ts';
import { eachPart, type Expression } from '../loops/expression.ts';
import type { MapKernel, ReduceKernel, Store } from '../loops/kernel.ts';
import { read as readBy } from '../loops/reading.ts';
import type { Evaluator } from './evaluate.ts';
import { functions } from './functions.ts';
import { pushLoad, store, type Lanes } from './lanes.ts';
import type { Nest } from './nest.ts';

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

/** Whether stores may be where the kernel reads. */
export function replaces(kernel: MapKernel | ReduceKernel, addresses: Addresses): boolean {
  const read = new Set([...readBy(kernel)].map(addresses));
  return kernel.stores.some(({ buffer }) => read.has(addresses(buffer)));
}
