// One program through jit against the eager interpreter: the same bits where no number is rounded on the way, and
// otherwise no further apart than roundings explain.
import type { Tensor } from '@cotangent/tensor';
import type { DenseTensor } from '@cotangent/tensor/extend';
import { record } from '../../src/graph/record.ts';
import { boundOf, isExact } from '../../src/debug/shaken.ts';
import { largest, numbersOf } from '../../src/debug/numbers.ts';
import type { Subject } from './subject.ts';

/** How a program was judged. */
export interface Verdict {
  /** Whether nothing was rounded, and all bits had to be the same. */
  readonly exact: boolean;
  /** Whether the usual number of shaken evaluations did not explain a difference, but many did. */
  readonly again: boolean;
  /** Whether rounding turns a decision or blows up: the bound is more than a thousandth of what is compared. */
  readonly loose: boolean;
}

const [few, many] = [3, 100];
const loose = { float32: 1e-3, float64: 1e-9 } as const;

/** Throws where the compiled program gives something else. */
export function checkSubject(subject: Subject): Verdict {
  const { f, compiled } = subject;
  const given = [...subject.inputs];
  const inputs = given as readonly Tensor[] as readonly DenseTensor[];
  const want = f(...given);
  const got = compiled(...given).map(numbersOf);
  const graph = record(given, (xs) => f(...xs));
  const refuse = (slot: number, at: number, bound: number): never => {
    const { dtype, shape } = want[slot];
    const numbers = `got ${got[slot][at]}, want ${want[slot].data()[at]}, allowed ${bound}`;
    throw new Error(
      `output ${slot} ${dtype}[${shape.join()}] at ${at}: ${numbers}${subject.gradient ? ', with gradients' : ''}\n` +
        subject.source(),
    );
  };
  if (isExact(graph, inputs)) {
    const zeros = subject.unsigned === true ? want.map(({ size }) => new Float64Array(size)) : undefined;
    const wrong = firstBeyond(got, want, zeros);
    return wrong === undefined
      ? { exact: true, again: false, loose: false }
      : refuse(wrong.slot, wrong.at, 0);
  }
  let bounds = boundOf(graph, inputs, want, few);
  const again = firstBeyond(got, want, bounds) !== undefined;
  if (again) bounds = boundOf(graph, inputs, want, many);
  const wrong = firstBeyond(got, want, bounds);
  if (wrong !== undefined) refuse(wrong.slot, wrong.at, bounds[wrong.slot][wrong.at]);
  const wide = want.some((y, slot) => {
    const { dtype } = y;
    const most = Math.max(1, largest(numbersOf(y)));
    return bounds[slot].some((bound) => bound > loose[dtype as 'float32'] * most);
  });
  return { exact: false, again, loose: wide };
}

/** The first element that differs by more than its bound; without bounds, at all. */
function firstBeyond(
  got: readonly Float64Array[],
  want: readonly Tensor[],
  bounds?: readonly Float64Array[],
): { readonly slot: number; readonly at: number } | undefined {
  for (const [slot, tensor] of want.entries()) {
    const values = numbersOf(tensor);
    if (got[slot].length !== values.length) return { slot, at: 0 };
    for (let at = 0; at < values.length; at++) {
      const [x, y] = [got[slot][at], values[at]];
      const allowed = bounds?.[slot][at] ?? 0;
      if (!Object.is(x, y) && !(bounds !== undefined && Math.abs(x - y) <= allowed)) return { slot, at };
    }
  }
  return undefined;
}
