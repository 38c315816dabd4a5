// The memory of a program: what lasts has a place of its own; what passes shares places with what lives at other times.
import { blocksOf, isBlock } from '../loops/blocks.ts';
import { bytesOf, type Buffer } from '../loops/buffer.ts';
import type { Kernel } from '../loops/kernel.ts';
import { near } from '../loops/rowwise.ts';
import { timelineOf, type Life } from './timeline.ts';

/** Where everything lies. */
export interface MemoryPlan {
  readonly addresses: ReadonlyMap<Buffer, number>;
  /** Where kernels that asked for memory of their own find it. */
  readonly scratch: ReadonlyMap<Kernel, number>;
  /** The bytes of the whole arena. */
  readonly size: number;
}

/** Something that needs some bytes during its life. */
interface Need extends Life {
  readonly bytes: number;
}

const alignment = 64;
/** Before the first buffer: the number of a check that failed, and what failed it. */
const header = 64;
/** Vectors may be loaded up to this far beyond the last element. */
const slack = 64;

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function bytesOfBuffer({ dtype, size }: Buffer): number {
  return aligned(size * bytesOf[dtype]);
}

/**
 * Places `lasting` one after another, `aliases` where what they alias lies, and the rest by their lifetimes. `scratch`
 * are bytes that kernels need for themselves.
 */
export function planMemory(
  kernels: readonly Kernel[],
  lasting: Iterable<Buffer>,
  aliases: ReadonlyMap<Buffer, Buffer>,
  scratch: ReadonlyMap<Kernel, number>,
): MemoryPlan {
  const root = (buffer: Buffer): Buffer => {
    const other = aliases.get(buffer);
    return other === undefined ? buffer : root(other);
  };
  const addresses = new Map<Buffer, number>();
  let end = header;
  for (const buffer of lasting) {
    if (addresses.has(buffer) || aliases.has(buffer)) continue;
    addresses.set(buffer, end);
    end += bytesOfBuffer(buffer);
  }
  const { lives, moments } = timelineOf(kernels, root);
  const needs = new Map<Buffer, Need>();
  for (const [buffer, life] of lives) {
    if (!addresses.has(buffer)) needs.set(buffer, { ...life, bytes: bytesOfBuffer(buffer) });
  }
  const own = new Map<Kernel, Need>();
  for (const [kernel, bytes] of scratch) {
    const moment = moments.get(kernel) as number;
    if (bytes > 0) own.set(kernel, { bytes: aligned(bytes), first: moment, last: moment });
  }
  const { places, size } = pack([...needs.values(), ...own.values()], end);
  for (const [buffer, need] of needs) addresses.set(buffer, places.get(need) as number);
  for (const buffer of aliases.keys()) addresses.set(buffer, addresses.get(root(buffer)) as number);
  const scratchPlaces = new Map([...own].map(([kernel, need]) => [kernel, places.get(need) as number]));
  const beyond = kernels.some(readsAhead) ? near : 0;
  return { addresses, scratch: scratchPlaces, size: size + slack + beyond };
}

/** Whether rows are walked somewhere, and those after them read ahead. */
function readsAhead(kernel: Kernel): boolean {
  return kernel.kind === 'rows' || (isBlock(kernel) && blocksOf(kernel).flat().some(readsAhead));
}

/** The largest first, each at the lowest place that is free all its life. */
function pack(lives: readonly Need[], start: number): { places: Map<Need, number>; size: number } {
  const places = new Map<Need, number>();
  let size = start;
  for (const life of lives.toSorted((a, b) => b.bytes - a.bytes)) {
    const taken = [...places]
      .filter(([other]) => other.first <= life.last && life.first <= other.last)
      .map(([other, at]) => [at, at + other.bytes] as const)
      .toSorted(([a], [b]) => a - b);
    let at = start;
    for (const [from, to] of taken) {
      if (from >= at + life.bytes) break;
      at = Math.max(at, to);
    }
    places.set(life, at);
    size = Math.max(size, at + life.bytes);
  }
  return { places, size };
}
