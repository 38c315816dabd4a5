// Random sizes, shapes and integers, each as two twins: the value an op gets and the type its caller would have.
// One `Draw` is one case; whether its types are all literal is decided once, with the kind.
import type { Spec } from '../../src/shape/dim.ts';

/** A value and how it is known: `{ value: [2, 7], type: "[2, 'a']" }`. */
export interface Known<T> {
  readonly value: T;
  readonly type: string;
}
/** A shape as an argument, with what value twins take of a tensor. */
export interface KnownShape extends Known<readonly number[]> {
  readonly spec: Spec;
}

/**
 * `literal`: everything is. `mixed`: names and unknowns too, names with sizes of their own. `aliased`: the sizes of names
 * are those of literals and of each other, and 1, so that a certain mistake may pass at run time.
 */
export type Kind = 'literal' | 'mixed' | 'aliased';

/** The names of sizes. */
export const names = ['a', 'b', 'c'] as const;
const literals = [1, 1, 2, 2, 3, 3, 4, 5, 6, 0];
const own = [7, 11, 13];

/** The source of everything random in one case, all of it following from `seed`. */
export class Draw {
  readonly kind: Kind;
  /** The size of each name. */
  readonly sizes: readonly number[];
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
    this.kind = this.pick(['literal', 'literal', 'mixed', 'mixed', 'mixed', 'aliased']);
    this.sizes = this.kind === 'aliased' ? names.map(() => this.pick(literals)) : own;
  }

  /** A number in [0, 1): mulberry32. */
  random(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = this.state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** An integer from `low` to `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)];
  }

  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => [this.random(), item] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, item]) => item);
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, index) => make(index));
  }

  size(): number {
    return this.kind !== 'literal' && this.chance(0.3) ? this.pick(this.sizes) : this.pick(literals);
  }

  dims(rank = this.pick([0, 1, 1, 2, 2, 2, 3, 3, 4])): number[] {
    return this.list(rank, () => this.size());
  }

  /** In less than half of all cases `value` as it is, else what `spoil` makes of it; that may still be well-shaped. */
  maybe<T>(value: T, spoil: (value: T) => T): T {
    return this.chance(0.4) ? value : spoil(value);
  }

  /** `dims` with one size changed, or with one more or less. */
  spoilDims(dims: readonly number[]): number[] {
    const at = this.between(0, dims.length - 1);
    if (dims.length === 0 || this.chance(0.15)) return [this.size(), ...dims];
    if (this.chance(0.15)) return dims.slice(1);
    return dims.map((n, axis) => (axis === at ? this.pick([2, 3, 4, 5].filter((other) => other !== n)) : n));
  }

  shape(value: readonly number[]): KnownShape {
    const dims = value.map((n) => this.dimType(n));
    const lead = this.between(0, value.length);
    const type =
      this.kind === 'literal' || this.chance(0.9)
        ? `[${dims.join(', ')}]`
        : this.chance(0.5)
          ? 'Shape'
          : `[...Dim[], ${dims.slice(lead).join(', ')}]`;
    return { value, type, spec: { shape: value, dtype: 'float32' } };
  }

  /** An argument that is an integer. */
  int(value: number): Known<number> {
    return { value, type: this.intType(value) };
  }

  /** An argument that is a list of integers. */
  ints(value: readonly number[]): Known<readonly number[]> {
    const type =
      this.kind === 'literal' || this.chance(0.95)
        ? `readonly [${value.map((n) => this.intType(n)).join(', ')}]`
        : 'readonly number[]';
    return { value, type };
  }

  private dimType(value: number): string {
    const known = names.filter((_, index) => this.sizes[index] === value);
    if (this.kind === 'literal') return `${value}`;
    if (known.length > 0 && (this.kind === 'mixed' || this.chance(0.6))) {
      return this.chance(0.8) ? `'${this.pick(known)}'` : 'number';
    }
    return this.intType(value);
  }

  private intType(value: number): string {
    if (this.kind === 'mixed' && own.includes(value)) return 'number';
    if (this.kind === 'literal' || this.chance(0.8)) return `${value}`;
    return this.chance(0.7) ? 'number' : `${value} | ${value + 1}`;
  }
}
