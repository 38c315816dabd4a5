// Whether a function gives the same bits again: asked before a check, after it, and before anything is called wrong.
import { showSite, siteOf } from './finding.ts';
import { evaluate, reverse, type Subject, type Vector } from './subject.ts';

/** What a function gave at first, and whether it gives that again. */
export interface Repetition {
  /** What differs in one of so many further runs, as a sentence; `undefined` if nothing does. */
  readonly difference: (runs: number) => string | undefined;
}

/** Remembers what a function gave when it was first run, and what its gradient gives for cotangent `u`. */
export function remember(subject: Subject, values: Vector, u: Vector): Repetition {
  const { point, inputs, outputs } = subject;
  const gradient = reverse(subject, point)(u);
  let count = 1;
  const difference = (runs: number): string | undefined => {
    for (let run = 0; run < runs; run++) {
      count++;
      const again = evaluate(subject, point).values;
      const e = differing(values, again);
      if (e !== undefined) {
        return `f is not deterministic: ${showSite(siteOf(outputs, e))} was ${values[e]} in the first of several runs at the same point, and ${again[e]} in a later one (a counter, Math.random, a clock? what is random takes a key)`;
      }
      const back = reverse(subject, point)(u);
      const i = differing(gradient, back);
      if (i !== undefined) {
        return `the gradient is not deterministic: by ${showSite(siteOf(inputs, i))} it was ${gradient[i]} in the first of several runs at the same point, and ${back[i]} in a later one`;
      }
    }
    return undefined;
  };
  return { difference };
}

function differing(a: Vector, b: Vector): number | undefined {
  const at = a.findIndex((value, i) => !Object.is(value, b[i]));
  return at === -1 ? undefined : at;
}
