// A loop on the tape, kept as such: one entry, whose pullback is a loop in the other direction.
// The forward loop also gives the carry of every step. The backward loop records each step anew from that, walks back
// through it, and carries the cotangents of the carry and, added up, those of what the steps close over.
import type { Tensor } from '@cotangent/tensor';
import { isFloat } from '@cotangent/tensor/extend';
import type { PassedOn, Body, LoopOptions } from './passedOn.ts';
import { plus, zerosOf } from './rules.ts';
import type { Tape, TapeTracer } from './tape.ts';
import { replay } from './walk.ts';

type Leaves = readonly Tensor[];

/** What a scan on a tape is made of. */
export interface ScanOnTape {
  readonly tape: Tape;
  readonly body: Body;
  readonly carry: Leaves;
  readonly xs: Leaves;
  readonly options: LoopOptions;
  readonly closures: Leaves;
  /** Those of `closures` that are values of the tape. */
  readonly own: readonly TapeTracer[];
}

/** What a step of the loop took and gave, on the tape. */
interface Stepped {
  /** The floats of the carry, then the rows that are differentiated. */
  readonly ins: readonly TapeTracer[];
  readonly next: Leaves;
  readonly ys: Leaves;
}

/** Runs the body on the tape, with the carry `c` and the row `x` of a step as inputs. */
function step({ tape, body, xs }: ScanOnTape, c: Leaves, x: Leaves): Stepped {
  const carry = c.map((one) => (hasGradient(one) ? tape.input(one) : one));
  const row = x.map((one, i) => (tape.owns(xs[i]) ? tape.input(one) : one));
  const [next, ys] = body(carry, row);
  return { ins: [...carry, ...row].filter((one) => tape.owns(one)), next, ys };
}

/** What the forward loop gives: the carry, what the steps give, and the carries they began with. */
export function scanForward(
  scan: ScanOnTape,
  below: PassedOn,
): readonly [last: Leaves, ys: Leaves, kept: Leaves] {
  const { tape, carry, xs, options, closures } = scan;
  const { dry } = tape;
  const ahead: Body = (c, x) => {
    const { next, ys } = tape.dryly(() => step(scan, c, x));
    return [next, dry ? ys : [...ys, ...c]];
  };
  const [last, stacked] = below.scan(ahead, carry, xs, options, closures);
  const count = dry ? stacked.length : stacked.length - carry.length;
  return [last, stacked.slice(0, count), stacked.slice(count)];
}

/** Cotangents of the carry's floats, of the rows that are differentiated, and of `own`. */
export function scanBack(scan: ScanOnTape, below: PassedOn, kept: Leaves, g: Leaves): Leaves {
  const { tape, carry, xs, options, closures, own } = scan;
  const floats = carry.filter(hasGradient).length;
  const back: Body = (state, row) => {
    const [c, x, gys] = cut(row, carry.length, xs.length);
    const [gCarry, sums] = cut(state, floats);
    const cotangents: (Tensor | null)[] = [];
    let ins: readonly TapeTracer[] = [];
    const run = (): Leaves => {
      const stepped = step(scan, c, x);
      ({ ins } = stepped);
      return [...stepped.next, ...stepped.ys].filter(hasGradient);
    };
    replay(tape, run, [...gCarry, ...gys], cotangents);
    const [byCarry, byRow] = cut(
      ins.map((one) => cotangents[one.id] ?? zerosOf(one)),
      floats,
    );
    const added = own.map(({ id }, k) => {
      const more = cotangents[id] ?? null;
      return more === null ? sums[k] : plus(sums[k], more);
    });
    return [[...byCarry, ...added], byRow];
  };
  const [gLast, gYs] = cut(g, floats);
  const turned = { ...options, reverse: !options.reverse };
  const start = [...gLast, ...own.map(zerosOf)];
  const [state, byRows] = below.scan(back, start, [...kept, ...xs, ...gYs], turned, closures);
  const [byCarry, byOwn] = cut(state, floats);
  return [...byCarry, ...byRows, ...byOwn];
}

/** `xs` in pieces of these lengths, and the rest. */
function cut(xs: Leaves, ...lengths: readonly number[]): Leaves[] {
  let start = 0;
  const pieces = lengths.map((length) => xs.slice(start, (start += length)));
  return [...pieces, xs.slice(start)];
}

/** Whether `x` can have a gradient. */
export function hasGradient({ dtype }: Tensor): boolean {
  return isFloat(dtype);
}
