// Loop nests in their shortest form: no axes of size 1, and neighbors that every access walks as one are one.
import { remapped, type Access, type Expression, type Remap } from './expression.ts';
import type { MapKernel, ReduceKernel, Store } from './kernel.ts';
import { eachPart } from './expression.ts';

type Numbers = readonly number[];

/** A map whose last axis is the one along which vectors cost least. */
export function turnedMap(kernel: MapKernel): MapKernel {
  const { domain, stores, accumulate } = kernel;
  const last = domain.length - 1;
  if (accumulate === true || last < 1) return kernel;
  const all = accesses(
    stores,
    stores.map(({ value }) => value),
  );
  /** Full vectors, what is left over lane by lane, and the loop around them; for each element. */
  const cost = (axis: number): number => {
    const n = domain[axis];
    const rest = n % 4;
    const each = all.map(({ strides }) => {
      const step = Math.abs(strides[axis]);
      return (
        Math.floor(n / 4) * (step <= 1 ? 1 : step === 2 ? 3 : 5) + (step === 0 ? Math.min(rest, 1) : rest)
      );
    });
    return (each.reduce((sum, one) => sum + one, 0) + 2) / n;
  };
  let best = last;
  for (let axis = last - 1; axis >= 0; axis--) if (cost(axis) < 0.8 * cost(best)) best = axis;
  if (best === last) return kernel;
  const order = [...domain.keys()].filter((axis) => axis !== best).concat(best);
  const remap: Remap = ({ offset, strides }) => ({ offset, strides: order.map((axis) => strides[axis]) });
  return {
    ...kernel,
    domain: order.map((axis) => domain[axis]),
    stores: stores.map((store) => remapStore(store, remap)),
  };
}

/** A kernel over fewer axes that does the same. */
export function normalizedMap(kernel: MapKernel): MapKernel {
  const { domain, stores } = kernel;
  const merge = merged(
    domain,
    accesses(
      stores,
      stores.map(({ value }) => value),
    ),
    domain.length,
  );
  return { ...kernel, domain: merge.sizes, stores: stores.map((store) => remapStore(store, merge.remap)) };
}

/** The same for a reduction; axes that stay and axes that go are not mixed. */
export function normalizedReduce(kernel: ReduceKernel): ReduceKernel {
  const { domain, kept, value, stores } = kernel;
  const inside = accesses([], [value]);
  const outside = accesses(
    stores,
    stores.map((store) => store.value),
  );
  const beyond = domain.length - kept;
  const padded = outside.map(({ offset, strides }) => ({
    offset,
    strides: [...strides, ...new Array<number>(beyond).fill(0)],
  }));
  const merge = merged(domain, [...inside, ...padded], kept);
  const outer = merged(
    domain.slice(0, kept),
    [...outside, ...inside.map(({ offset, strides }) => ({ offset, strides: strides.slice(0, kept) }))],
    kept,
  );
  return {
    ...kernel,
    domain: merge.sizes,
    kept: outer.sizes.length,
    value: remapped(value, merge.remap) as Expression,
    stores: stores.map((store) => remapStore(store, outer.remap)),
  };
}

function remapStore(store: Store, remap: Remap): Store {
  return { ...store, ...(remap(store) as Access), value: remapped(store.value, remap) as Expression };
}

/** Every access of a kernel. */
function accesses(stores: readonly Store[], values: readonly Expression[]): Access[] {
  const found: Access[] = stores.map(({ offset, strides }) => ({ offset, strides }));
  eachPart(values, (e) => {
    if (e.kind === 'load' || e.kind === 'gather' || e.kind === 'count') found.push(e);
  });
  return found;
}

/** Which axes become one: those between which every access steps evenly. Axes on both sides of `wall` stay apart. */
function merged(domain: Numbers, all: readonly Access[], wall: number): { sizes: number[]; remap: Remap } {
  const groups: number[][] = [];
  domain.forEach((n, axis) => {
    if (n === 1) return;
    const last = groups.at(-1);
    const before = last?.at(-1);
    const even =
      before !== undefined &&
      before < wall === axis < wall &&
      all.every(({ strides }) => strides[before] === strides[axis] * n);
    if (even) last?.push(axis);
    else groups.push([axis]);
  });
  const inner = groups.map((group) => group[group.length - 1]);
  return {
    sizes: groups.map((group) => group.reduce((product, axis) => product * domain[axis], 1)),
    remap: ({ offset, strides }) => ({ offset, strides: inner.map((axis) => strides[axis]) }),
  };
}
