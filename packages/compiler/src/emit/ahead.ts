// Reading ahead. A loop that computes much sees so few lines of memory at a time that it waits for each of them; where
// tensors are too large for the cache, the lines of the next elements are met first, all at once, and then computed with.
import { bytesOf, isFar } from '../loops/buffer.ts';
import { eachPart, type Expression } from '../loops/expression.ts';
import { near } from '../loops/rowwise.ts';
import type { Nest } from './nest.ts';
import type { Ahead } from './vectorLoop.ts';

/** Elements whose lines are met at once: eight lines of float32. */
const elements = 128;
/** The bytes that memory moves in one go. */
const line = 64;

/**
 * What to do ahead of loops along `axis` over what is read; nothing where all of it is near. Where `rows` are walked at a
 * time, these are here already: it is the next ones that are met. (Nobody waits for what is stored.)
 */
export function aheadOf(
  nest: Nest,
  values: readonly Expression[],
  axis: number,
  rows: number,
): Ahead | undefined {
  const found = new Map<string, Extract<Expression, { kind: 'load' }>>();
  eachPart(values, (e) => {
    if (e.kind !== 'load' || e.strides[axis] !== 1 || e.woven !== undefined || !isFar(e.buffer)) return;
    found.set([nest.addresses(e.buffer), e.offset, e.row, ...e.strides].join(), e);
  });
  if (found.size === 0) return undefined;
  const meet = (count: number): void => {
    for (const access of found.values()) {
      const { dtype } = access.buffer;
      const place = nest.place(access, dtype, access.buffer);
      const next = rows * (access.row ?? 0) * bytesOf[dtype];
      const start = next > 0 && next <= near ? next : 0;
      for (let byte = 0; byte < count * bytesOf[dtype]; byte += line)
        nest.code.memory('i32.load8_u', place.push(start + byte)).op('drop');
    }
  };
  return { elements, meet };
}
