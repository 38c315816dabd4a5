// A program being written. It knows the shape of every value and bounds of its elements, and so keeps every op
// inside its domain. All choices are read off numbers, so that a program shrinks when they do.
import { zeros, type DType, type Tensor } from '@cotangent/tensor';
import { isFloat, sizeOf } from '@cotangent/tensor/extend';
import { callStep, readsOf, type Argument, type Program, type Step } from './program.ts';

/** A value, or a number that stands for one; its elements lie between the bounds for all inputs in the domain. */
export interface Value {
  readonly arg: Argument;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly low: number;
  readonly high: number;
  /** Locally constant: made of roundings, comparisons, indices, random bits. */
  readonly flat: boolean;
}

/** How large a program may get. */
export interface Limits {
  /** Elements of a value. */
  readonly maxSize: number;
  /** Multiplications of a contraction. */
  readonly maxWork: number;
  /** Only whole numbers, small enough for every float dtype to hold all of them. */
  readonly exact: boolean;
}

/** Choices read off a list of numbers, over and over. */
export class Choice {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number from 0 to `n - 1`; 0 for the number 0. */
  below(n: number): number {
    return n <= 1 ? 0 : this.#numbers[this.#at++ % this.#numbers.length] % n;
  }

  /** One of several. */
  of<T>(...options: readonly T[]): T {
    return options[this.below(options.length)];
  }
}

const steep = ['floor', 'ceil', 'round', 'sign'];

/** Whether a value takes part in derivatives. */
const isFloatValue = ({ dtype }: Value): boolean => isFloat(dtype);

export class Draft {
  readonly limits: Limits;
  readonly dtype: DType;
  readonly values: Value[] = [];
  readonly #inputs: Program['inputs'];
  readonly #steps: Step[] = [];
  /** What the ops give for zeros: the shapes and dtypes are right, whatever the values. */
  readonly #standIns: Tensor[] = [];

  constructor(inputs: Program['inputs'], bounds: readonly [number, number], limits: Limits) {
    this.limits = limits;
    this.dtype = inputs[0].dtype;
    this.#inputs = inputs;
    for (const { shape, dtype } of inputs) this.#add(zeros(shape, dtype) as Tensor, bounds, false);
  }

  /** Appends a call whose outputs lie between the bounds. */
  calls(op: string, operands: readonly Value[], args: readonly Argument[], bounds: Bounds): Value[] {
    const step = { op, args };
    const outputs = callStep(step, (ref) => this.#standIns[ref]);
    this.#steps.push(step);
    const flat = operands.every((x) => x.flat) || steep.includes(op);
    return outputs.map((y) => this.#add(y, bounds, flat || !isFloat(y.dtype)));
  }

  /** As `calls`, for ops of one output whose arguments are the operands, then the others. */
  call(op: string, operands: readonly Value[], bounds: Bounds, ...others: readonly Argument[]): Value {
    return this.calls(op, operands, [...operands.map(({ arg }) => arg), ...others], bounds)[0];
  }

  #add(y: Tensor, [low, high]: Bounds, flat: boolean): Value {
    const value = { arg: { ref: this.values.length }, shape: y.shape, dtype: y.dtype, low, high, flat };
    this.values.push(value);
    this.#standIns.push(y);
    return value;
  }

  /** One of the values that will do, the latest for choice 0. */
  pick(choice: Choice, keep: (x: Value) => boolean = isFloatValue): Value | undefined {
    const kept = this.values.filter(keep);
    return kept[kept.length - 1 - choice.below(kept.length)];
  }

  /** Whether a value of this shape may be made. */
  fits(shape: readonly number[]): boolean {
    return sizeOf(shape) <= this.limits.maxSize;
  }

  /** `x`, or a smooth function of it whose elements lie between the bounds. */
  within(x: Value, [low, high]: Bounds, choice: Choice): Value {
    if (x.low >= low && x.high <= high) return x;
    const most = Math.max(-x.low, x.high);
    const way = choice.below(3);
    if (way === 0 && low > 0 && most * most + low <= high) {
      const squared = this.call('square', [x], [0, most * most]);
      return this.call('add', [squared], [low, most * most + low], low);
    }
    const [unit, from, to] = way === 1 ? (['sigmoid', 0, 1] as const) : (['tanh', -1, 1] as const);
    const scale = (high - low) / (to - from);
    const shift = low - from * scale;
    const inUnit = this.call(unit, [x], [from, to]);
    const scaled = scale === 1 ? inUnit : this.call('mul', [inUnit], [from * scale, to * scale], scale);
    return shift === 0 ? scaled : this.call('add', [scaled], [low, high], shift);
  }

  /** `x`, or the same in a reasonable size. */
  settle(x: Value, choice: Choice): Value {
    if (!isFloat(x.dtype)) return x;
    const most = Math.max(-x.low, x.high);
    if (this.limits.exact) return most <= 1024 ? x : this.call('rem', [x], [-7, 7], 8);
    if (most <= 16) return x;
    if (choice.below(4) === 3) return this.call('tanh', [x], [-1, 1]);
    const scale = 2 ** -Math.ceil(Math.log2(most / 4));
    return this.call('mul', [x], [x.low * scale, x.high * scale], scale);
  }

  /** The program, which returns the floats that none of its steps reads. */
  finish(): Program {
    const read = new Set(this.#steps.flatMap(readsOf));
    const count = this.#inputs.length;
    const ends = this.values.filter((x, ref) => ref >= count && isFloat(x.dtype) && !read.has(ref));
    if (!ends.some(({ flat }) => !flat)) ends.push(this.call('neg', [this.values[0]], [-Infinity, Infinity]));
    return {
      inputs: this.#inputs,
      steps: this.#steps,
      outputs: ends.map((x) => this.values.indexOf(x)),
    };
  }
}

type Bounds = readonly [low: number, high: number];

/** Adds calls to a draft; `undefined` where no value so far will do. */
export type Production = (draft: Draft, choice: Choice) => Value | readonly Value[] | undefined;

/** A production, and whether it keeps whole numbers whole. */
export interface Rule {
  readonly weight: number;
  readonly exact: boolean;
  readonly write: Production;
}
