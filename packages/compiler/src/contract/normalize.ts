// Brings axes into a normal form: none of size 1, and axes that every tensor crosses in one stride are one axis.
import type { Contraction, Epilogue } from './spec.ts';

/** An axis whose strides stand in one list: a, b, out, then the epilogue's operands; summed axes have 0 beyond b. */
export interface Axis {
  readonly size: number;
  readonly strides: readonly number[];
  readonly summed: boolean;
}

/** The axes in normal form. */
export function normalize({ axes }: Contraction, epilogue?: Epilogue): Axis[] {
  const operands = epilogue?.operands ?? [];
  const result: Axis[] = [];
  axes.forEach(({ size, a, b, out }, k) => {
    const beyond = out === null ? operands.map(() => 0) : operands.map((strides) => strides[k]);
    result.push({ size, strides: [a, b, out ?? 0, ...beyond], summed: out === null });
  });
  return merged(result);
}

/** Axes without those of size 1, and with those joined that may be one. */
export function merged(axes: readonly Axis[]): Axis[] {
  const result = axes.filter(({ size }) => size !== 1);
  for (let found = merge(result); found;) found = merge(result);
  return result;
}

/** Merges one pair in place, if there is one. */
function merge(axes: Axis[]): boolean {
  for (const outer of axes) {
    for (const inner of axes) {
      if (outer === inner || outer.summed !== inner.summed) continue;
      if (!outer.strides.every((stride, k) => stride === inner.strides[k] * inner.size)) continue;
      axes[axes.indexOf(outer)] = { ...inner, size: outer.size * inner.size };
      axes.splice(axes.indexOf(inner), 1);
      return true;
    }
  }
  return false;
}
