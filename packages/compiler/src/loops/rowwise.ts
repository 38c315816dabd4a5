// Rows by rows: kernels one after another that walk the same rows of large tensors, and of what one of them makes look only
// at the row they stand at, walk a few rows at a time, which stay in the cache; what passes between them needs no more room
// than those. The softmax of a large matrix is read and written once that way.
import { sizeOf } from '@cotangent/tensor/extend';
import { isBlock, withBlocks } from './blocks.ts';
import { bytesOf, isFar, type Buffer } from './buffer.ts';
import { eachPart, replaced, type Access, type Expression } from './expression.ts';
import { sameAccess } from './fuse.ts';
import type { Kernel, MapKernel, ReduceKernel, RowsKernel } from './kernel.ts';
import { expressionsOf, read, written } from './reading.ts';

type Numbers = readonly number[];
/** A kernel whose rows may be walked a few at a time. */
export type Walk = MapKernel | ReduceKernel;

/** Bytes that a few rows may take up: as far as is read beyond them, too. */
export const near: number = 24 * 1024;
const fewestBlocks = 4;

/** The kernels with those together that can go row by row; `keep` are buffers that are read afterwards. */
export function rowwise(kernels: readonly Kernel[], keep: ReadonlySet<Buffer>): readonly Kernel[] {
  const list = kernels.map((kernel) => (isBlock(kernel) ? withBlocks(kernel, rowwise) : kernel));
  const result: Kernel[] = [];
  for (let at = 0; at < list.length;) {
    const group = groupAt(list, at);
    const rest = [...list.slice(0, at), ...list.slice(at + group.length)];
    const needed = new Set([...keep, ...rest.flatMap((kernel) => [...read(kernel)])]);
    const rows = group.length > 1 ? together(group, needed) : undefined;
    result.push(rows ?? list[at]);
    at += rows === undefined ? 1 : group.length;
  }
  return result;
}

/** The kernels from number `at` on that may go row by row. */
function groupAt(list: readonly Kernel[], at: number): readonly Walk[] {
  const group: Walk[] = [];
  for (const kernel of list.slice(at)) {
    const row = rowOf(kernel);
    if (row === undefined || (group.length > 0 && row.count !== rowOf(group[0])?.count)) break;
    const walk = row.kernel;
    if (!group.every((earlier) => isRowLocal(earlier, walk))) break;
    group.push(walk);
  }
  return group;
}

/** A kernel with its first axis as rows: as many axes that stay as every access crosses in one stride are one. */
function rowOf(kernel: Kernel): { readonly count: number; readonly kernel: Walk } | undefined {
  if (kernel.kind !== 'map' && kernel.kind !== 'reduce') return undefined;
  if (kernel.kind === 'map' && kernel.accumulate === true) return undefined;
  const outer = kernel.kind === 'map' ? kernel.domain.length - 1 : kernel.kept;
  if (outer < 1) return undefined;
  let lead = 1;
  while (lead < outer && accessesOf(kernel).every(({ strides }) => strides[lead - 1] === strides[lead] * kernel.domain[lead])) lead++; // prettier-ignore
  const merged = changed(kernel, ({ strides, ...access }) => ({
    ...access,
    strides: strides.slice(lead - 1),
  }));
  const domain = [sizeOf(kernel.domain.slice(0, lead)), ...kernel.domain.slice(lead)];
  const kept = kernel.kind === 'reduce' ? { kept: kernel.kept - lead + 1 } : {};
  return { count: domain[0], kernel: { ...merged, ...kept, domain } as Walk };
}

type Found = Access & { readonly buffer?: Buffer };

/** Every access of a kernel, those of its stores first. */
function accessesOf(kernel: Walk): readonly Found[] {
  const found: Found[] = [...kernel.stores];
  eachPart(expressionsOf(kernel), (e) => {
    if ('strides' in e) found.push(e);
  });
  return found;
}

/** The kernel with other accesses. */
export function changed(kernel: Walk, change: (access: Found) => Access): Walk {
  const seen = new Map<Expression, Expression>();
  const visit = (e: Expression): Expression => {
    const index = e.kind === 'gather' ? { index: replaced(e.index, inside, seen) } : {};
    return 'strides' in e ? { ...e, ...change(e), ...index } : e;
  };
  const inside = (e: Expression): Expression | undefined => ('strides' in e ? visit(e) : undefined);
  const of = (value: Expression): Expression => replaced(value, inside, seen);
  const stores = kernel.stores.map((store) => ({ ...store, ...change(store), value: of(store.value) }));
  return kernel.kind === 'map' ? { ...kernel, stores } : { ...kernel, stores, value: of(kernel.value) };
}

/** Whether `later` reads of what `earlier` makes only rows that both stand at, and makes nothing that `earlier` reads. */
function isRowLocal(earlier: Walk, later: Walk): boolean {
  const made = new Map(earlier.stores.map((store) => [store.buffer, store]));
  const reads = read(earlier);
  if (written(later).some((buffer) => made.has(buffer) || reads.has(buffer))) return false;
  if (made.size !== earlier.stores.length) return false;
  return accessesOf(later).every((access) => {
    const store = access.buffer && made.get(access.buffer);
    if (store === undefined) return true;
    const step = store.strides[0];
    const within = (one: Access, domain: Numbers): boolean => {
      const reach = one.strides.reduce((sum, stride, axis) => sum + (axis === 0 ? 0 : stride * (domain[axis] - 1)), one.offset); // prettier-ignore
      return one.strides.every((stride) => stride >= 0) && one.strides[0] === step && reach < step;
    };
    return !('index' in access) && within(store, earlier.domain) && within(access, later.domain);
  });
}

/** The kernels as one; `undefined` where it would not be worth it. `needed` are buffers that others read. */
function together(group: readonly Walk[], needed: ReadonlySet<Buffer>): RowsKernel | undefined {
  const count = group[0].domain[0];
  const made = new Set(group.flatMap(written));
  const passed = new Set(group.flatMap((kernel) => [...read(kernel)]).filter((buffer) => made.has(buffer)));
  const touched = group.map((kernel) => new Set([...read(kernel), ...written(kernel)]));
  // Something large must be met again.
  const again = touched.some((buffers, k) =>
    [...buffers].some((buffer) => isFar(buffer) && touched.slice(k + 1).some((later) => later.has(buffer))),
  );
  if (!again) return undefined;
  const steps = new Map<Buffer, number>();
  for (const { buffer, strides } of group.flatMap(accessesOf))
    if (buffer !== undefined) steps.set(buffer, Math.max(steps.get(buffer) ?? 0, Math.abs(strides[0])));
  const bytes = [...steps].reduce((sum, [{ dtype }, step]) => sum + step * bytesOf[dtype], 0);
  const size = Math.max(1, Math.floor(near / Math.max(1, bytes)));
  if (size * fewestBlocks > count) return undefined;
  const places = new Map<Buffer, Buffer>();
  for (const buffer of passed) {
    const step = steps.get(buffer) as number;
    // Padding, which is written when the program is made, stays where it is.
    const whole = group.some(({ domain, stores }) => stores.some((store) => store.buffer === buffer && sizeOf(domain.slice(1, store.strides.length)) === step)); // prettier-ignore
    if (!whole || needed.has(buffer)) continue;
    const next = successor(group, buffer);
    const taken = next === undefined || [...places.values()].includes(next);
    places.set(buffer, taken ? { ...buffer, size: size * step } : next);
  }
  const body = group.map((kernel) => {
    const inBlock = changed(kernel, ({ offset, strides, buffer }) => {
      const place = buffer && places.get(buffer);
      if (place === undefined) return { offset, strides, row: strides[0] };
      return made.has(place)
        ? { offset, strides, row: strides[0], buffer: place }
        : { offset, strides, buffer: place };
    });
    return { ...inBlock, domain: [size, ...kernel.domain.slice(1)] };
  });
  return { kind: 'rows', count, size, body };
}

/** The buffer that takes the place of one: what the last kernel that reads it makes of each element. */
function successor(group: readonly Walk[], buffer: Buffer): Buffer | undefined {
  const last = group.findLastIndex((kernel) => read(kernel).has(buffer));
  const kernel = group[last];
  if (kernel.kind !== 'map') return undefined;
  const found = accessesOf(kernel).filter((access) => access.buffer === buffer);
  const store = kernel.stores.find(
    (one) => one.buffer.dtype === buffer.dtype && one.buffer.size === buffer.size && found.every((access) => sameAccess(one, access, kernel.domain)), // prettier-ignore
  );
  const isFree = (other: Buffer): boolean =>
    group.every((one, k) => k === last || (!read(one).has(other) && !written(one).includes(other))) &&
    !read(kernel).has(other);
  return store !== undefined && isFree(store.buffer) ? store.buffer : undefined;
}
