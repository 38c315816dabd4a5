// Fusion: a kernel that reads, element by element, what an earlier one writes over the same domain joins it, so that
// values pass in registers. Stores that nobody reads any more go.
import type { Buffer } from './buffer.ts';
import { replaced, work, type Access, type Expression } from './expression.ts';
import { written, type Kernel, type MapKernel, type ReduceKernel } from './kernel.ts';
import { expressionsOf, read } from './reading.ts';

type Numbers = readonly number[];

/** How much one loop may do: beyond that its values no longer fit registers. */
const mostWork = 120;
const mostStores = 12;

/** Kernels that do the same with fewer passes over memory; `keep` are buffers that are read afterwards. */
export function fuse(kernels: readonly Kernel[], keep: ReadonlySet<Buffer>): readonly Kernel[] {
  const result: Kernel[] = [];
  for (const kernel of kernels) {
    const at = kernel.kind === 'map' && kernel.accumulate !== true ? hostOf(kernel, result) : undefined;
    if (at === undefined) result.push(kernel);
    else result[at] = joined(result[at] as Host, kernel as MapKernel);
  }
  return withoutDeadStores(result, keep);
}

type Host = MapKernel | ReduceKernel;

/** Which of `earlier` the kernel can join: the last one it depends on, if that one walks the same domain. */
function hostOf(kernel: MapKernel, earlier: readonly Kernel[]): number | undefined {
  const reads = read(kernel);
  const writes = written(kernel);
  for (let at = earlier.length - 1; at >= 0; at--) {
    const other = earlier[at];
    const touched = written(other);
    if (touched.some((buffer) => reads.has(buffer))) return canJoin(other, kernel) ? at : undefined;
    if (touched.some((buffer) => writes.includes(buffer))) return undefined;
  }
  return undefined;
}

function canJoin(host: Kernel, kernel: MapKernel): host is Host {
  if (host.kind !== 'map' && host.kind !== 'reduce') return false;
  if (host.kind === 'map' && host.accumulate === true) return false;
  const domain = domainOfStores(host);
  if (!sameNumbers(domain, kernel.domain)) return false;
  if (host.stores.length + kernel.stores.length > mostStores) return false;
  const all = [...expressionsOf(host), ...expressionsOf(kernel)];
  if (all.reduce((sum, e) => sum + work(e), 0) > mostWork) return false;
  return readsOnlyInPlace(host, kernel, domain);
}

/** The axes that the stores of a kernel move along. */
export function domainOfStores(kernel: Host): Numbers {
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
    if (!written(kernel).some((buffer) => needed.has(buffer))) continue;
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

function sameNumbers(a: Numbers, b: Numbers): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
