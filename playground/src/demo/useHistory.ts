// Lines over the steps of a demo, collected from its views; they begin anew when it does.
import { useRef } from 'preact/hooks';
import { History } from '../ui/history.ts';
import type { View } from './service.ts';

type Lines = ReturnType<typeof linesOf>;

function linesOf(count: number) {
  const history = new History(count);
  return { history, count, step: -1, data: history.data };
}

/** What `valuesOf` says of each view so far, one line for each value: the steps, and the values of each line. */
export function useHistory<V extends View>(
  view: V | undefined,
  count: number,
  valuesOf: (view: V) => readonly (number | undefined)[],
): [number[], ...number[][]] {
  const lines = useRef<Lines | undefined>(undefined);
  const past = lines.current;
  const fits = past?.count === count && !(view && view.step < past.step);
  const now = past && fits ? past : linesOf(count);
  lines.current = now;
  if (view && view.step > now.step) {
    now.step = view.step;
    const values = valuesOf(view).filter((value) => value !== undefined && Number.isFinite(value));
    if (values.length === count) {
      now.history.add(view.step, values as number[]);
      now.data = now.history.data;
    }
  }
  return now.data;
}
