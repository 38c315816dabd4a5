// A line that grows without end, in a bounded number of points: where there are too many, neighbors are joined.

/** The most points a line keeps. */
const most = 1200;

/** Means over equally many steps each, for several lines at once. */
export class History {
  #per = 1;
  #steps: number[] = [];
  #values: number[][];
  #pending: number[];
  #count = 0;

  constructor(lines: number) {
    this.#values = Array.from({ length: lines }, () => []);
    this.#pending = new Array<number>(lines).fill(0);
  }

  /** The values of all lines at a step; steps only grow. */
  add(step: number, values: readonly number[]): void {
    values.forEach((value, line) => (this.#pending[line] += value));
    if (++this.#count < this.#per) return;
    this.#steps.push(step);
    this.#values.forEach((line, at) => line.push(this.#pending[at] / this.#count));
    this.#pending.fill(0);
    this.#count = 0;
    if (this.#steps.length > most) this.#join();
  }

  /** The steps, and the values of each line. */
  get data(): [number[], ...number[][]] {
    return [[...this.#steps], ...this.#values.map((line) => [...line])];
  }

  #join(): void {
    this.#per *= 2;
    this.#steps = this.#steps.filter((_, i) => i % 2 === 1);
    this.#values = this.#values.map((line) => this.#steps.map((_, i) => (line[2 * i] + line[2 * i + 1]) / 2));
  }
}
