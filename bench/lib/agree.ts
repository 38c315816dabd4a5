// Whether all columns computed the same thing: each answer against the median of all of them, number by number.
// The median, because no library is right by decree, ours least of all.

/** For each answer, how far it lies from the others, as a part of their largest number; NaN where they do not fit. */
export function distances(answers: readonly (readonly number[])[]): number[] {
  const length = answers[0]?.length ?? 0;
  if (answers.some((answer) => answer.length !== length)) return answers.map(() => Number.NaN);
  const middle = Array.from({ length }, (_, i) => median(answers.map((answer) => answer[i])));
  const largest = Math.max(...middle.map(Math.abs), Number.MIN_VALUE);
  return answers.map(
    (answer) => Math.max(...answer.map((value, i) => Math.abs(value - middle[i]))) / largest,
  );
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}
