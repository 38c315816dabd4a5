// Loops and branches on the tape, kept as such: each is one entry, whose pullback is a loop or branch again.
// The forward pass remembers the carry of every step; the backward pass records each step anew from it, walks back
// through it, and adds up the cotangents of what the steps close over.
import type { Tensor } from '@cotangent/tensor';
import { complain, isFloat, showSpec, type ControlFlow } from '@cotangent/tensor/extend';
import { specOf } from './entry.ts';
import { PassedOn, type Body, type LoopOptions } from './passedOn.ts';
import { plus, zerosOf } from './rules.ts';
import { Tape, type TapeTracer } from './tape.ts';
import { replay } from './walk.ts';

type Leaves = readonly Tensor[];
type Cotangents = (Tensor | null)[];

/** The tape, loops and branches included. */
export class ReverseMode extends Tape {
  get control(): ControlFlow {
    return this.constant ? new PassedOn(this) : new TapeControl(this);
  }
}

/** Control flow under reverse mode. */
class TapeControl implements ControlFlow {
  private readonly tape: Tape;
  private readonly below: PassedOn;

  constructor(tape: Tape) {
    this.tape = tape;
    this.below = new PassedOn(tape);
  }

  cond(predicate: Tensor, branches: readonly [() => Leaves, () => Leaves], closures: Leaves): Leaves {
    const { tape, below } = this;
    const own = this.ownOf(closures);
    const ahead = (branch: () => Leaves) => (): Leaves => tape.dryly(branch);
    const back = (branch: () => Leaves, g: Leaves) => (): Leaves => {
      const cotangents: Cotangents = [];
      replay(tape, branch, g, cotangents);
      return own.map((x) => cotangents[x.id] ?? zerosOf(x));
    };
    const [onTrue, onFalse] = branches;
    const outputs = below.cond(predicate, [ahead(onTrue), ahead(onFalse)], closures);
    return this.record('cond', own, outputs, [], (g) =>
      below.cond(predicate, [back(onTrue, g), back(onFalse, g)], [...closures, ...g]),
    );
  }

  whileLoop(
    test: (carry: Leaves) => Tensor,
    body: (carry: Leaves) => Leaves,
    carry: Leaves,
    closures: Leaves,
  ): Leaves {
    const own = this.ownOf([...carry, ...closures]);
    if (own.length === 0) return this.below.whileLoop(test, body, carry, closures);
    return complain({
      op: 'whileLoop',
      rule: 'a loop of unknown length has no backward pass that could be compiled',
      got: { carry: own.map(showSpec).join(', ') },
      argument: 'carry',
      expected: 'a carry, and values closed over, that are not differentiated in reverse mode',
      hint: 'Use scan with a fixed length, or stopGradient on what goes into the loop; jvp works through it.',
    });
  }

  scan(
    body: Body,
    carry: Leaves,
    xs: Leaves,
    options: LoopOptions,
    closures: Leaves,
  ): readonly [Leaves, Leaves] {
    const { tape, below } = this;
    const { dry } = tape;
    const n = carry.length;
    const floats = carry.filter(hasGradient);
    const rows = this.ownOf(xs);
    const own = this.ownOf(closures);
    /** One step on the tape: what went in, and what came out. */
    const step = (c: Leaves, x: Leaves): { ins: readonly TapeTracer[]; next: Leaves; ys: Leaves } => {
      const inside = c.map((one) => (hasGradient(one) ? tape.input(one) : one));
      const row = x.map((one, i) => (tape.owns(xs[i]) ? tape.input(one) : one));
      const [next, ys] = body(inside, row);
      return { ins: [...inside, ...row].filter((one) => tape.owns(one)), next, ys };
    };
    const ahead: Body = (c, x) => {
      const { next, ys } = tape.dryly(() => step(c, x));
      return [next, dry ? ys : [...ys, ...c]];
    };
    const [last, stacked] = below.scan(ahead, carry, xs, options, closures);
    const count = dry ? stacked.length : stacked.length - n;
    const [given, kept] = [stacked.slice(0, count), stacked.slice(count)];
    const back: Body = (state, row) => {
      const [g, sums] = [state.slice(0, floats.length), state.slice(floats.length)];
      const [keptCarry, keptRow, gys] = [
        row.slice(0, n),
        row.slice(n, n + xs.length),
        row.slice(n + xs.length),
      ];
      const cotangents: Cotangents = [];
      let ins: readonly TapeTracer[] = [];
      const run = (): Leaves => {
        const again = step(keptCarry, keptRow);
        ins = again.ins;
        return [...again.next, ...again.ys].filter(hasGradient);
      };
      replay(tape, run, [...g, ...gys], cotangents);
      const by = ins.map((x) => cotangents[x.id] ?? zerosOf(x));
      const added = own.map(({ id }, k) => {
        const more = cotangents[id] ?? null;
        return more === null ? sums[k] : plus(sums[k], more);
      });
      return [[...by.slice(0, floats.length), ...added], by.slice(floats.length)];
    };
    const outputs = this.record('scan', [...floats, ...rows, ...own], [...last, ...given], kept, (g) => {
      const start = [...g.slice(0, floats.length), ...own.map(zerosOf)];
      const stack = [...kept, ...xs, ...g.slice(floats.length)];
      const turned = { ...options, reverse: !options.reverse };
      const [state, byRows] = below.scan(back, start, stack, turned, closures);
      return [...state.slice(0, floats.length), ...byRows, ...state.slice(floats.length)];
    });
    return [outputs.slice(0, n), outputs.slice(n)];
  }

  /** Those of `xs` that are values of this tape, each number once. */
  private ownOf(xs: Leaves): readonly TapeTracer[] {
    const own = xs.filter((x) => this.tape.owns(x));
    return [...new Map(own.map((x) => [x.id, x])).values()];
  }

  /** One entry; `pull` takes cotangents of those outputs that have any. Nothing, where no input is on the tape. */
  private record(
    name: string,
    inputs: Leaves,
    outputs: Leaves,
    kept: Leaves,
    pull: (g: Leaves) => Leaves,
  ): Leaves {
    const { tape } = this;
    const parents = inputs.map((x) => tape.idOf(x));
    if (parents.every((id) => id < 0)) return outputs;
    const entry = {
      name,
      specs: inputs.map(specOf),
      outputs: outputs.map(specOf),
      parents,
      first: tape.values,
      kept,
      pull: (g: Leaves): Leaves => pull(g.filter(hasGradient)),
    };
    return tape.record(entry, outputs);
  }
}

function hasGradient({ dtype }: Tensor): boolean {
  return isFloat(dtype);
}
