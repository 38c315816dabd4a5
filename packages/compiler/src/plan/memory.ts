// The memory of a program: what lasts has a place of its own; what passes shares places with what lives at other times.
import { bytesOf, type Buffer } from '../loops/buffer.ts';
import { written, type Kernel } from '../loops/kernel.ts';
import { read } from '../loops/reading.ts';

/** Where everything lies. */
export interface MemoryPlan {
  readonly addresses: ReadonlyMap<Buffer, number>;
  /** Where each kernel finds memory of its own; the sizes that were asked for, in order. */
  readonly scratch: readonly number[];
  /** The bytes of the whole arena. */
  readonly size: number;
}

/** From its first to its last kernel, something needs some bytes. */
interface Life {
  readonly bytes: number;
  readonly first: number;
  last: number;
}

const alignment = 64;
/** Before the first buffer: the number of a check that failed, and what failed it. */
const header = 64;
/** Vectors may be loaded up to this far beyond the last element. */
const slack = 64;

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

export function bytesOfBuffer({ dtype, size }: Buffer): number {
  return aligned(size * bytesOf[dtype]);
}

/** Places `lasting` one after another, `aliases` where what they alias lies, and the rest by their lifetimes. */
export function planMemory(
  kernels: readonly Kernel[],
  lasting: Iterable<Buffer>,
  aliases: ReadonlyMap<Buffer, Buffer>,
  scratch: readonly number[],
): MemoryPlan {
  const addresses = new Map<Buffer, number>();
  let end = header;
  for (const buffer of lasting) {
    if (addresses.has(buffer) || aliases.has(buffer)) continue;
    addresses.set(buffer, end);
    end += bytesOfBuffer(buffer);
  }
  for (const [buffer, other] of aliases) addresses.set(buffer, addresses.get(other) as number);
  const lives = new Map<Buffer, Life>();
  const own: (Life | undefined)[] = [];
  kernels.forEach((kernel, k) => {
    for (const buffer of [...written(kernel), ...read(kernel)]) {
      if (addresses.has(buffer)) continue;
      const life = lives.get(buffer);
      if (life === undefined) lives.set(buffer, { bytes: bytesOfBuffer(buffer), first: k, last: k });
      else life.last = k;
    }
    own.push(scratch[k] > 0 ? { bytes: aligned(scratch[k]), first: k, last: k } : undefined);
  });
  const all = [...lives.values(), ...own.filter((life) => life !== undefined)];
  const { places, size } = pack(all, end);
  for (const [buffer, life] of lives) addresses.set(buffer, places.get(life) as number);
  const scratchPlaces = own.map((life) => (life === undefined ? 0 : (places.get(life) as number)));
  return { addresses, scratch: scratchPlaces, size: size + slack };
}

/** The largest first, each at the lowest place that is free all its life. */
function pack(lives: readonly Life[], start: number): { places: Map<Life, number>; size: number } {
  const places = new Map<Life, number>();
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
