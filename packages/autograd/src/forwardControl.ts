// Loops and branches in forward mode, kept as such: tangents go round with what they belong to.
import type { Tensor } from '@cotangent/tensor';
import { isFloat, type ControlFlow } from '@cotangent/tensor/extend';
import { Forward } from './forward.ts';
import { PassedOn, type Body } from './passedOn.ts';
import { zerosOf } from './rules.ts';

type Leaves = readonly Tensor[];

/** Forward mode, loops and branches included. */
export class ForwardMode extends Forward {
  get control(): ControlFlow {
    return this.constant ? new PassedOn(this) : new ForwardControl(this);
  }
}

/** Control flow under forward mode. */
class ForwardControl implements ControlFlow {
  private readonly forward: Forward;
  private readonly below: PassedOn;

  constructor(forward: Forward) {
    this.forward = forward;
    this.below = new PassedOn(forward);
  }

  cond: ControlFlow['cond'] = (predicate, [onTrue, onFalse], closures) => {
    const branch = (f: () => Leaves) => (): Leaves => this.split(this.forward.reopened(f));
    const pairs = this.below.cond(predicate, [branch(onTrue), branch(onFalse)], this.withTangents(closures));
    return this.join('cond', pairs);
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry, closures) => {
    const step = (pairs: Leaves): Leaves =>
      this.split(this.forward.reopened(() => body(this.join('whileLoop', pairs))));
    const tested = (pairs: Leaves): Tensor => test(pairs.slice(0, carry.length));
    const start = this.split(carry);
    return this.join('whileLoop', this.below.whileLoop(tested, step, start, this.withTangents(closures)));
  };

  scan: ControlFlow['scan'] = (body, carry, xs, options, closures) => {
    const { forward } = this;
    const own = xs.map((x) => forward.owns(x));
    const tangents = xs.map((x) => forward.tangentOf(x)).filter((t) => t !== null);
    const step: Body = (pairs, row) =>
      forward.reopened(() => {
        let next = xs.length;
        const x = xs.map((_, i) => (own[i] ? forward.dual('scan', row[i], row[next++]) : row[i]));
        const [after, ys] = body(this.join('scan', pairs), x);
        return [this.split(after), this.split(ys)];
      });
    const rows = [...forward.lowered(xs), ...tangents];
    const [last, stacked] = this.below.scan(
      step,
      this.split(carry),
      rows,
      options,
      this.withTangents(closures),
    );
    return [this.join('scan', last), this.join('scan', stacked)];
  };

  /** Primals, then a tangent for each float. */
  private split(xs: Leaves): Leaves {
    const { forward } = this;
    const floats = xs.filter(({ dtype }) => isFloat(dtype));
    return [...forward.lowered(xs), ...floats.map((x) => forward.tangentOf(x) ?? zerosOf(x))];
  }

  /** What `split` had taken apart. */
  private join(op: string, pairs: Leaves): Leaves {
    const count = countOf(pairs);
    let next = count;
    return pairs.slice(0, count).map((x) => (isFloat(x.dtype) ? this.forward.dual(op, x, pairs[next++]) : x));
  }

  /** Closures as the levels below meet them: primals and tangents. */
  private withTangents(closures: Leaves): Leaves {
    return [...closures, ...closures.map((x) => this.forward.tangentOf(x)).filter((t) => t !== null)];
  }
}

/** How many of `pairs` are primals: the rest is a tangent for each float among them. */
function countOf(pairs: Leaves): number {
  let [count, rest] = [0, pairs.length];
  while (count < rest) {
    if (isFloat(pairs[count].dtype)) rest--;
    count++;
  }
  return count;
}
