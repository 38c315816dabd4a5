// Two ways of doing the same work, timed side by side: rounds alternate, medians are compared, ratios are printed.
import { measure } from 'mitata';

/** One line of a comparison: the median of each side in nanoseconds, and how many times as long ours takes. */
export interface Comparison {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly limit: number;
}

const rounds = 7;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Nanoseconds a call, by the median of a short run. */
async function time(f: () => unknown): Promise<number> {
  const { p50 } = await measure(f, { min_cpu_time: 60e6, min_samples: 10, inner_gc: false });
  return p50;
}

/** Times `ours` against `theirs`; `limit` is the ratio that ours should stay below. */
export async function compare(
  name: string,
  limit: number,
  ours: () => unknown,
  theirs: () => unknown,
): Promise<Comparison> {
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(await time(ours));
    other.push(await time(theirs));
  }
  const result = { name, ours: median(own), theirs: median(other), limit };
  return { ...result, ratio: result.ours / result.theirs };
}

/** `1.23 ms` */
export function duration(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  return nanoseconds < 1e6 ? `${(nanoseconds / 1e3).toFixed(2)} µs` : `${(nanoseconds / 1e6).toFixed(2)} ms`;
}

/** Prints comparisons as a table. */
export function report(peer: string, comparisons: readonly Comparison[]): void {
  const width = Math.max(...comparisons.map(({ name }) => name.length));
  console.log(
    `${''.padEnd(width)}  ${'cotangent'.padStart(10)} ${peer.padStart(12)} ${'ratio'.padStart(7)}  limit`,
  );
  for (const { name, ours, theirs, ratio, limit } of comparisons) {
    const verdict = ratio <= limit ? 'ok' : 'MISSED';
    const columns = [
      duration(ours).padStart(10),
      duration(theirs).padStart(12),
      ratio.toFixed(2).padStart(7),
    ];
    console.log(`${name.padEnd(width)}  ${columns.join(' ')}  ≤ ${limit} ${verdict}`);
  }
}
