// Two axes as one along which vectors run: places that repeat a number, such as a window that all its cells look at, and
// the cells in between. Loads and stores of the cells are then whole vectors, and repeated numbers are spread over lanes.
import { eachPart, replaced, type Access, type Expression } from './expression.ts';
import type { MapKernel } from './kernel.ts';

type Numbers = readonly number[];

/** Places with more cells than that repeat a number in whole vectors anyway. */
const mostCells = 4;

/** A kernel whose last axis is two in one: places, and so many cells of each. */
export interface Woven {
  readonly kernel: MapKernel;
  readonly cells: number;
}

/** The kernel with two of its axes woven into the last one; `undefined` where its accesses do not allow that. */
export function wovenMap(kernel: MapKernel): Woven | undefined {
  const { domain, stores } = kernel;
  if (kernel.accumulate === true) return undefined;
  for (let cell = 0; cell < domain.length; cell++) {
    if (domain[cell] > mostCells) continue;
    const place = stores[0].strides.indexOf(domain[cell]);
    if (place >= 0 && fits(kernel, place, cell))
      return { kernel: woven(kernel, place, cell), cells: domain[cell] };
  }
  return undefined;
}

function fits({ domain, stores }: MapKernel, place: number, cell: number): boolean {
  const inOrder = ({ strides }: Access): boolean => strides[cell] === 1 && strides[place] === domain[cell];
  let repeats = false;
  let all = stores.every(inOrder);
  eachPart(
    stores.map(({ value }) => value),
    (e) => {
      if (e.kind === 'gather') all = false;
      if (e.kind !== 'load' || inOrder(e)) return;
      const [far, near] = [e.strides[place], e.strides[cell]];
      all &&= near === 0 && (far === 0 || far === 1);
      repeats ||= far === 1;
    },
  );
  return all && repeats;
}

function woven(kernel: MapKernel, place: number, cell: number): MapKernel {
  const { domain, stores } = kernel;
  const [first] = stores;
  // The others as far apart as they are in memory.
  const outer = [...domain.keys()]
    .filter((axis) => axis !== place && axis !== cell)
    .toSorted((a, b) => first.strides[b] - first.strides[a]);
  const size = domain[cell];
  const access = ({ offset, strides }: Access): Access => {
    const [far, near] = [strides[place], strides[cell]];
    const others: Numbers = outer.map((axis) => strides[axis]);
    if (far === size * near) return { offset, strides: [...others, near] };
    return { offset, strides: [...others, far], woven: { size, step: near } };
  };
  const seen = new Map<Expression, Expression>();
  const visit = (e: Expression): Expression | undefined =>
    e.kind === 'load' || e.kind === 'count' ? { ...e, ...access(e) } : undefined;
  return {
    ...kernel,
    domain: [...outer.map((axis) => domain[axis]), domain[place] * size],
    stores: stores.map((store) => ({
      ...store,
      ...access(store),
      value: replaced(store.value, visit, seen),
    })),
  };
}
