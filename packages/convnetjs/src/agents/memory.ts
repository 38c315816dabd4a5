// A list that is never changed, yet grows cheaply: in blocks, so that adding copies one block and not all.

/** Items in blocks of 128, the last one perhaps shorter. */
export interface Memory<T> {
  readonly size: number;
  readonly blocks: readonly (readonly T[])[];
}

const length = 128;

/** A memory without items. */
export function empty<T>(): Memory<T> {
  return { size: 0, blocks: [] };
}

/** The item at `index`, which must be below the size. */
export function itemAt<T>({ blocks }: Memory<T>, index: number): T {
  return blocks[Math.floor(index / length)][index % length];
}

/** The memory with `item` at `index`; at its size, it is one longer. */
export function withItem<T>({ size, blocks }: Memory<T>, index: number, item: T): Memory<T> {
  const block = [...(blocks[Math.floor(index / length)] ?? [])];
  block[index % length] = item;
  const changed = [...blocks];
  changed[Math.floor(index / length)] = block;
  return { size: Math.max(size, index + 1), blocks: changed };
}
