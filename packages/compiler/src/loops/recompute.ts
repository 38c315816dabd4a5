// Values that cost less to compute again than to keep: where little work makes them of one buffer that is in memory
// anyway, as a bias and an activation do, each kernel that reads them does that work itself.
import { rowMajor, sizeOf } from '@cotangent/tensor/extend';
import { isBlock, withBlocks } from './blocks.ts';
import type { Buffer } from './buffer.ts';
import { composed } from './compose.ts';
import { eachPart, remapped, replaced, type Expression } from './expression.ts';
import type { Kernel, MapKernel, Store } from './kernel.ts';
import { expressionsOf, read, written } from './reading.ts';

type Numbers = readonly number[];

/** What a vector takes an instruction or a few for. */
const cheap: ReadonlySet<string> = new Set(
  'add sub mul neg abs maximum minimum equal less lessEqual logicalAnd logicalOr logicalNot where cast'.split(
    ' ',
  ),
);
/** As many calls of them are less than a store and a load. */
const mostCalls = 4;
const mostReaders = 3;

/** The kernels without those whose values their readers compute; `keep` are buffers that are read afterwards. */
export function recomputed(kernels: readonly Kernel[], keep: ReadonlySet<Buffer>): readonly Kernel[] {
  let list = kernels.map((kernel) => (isBlock(kernel) ? withBlocks(kernel, recomputed) : kernel));
  for (let at = 0; at < list.length;) {
    const shorter = withoutKernel(list, at, keep);
    if (shorter === undefined) at++;
    else list = shorter;
  }
  return list;
}

/** The kernels without number `at`, or `undefined` if it has to stay. */
function withoutKernel(list: readonly Kernel[], at: number, keep: ReadonlySet<Buffer>): Kernel[] | undefined {
  const kernel = list[at];
  if (kernel.kind !== 'map' || kernel.accumulate === true) return undefined;
  const { stores, domain } = kernel;
  if (!stores.every((store) => !keep.has(store.buffer) && isWhole(store, domain))) return undefined;
  if (!isCheap(kernel)) return undefined;
  const made = new Set(stores.map(({ buffer }) => buffer));
  const sources = read(kernel);
  const result = list.slice(0, at);
  let readers = 0;
  for (let k = at + 1, last = lastReader(list, made); k < list.length; k++) {
    const reader = list[k];
    // Someone else writes there as well, or what it would be computed from is gone.
    if (written(reader).some((buffer) => made.has(buffer) || (k < last && sources.has(buffer))))
      return undefined;
    const reads = read(reader);
    if (![...made].some((buffer) => reads.has(buffer))) result.push(reader);
    else {
      const own = withoutLoads(reader, kernel);
      if (own === undefined || ++readers > mostReaders) return undefined;
      result.push(own);
    }
  }
  return result;
}

function lastReader(list: readonly Kernel[], buffers: ReadonlySet<Buffer>): number {
  return list.findLastIndex((kernel) => [...read(kernel)].some((buffer) => buffers.has(buffer)));
}

/** Whether a store fills its buffer in order. */
function isWhole({ buffer, offset, strides }: Store, domain: Numbers): boolean {
  const wanted = rowMajor(domain);
  const inOrder = domain.every((n, axis) => n === 1 || strides[axis] === wanted[axis]);
  return inOrder && offset === 0 && buffer.size === sizeOf(domain);
}

/** Whether a few simple calls make the values of one tensor of that size, and of others that are much smaller. */
function isCheap(kernel: MapKernel): boolean {
  const whole = new Set<Buffer>();
  const size = sizeOf(kernel.domain);
  let calls = 0;
  let fits = true;
  eachPart(expressionsOf(kernel), (e) => {
    if (e.kind === 'apply') {
      calls++;
      fits &&= cheap.has(e.op);
    } else if (e.kind === 'load') {
      const distinct = sizeOf(kernel.domain.filter((_, axis) => e.strides[axis] !== 0));
      if (4 * distinct > size) whole.add(e.buffer);
    } else fits &&= e.kind === 'constant';
  });
  return fits && calls <= mostCalls && whole.size <= 1;
}

/** `reader` as it computes what `kernel` made; `undefined` where it reads that in another way than by loads. */
function withoutLoads(reader: Kernel, kernel: MapKernel): Kernel | undefined {
  if (reader.kind !== 'map' && reader.kind !== 'reduce') return undefined;
  const { domain } = reader;
  let fits = true;
  const of = (values: readonly Expression[], sizes: Numbers): Expression[] => {
    const seen = new Map<Expression, Expression>();
    const places = new Map<string, Map<Expression, Expression | undefined>>();
    const inside = (e: Expression): Expression | undefined => {
      if (e.kind !== 'load' && e.kind !== 'gather') return undefined;
      const store = kernel.stores.find(({ buffer }) => buffer === e.buffer);
      if (store === undefined) return undefined;
      const once = e.kind === 'load' && sizeOf(sizes) <= e.buffer.size;
      // What the values of one place share, they share here too.
      const place = `${e.offset}+${e.strides.join()}`;
      const parts = places.get(place) ?? new Map<Expression, Expression | undefined>();
      places.set(place, parts);
      const value = once ? remapped(store.value, composed(kernel.domain, e, sizes), parts) : undefined;
      fits &&= value !== undefined;
      return value;
    };
    return values.map((value) => replaced(value, inside, seen));
  };
  const outer = reader.kind === 'map' ? domain : domain.slice(0, reader.kept);
  const values = of(
    reader.stores.map(({ value }) => value),
    outer,
  );
  const stores = reader.stores.map((store, k) => ({ ...store, value: values[k] }));
  const result =
    reader.kind === 'map'
      ? { ...reader, stores }
      : { ...reader, stores, value: of([reader.value], domain)[0] };
  return fits ? result : undefined;
}
