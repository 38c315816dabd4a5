// Fusion: a kernel that reads, element by element, what an earlier one writes over the same domain joins it, so that
// values pass in registers. Stores that nobody reads any more go.
import { isBlock, withBlocks } from './blocks.ts';
import type { Buffer } from './buffer.ts';
import { eachPart, remapped, replaced, work, type Access, type Expression } from './expression.ts';
import type { Kernel, MapKernel, ReduceKernel } from './kernel.ts';
import { expressionsOf, isEffect, read, written } from './reading.ts';

type Numbers = readonly number[];

/** How much one loop may do: beyond that its values no longer fit registers. */
const mostWork = 120;
const mostStores = 12;

/** Kernels that do the same with fewer passes over memory; `keep` are buffers that are read afterwards. */
export function fuse(kernels: readonly Kernel[], keep: ReadonlySet<Buffer>): readonly Kernel[] {
  const result: Kernel[] = [];
  for (const one of kernels) {
    const kernel = isBlock(one) ? withBlocks(one, fuse) : one;
    const found = kernel.kind === 'map' && kernel.accumulate !== true ? hostOf(kernel, result) : undefined;
    if (found === undefined) result.push(kernel);
    else result[found.at] = joined(result[found.at] as Host, found.guest);
  }
  return withoutDeadStores(result, keep);
}

type Host = MapKernel | ReduceKernel;

/**
 * Which of `earlier` the kernel can join: the last one it depends on, if that one walks the same elements. `guest` is
 * the kernel as it walks them there.
 */
function hostOf(
  kernel: MapKernel,
  earlier: readonly Kernel[],
): { readonly at: number; readonly guest: MapKernel } | undefined {
  const reads = read(kernel);
  const writes = written(kernel);
  for (let at = earlier.length - 1; at >= 0; at--) {
    const other = earlier[at];
    const touched = written(other);
    if (touched.some((buffer) => reads.has(buffer))) {
      const guest = asGuest(other, kernel);
      return guest && { at, guest };
    }
    if (touched.some((buffer) => writes.includes(buffer))) return undefined;
  }
  return undefined;
}

function asGuest(host: Kernel, kernel: MapKernel): MapKernel | undefined {
  if (host.kind !== 'map' && host.kind !== 'reduce') return undefined;
  if (host.kind === 'map' && host.accumulate === true) return undefined;
  // What is computed again is needed late: done early, it would have to be kept.
  if ((kernel.again ?? 0) > (host.again ?? 0)) return undefined;
  if (host.stores.length + kernel.stores.length > mostStores) return undefined;
  const all = [...expressionsOf(host), ...expressionsOf(kernel)];
  if (all.reduce((sum, e) => sum + work(e), 0) > mostWork) return undefined;
  const domain = domainOfStores(host);
  const guest = sameNumbers(domain, kernel.domain) ? kernel : walkedLike(host, domain, kernel);
  return guest && readsOnlyInPlace(host, guest, domain) ? guest : undefined;
}

/**
 * The kernel over the domain of a host that fills a buffer in another order, such as window by window or transposed,
 * where the kernel reads all of that buffer. `undefined` where its axes cannot be taken apart that way.
 */
function walkedLike(host: Host, domain: Numbers, kernel: MapKernel): MapKernel | undefined {
  const reads = read(kernel);
  const store = host.stores.find(({ buffer }) => reads.has(buffer));
  const size = (sizes: Numbers): number => sizes.reduce((product, n) => product * n, 1);
  if (store === undefined || store.offset !== 0) return undefined;
  if (store.buffer.size !== size(domain) || size(kernel.domain) !== size(domain)) return undefined;
  const flat = stridesInto(store.buffer, kernel);
  // Every axis of the host is a part of one axis of the kernel: how far the kernel's index moves along with it.
  const parts = domain.map((n, axis) => {
    const stride = store.strides[axis];
    if (n === 1) return { own: 0, step: 0 };
    const own = largestWithin(flat, kernel.domain, stride);
    const step = stride / flat[own];
    return Number.isInteger(step) && step * n <= kernel.domain[own] ? { own, step } : undefined;
  });
  if (!parts.every((part) => part !== undefined)) return undefined;
  const remap = ({ offset, strides }: Access): Access => ({
    offset,
    strides: parts.map(({ own, step }) => (strides[own] ?? 0) * step),
  });
  return {
    ...kernel,
    domain,
    stores: kernel.stores.map((one) => ({
      ...one,
      ...remap(one),
      value: remapped(one.value, remap) as Expression,
    })),
  };
}

/** The axes that the stores of a kernel move along. */
function domainOfStores(kernel: Host): Numbers {
  return kernel.kind === 'map' ? kernel.domain : kernel.domain.slice(0, kernel.kept);
}

/** Whether `kernel` reads of what `host` writes only the element that is being written. */
function readsOnlyInPlace(host: Host, kernel: MapKernel, domain: Numbers): boolean {
  let fits = true;
  const check = (e: Expression): undefined => {
    if (e.kind !== 'load' && e.kind !== 'gather') return;
    const stores = host.stores.filter(({ buffer }) => buffer === e.buffer);
    if (stores.length === 0) return;
    fits &&= e.kind === 'load' && stores.length === 1 && sameAccess(stores[0], e, domain);
  };
  const seen = new Map<Expression, Expression>();
  for (const { value } of kernel.stores) replaced(value, check, seen);
  return fits;
}

function joined(host: Host, kernel: MapKernel): Host {
  const inPlace = (e: Expression): Expression | undefined =>
    e.kind === 'load' ? host.stores.find(({ buffer }) => buffer === e.buffer)?.value : undefined;
  const seen = new Map<Expression, Expression>();
  const more = kernel.stores.map((store) => ({ ...store, value: replaced(store.value, inPlace, seen) }));
  return { ...host, stores: [...host.stores, ...more] };
}

function withoutDeadStores(kernels: readonly Kernel[], keep: ReadonlySet<Buffer>): readonly Kernel[] {
  const needed = new Set(keep);
  const result: Kernel[] = [];
  for (const kernel of kernels.toReversed()) {
    if (!isEffect(kernel) && !written(kernel).some((buffer) => needed.has(buffer))) continue;
    const live =
      kernel.kind === 'map' || kernel.kind === 'reduce'
        ? { ...kernel, stores: kernel.stores.filter(({ buffer }) => needed.has(buffer)) }
        : kernel;
    result.push(live);
    for (const buffer of read(live)) needed.add(buffer);
  }
  return result.toReversed();
}

/** Whether two accesses find the same elements of a domain. */
export function sameAccess(a: Access, b: Access, domain: Numbers): boolean {
  return a.offset === b.offset && domain.every((n, axis) => n === 1 || a.strides[axis] === b.strides[axis]);
}

/** The strides with which a kernel first reads a buffer. */
function stridesInto(buffer: Buffer, kernel: MapKernel): Numbers {
  let found: Numbers = [];
  eachPart(expressionsOf(kernel), (e) => {
    if (e.kind === 'load' && e.buffer === buffer && found.length === 0) found = e.strides;
  });
  return found;
}

/** The axis of more than one element with the largest stride that is not beyond `most`; -1 if there is none. */
function largestWithin(strides: Numbers, domain: Numbers, most: number): number {
  let best = -1;
  strides.forEach((stride, axis) => {
    if (domain[axis] > 1 && stride > 0 && stride <= most && stride > (strides[best] ?? 0)) best = axis;
  });
  return best;
}

function sameNumbers(a: Numbers, b: Numbers): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
