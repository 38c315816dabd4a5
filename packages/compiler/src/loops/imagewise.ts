// Image by image: what is made for one contraction alone, as a cotangent is padded for its windows, is made a few images at a
// time, right before those are contracted. It stays in the nearest cache then, and needs no more room than those images.
import { isBlock, withBlocks } from './blocks.ts';
import { bytesOf, isFar, type Buffer } from './buffer.ts';
import type { ContractKernel, ContractOperand, Kernel, RowsKernel } from './kernel.ts';
import { read, written } from './reading.ts';
import { changed, type Walk } from './rowwise.ts';

/** Kernels, and the fills that are done once, when the program is made. */
interface Program {
  readonly kernels: readonly Kernel[];
  readonly filled: readonly Kernel[];
}

/** Bytes from which on all images together do not stay in the nearest cache. */
const large = 64 * 1024;
/** Bytes that are made at a time, in not too few blocks. */
const near = 32 * 1024;
const fewestBlocks = 4;
/** Products with each number, where it comes from the second cache, beside which its way from there is not felt. */
const manyProducts = 40;
/** The other operand is read, and perhaps packed, again for each block: it has to be this many times smaller. */
const smaller = 4;

/** The program with those kernels together that can go image by image; `keep` are buffers that are read afterwards. */
export function imagewise({ kernels, filled }: Program, keep: ReadonlySet<Buffer>): Program {
  const places = new Map<Buffer, Buffer>();
  const walk = (list: readonly Kernel[], needed: ReadonlySet<Buffer>): readonly Kernel[] =>
    joined(list, needed, places).map((kernel) => (isBlock(kernel) ? withBlocks(kernel, walk) : kernel));
  return {
    kernels: walk(kernels, keep),
    filled: filled.map((fill) =>
      fill.kind === 'fill' ? { ...fill, buffer: places.get(fill.buffer) ?? fill.buffer } : fill,
    ),
  };
}

type Side = 'a' | 'b';

/** The kernels of one list; `places` gets the smaller buffers of images, by those of all of them. */
function joined(
  list: readonly Kernel[],
  needed: ReadonlySet<Buffer>,
  places: Map<Buffer, Buffer>,
): readonly Kernel[] {
  let result = list;
  for (const contraction of list) {
    if (contraction.kind !== 'contract') continue;
    for (const side of ['a', 'b'] as const) {
      const { buffer } = contraction[side];
      const maker = makerFor(result, contraction, buffer);
      const rows = maker && !needed.has(buffer) ? together(maker, contraction, side) : undefined;
      if (rows === undefined) continue;
      places.set(buffer, rows.place);
      result = result
        .filter((kernel) => kernel !== maker)
        .map((kernel) => (kernel === contraction ? rows.kernel : kernel));
      break;
    }
  }
  return result;
}

/** What makes `buffer` for this contraction alone, if it may as well be done right before it. */
function makerFor(list: readonly Kernel[], contraction: ContractKernel, buffer: Buffer): Walk | undefined {
  const users = list.filter((kernel) => read(kernel).has(buffer) || written(kernel).includes(buffer));
  const [maker] = users;
  if (users.length !== 2 || (maker.kind !== 'map' && maker.kind !== 'reduce')) return undefined;
  const [reads, makes] = [read(maker), new Set(written(maker))];
  const between = list.slice(list.indexOf(maker) + 1, list.indexOf(contraction));
  const apart = between.some(
    (kernel) =>
      written(kernel).some((one) => reads.has(one) || makes.has(one)) ||
      [...read(kernel)].some((one) => makes.has(one)),
  );
  return apart ? undefined : maker;
}

/** Both as one kernel, and where images pass between them; `undefined` where that cannot be, or would not be worth it. */
function together(
  maker: Walk,
  contraction: ContractKernel,
  side: Side,
): { readonly kernel: RowsKernel; readonly place: Buffer } | undefined {
  const outer = maker.kind === 'map' ? maker.domain.length - 1 : maker.kept;
  if (outer < 1 || (maker.kind === 'map' && maker.accumulate === true)) return undefined;
  const [count, ...within] = maker.domain;
  const { buffer, offset } = contraction[side];
  const step = buffer.size / count;
  const images = contraction.axes.find((axis) => axis[side] === step && axis.size === count);
  if (images === undefined || images.out === null) return undefined;
  const size = blockOf(count, near / (step * bytesOf[buffer.dtype]));
  const products = contraction.axes.reduce((n, axis) => n * axis.size, 1) / buffer.size;
  const leaves = buffer.size * bytesOf[buffer.dtype] >= large && products <= manyProducts;
  if (!(leaves || isFar(buffer)) || size * fewestBlocks > count) return undefined;
  const other = side === 'a' ? contraction.b : contraction.a;
  if (other.buffer.size * smaller > size * step) return undefined;
  const ranges = [
    ...maker.stores.flatMap((store) =>
      store.buffer === buffer ? [range(store.offset, within, store.strides.slice(1))] : [],
    ),
    range(
      offset,
      contraction.axes.map((axis) => (axis === images ? 1 : axis.size)),
      contraction.axes.map((axis) => axis[side]),
    ),
  ];
  const steps = maker.stores.every((store) => store.buffer !== buffer || store.strides[0] === step);
  if (!steps || ranges.some(([low, high]) => low < 0 || high >= step)) return undefined;
  const place = { ...buffer, size: size * step };
  const made = changed(maker, ({ offset: start, strides, buffer: at }) =>
    at === buffer ? { offset: start, strides, buffer: place } : { offset: start, strides, row: strides[0] },
  );
  const moved = (key: Side): ContractOperand =>
    key === side ? { buffer: place, offset } : { ...contraction[key], row: images[key] };
  const contracted = {
    ...contraction,
    axes: contraction.axes.map((axis) => (axis === images ? { ...axis, size } : axis)),
    a: moved('a'),
    b: moved('b'),
    outRow: images.out,
  };
  const body = [{ ...made, domain: [size, ...within] } as Walk, contracted];
  return { kernel: { kind: 'rows', count, size, body }, place };
}

/** Images in a block: about as many as fit, and of such numbers one that divides all of them if there is one. */
function blockOf(count: number, fit: number): number {
  const most = Math.max(1, Math.floor(fit));
  for (let size = most; 2 * size > most; size--) if (count % size === 0) return size;
  return most;
}

/** The lowest and the highest place that such strides reach. */
function range(
  offset: number,
  sizes: readonly number[],
  strides: readonly number[],
): readonly [low: number, high: number] {
  const ends = sizes.map((size, axis) => (strides[axis] ?? 0) * (size - 1));
  return [
    ends.reduce((sum, one) => sum + Math.min(0, one), offset),
    ends.reduce((sum, one) => sum + Math.max(0, one), offset),
  ];
}
