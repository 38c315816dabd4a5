// Loops over tiles, as code: several pointers move together, and the last step is drawn back to end where the axis
// ends, so that a tile is always full and one piece of code serves every tile.
import type { Code, Local } from '../wasm/code.ts';

/** How far a pointer moves: in bytes an element of the axis, and in bytes a step. */
export interface Move {
  readonly position: number;
  readonly step: number;
}

/** A walk along `size` elements, `extent` at a time. */
export interface Loop {
  readonly size: number;
  readonly extent: number;
  readonly moves: readonly Move[];
}

/** The number of steps of a loop. */
export const steps = ({ size, extent }: { readonly size: number; readonly extent: number }): number =>
  Math.ceil(size / extent);

/** `body` within these loops, outermost first; it is given the pointers as they stand there. */
export function nest(
  code: Code,
  loops: readonly Loop[],
  pointers: readonly Local[],
  body: (pointers: readonly Local[]) => void,
): void {
  const [loop, ...rest] = loops;
  if (loop === undefined) return body(pointers);
  const count = steps(loop);
  if (count === 1) return nest(code, rest, pointers, body);
  const even = loop.size % loop.extent === 0;
  const position = code.local('i32');
  code.for(0, count, 1, (index) => {
    const last = loop.size - loop.extent;
    if (!even) {
      code.get(index).i32(loop.extent).op('i32.mul').tee(position);
      code.i32(last).get(position).i32(last).op('i32.lt_s').op('select').set(position);
    }
    const moved = pointers.map((pointer, k) => {
      const move = loop.moves[k];
      const step = move.step + (even ? move.position * loop.extent : 0);
      if (step === 0 && (even || move.position === 0)) return pointer;
      const next = code.local('i32');
      code.get(pointer);
      if (step !== 0) code.get(index).i32(step).op('i32.mul').op('i32.add');
      if (!even && move.position !== 0) code.get(position).i32(move.position).op('i32.mul').op('i32.add');
      code.set(next);
      return next;
    });
    nest(code, rest, moved, body);
    code.release(...moved.filter((local) => !pointers.includes(local)));
  });
  code.release(position);
}
