// The mean of what came last.

/** Keeps the last `size` numbers. */
export class Window {
  readonly #values: number[] = [];
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#size) this.#values.shift();
  }

  get mean(): number | undefined {
    const { length } = this.#values;
    return length === 0 ? undefined : this.#values.reduce((sum, x) => sum + x, 0) / length;
  }
}
