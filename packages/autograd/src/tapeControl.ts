// Reverse mode with loops and branches kept as such: each is one entry, whose pullback is a loop or branch again.
// Only where the levels below keep them; elsewhere they unroll, and the tape sees nothing but primitives.
import type { Tensor } from '@cotangent/tensor';
import { complain, showSpec, type ControlFlow } from '@cotangent/tensor/extend';
import { specOf } from './entry.ts';
import { PassedOn } from './passedOn.ts';
import { zerosOf } from './rules.ts';
import { Tape, type TapeTracer } from './tape.ts';
import { hasGradient, scanBack, scanForward } from './tapeScan.ts';
import { replay } from './walk.ts';

type Leaves = readonly Tensor[];

/** The tape, loops and branches included. */
export class ReverseMode extends Tape {
  get control(): ControlFlow {
    return this.constant ? new PassedOn(this) : new TapeControl(this);
  }
}

/** Control flow on a tape. */
class TapeControl implements ControlFlow {
  private readonly tape: Tape;
  private readonly below: PassedOn;

  constructor(tape: Tape) {
    this.tape = tape;
    this.below = new PassedOn(tape);
  }

  cond: ControlFlow['cond'] = (predicate, [onTrue, onFalse], closures) => {
    const { tape, below } = this;
    const own = this.ownOf(closures);
    const ahead = (branch: () => Leaves) => (): Leaves => tape.dryly(branch);
    const back = (branch: () => Leaves, g: Leaves) => (): Leaves => {
      const cotangents: (Tensor | null)[] = [];
      replay(tape, () => branch().filter(hasGradient), g, cotangents);
      return own.map((x) => cotangents[x.id] ?? zerosOf(x));
    };
    const outputs = below.cond(predicate, [ahead(onTrue), ahead(onFalse)], closures);
    return this.record('cond', own, outputs, [], (g) =>
      below.cond(predicate, [back(onTrue, g), back(onFalse, g)], [...closures, ...g]),
    );
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry, closures) => {
    const own = this.ownOf([...carry, ...closures]);
    if (own.length === 0) return this.below.whileLoop(test, body, carry, closures);
    return complain({
      op: 'whileLoop',
      rule: 'a loop of unknown length has no gradient while it is kept as a loop',
      got: { carry: `differentiated, or the loop closes over what is: ${own.map(showSpec).join(', ')}` },
      argument: 'carry',
      expected: 'a carry and values closed over that are not differentiated in reverse mode',
      hint: 'Use scan with a fixed length, or stopGradient on what goes into the loop; jvp works through it.',
    });
  };

  scan: ControlFlow['scan'] = (body, carry, xs, options, closures) => {
    const { tape, below } = this;
    const own = this.ownOf(closures);
    const scan = { tape, body, carry, xs, options, closures, own };
    const [last, ys, kept] = scanForward(scan, below);
    const inputs = [...carry.filter(hasGradient), ...xs.filter((x) => tape.owns(x)), ...own];
    const outputs = this.record('scan', inputs, [...last, ...ys], kept, (g) =>
      scanBack(scan, below, kept, g),
    );
    return [outputs.slice(0, carry.length), outputs.slice(carry.length)];
  };

  /** Those of `xs` that are values of this tape, each number once. */
  private ownOf(xs: Leaves): readonly TapeTracer[] {
    const own = xs.filter((x) => this.tape.owns(x));
    return [...new Map(own.map((x) => [x.id, x])).values()];
  }

  /** One entry; `pull` takes the cotangents of the floats. Nothing, where no input is on the tape. */
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
