// Loop nests in their shortest form: no axes of size 1, and neighbors that every access walks as one are one.
import { remapped, type Access, type Expression, type Remap } from './expression.ts';
import type { MapKernel, ReduceKernel, Store } from './kernel.ts';
import { eachPart } from './expression.ts';

type Numbers = readonly number[];

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
