// When buffers are in use: a program as a line of moments, in which a loop is a stretch that is walked again and again.
import { isBlock } from '../loops/blocks.ts';
import type { Buffer } from '../loops/buffer.ts';
import type { Kernel, Move } from '../loops/kernel.ts';
import { read, written } from '../loops/reading.ts';

/** The moments from the first to the last use, both included. */
export interface Life {
  first: number;
  last: number;
}

/** The lives of buffers, and when each kernel runs. */
export interface Timeline {
  readonly lives: ReadonlyMap<Buffer, Life>;
  readonly moments: ReadonlyMap<Kernel, number>;
}

/** `root` names what a buffer shares its place with. */
export function timelineOf(kernels: readonly Kernel[], root: (buffer: Buffer) => Buffer): Timeline {
  const lives = new Map<Buffer, Life>();
  const moments = new Map<Kernel, number>();
  const loops: Life[] = [];
  let now = 0;
  const use = (buffers: Iterable<Buffer>): void => {
    for (const buffer of buffers) {
      const life = lives.get(root(buffer));
      if (life === undefined) lives.set(root(buffer), { first: now, last: now });
      else life.last = now;
    }
    now++;
  };
  const useMoves = (moves: readonly Move[]): void =>
    use(moves.flatMap(({ from, to }) => [from.buffer, to.buffer]));
  const walk = (list: readonly Kernel[]): void => {
    for (const kernel of list) {
      const first = now;
      if (!isBlock(kernel)) {
        moments.set(kernel, now);
        use([...written(kernel), ...read(kernel)]);
        continue;
      }
      switch (kernel.kind) {
        case 'scan':
          useMoves(kernel.before);
          walk(kernel.body);
          useMoves(kernel.after);
          break;
        case 'rows':
          walk(kernel.body);
          break;
        case 'while':
          walk(kernel.test);
          use([kernel.flag.buffer]);
          walk(kernel.body);
          useMoves(kernel.after);
          break;
        case 'cond':
          use([kernel.flag.buffer]);
          walk(kernel.onTrue);
          walk(kernel.onFalse);
      }
      // Loops further in end first, so that what they lengthen is seen by those around them.
      if (kernel.kind !== 'cond') loops.push({ first, last: now - 1 });
    }
  };
  walk(kernels);
  // What enters a loop or leaves it is needed in all of its rounds.
  for (const loop of loops) {
    for (const life of lives.values()) {
      const inside = life.first >= loop.first && life.last <= loop.last;
      const outside = life.last < loop.first || life.first > loop.last;
      if (inside || outside) continue;
      life.first = Math.min(life.first, loop.first);
      life.last = Math.max(life.last, loop.last);
    }
  }
  return { lives, moments };
}
