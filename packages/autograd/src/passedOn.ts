// Control flow as the levels below keep it, with the values of one interpreter as constants: what a derivative's forward
// pass is made of, and its backward pass too.
import type { Tensor } from '@cotangent/tensor';
import { complain, interpreterOf, type ControlFlow } from '@cotangent/tensor/extend';
import type { Lifting } from './lifting.ts';

type Leaves = readonly Tensor[];

/** What goes round a loop, step by step, as `ControlFlow` has it. */
export type Body = Parameters<ControlFlow['scan']>[0];
/** How a loop goes, as `ControlFlow` has it. */
export type LoopOptions = Parameters<ControlFlow['scan']>[3];

/** Passes loops and branches on. */
export class PassedOn implements ControlFlow {
  private readonly lifting: Lifting;

  constructor(lifting: Lifting) {
    this.lifting = lifting;
  }

  cond: ControlFlow['cond'] = (predicate, [onTrue, onFalse], closures) => {
    const { lifting } = this;
    const branches = [this.plainly(onTrue), this.plainly(onFalse)] as const;
    const below = this.below([predicate, ...closures]);
    return below.cond(lifting.lower(predicate), branches, lifting.lowered(closures));
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry, closures) => {
    const { lifting } = this;
    const tested = (x: Leaves): Tensor => lifting.lower(lifting.constantly(() => test(x)));
    const stepped = (x: Leaves): Leaves => this.plainly(() => body(x))();
    const below = this.below([...carry, ...closures]);
    return below.whileLoop(tested, stepped, lifting.lowered(carry), lifting.lowered(closures));
  };

  scan: ControlFlow['scan'] = (body, carry, xs, options, closures) => {
    const { lifting } = this;
    const step: Body = (c, x) => {
      const [next, ys] = lifting.constantly(() => body(c, x));
      return [lifting.lowered(next), lifting.lowered(ys)];
    };
    const below = this.below([...carry, ...xs, ...closures]);
    return below.scan(step, lifting.lowered(carry), lifting.lowered(xs), options, lifting.lowered(closures));
  };

  /** `f` with constants in, and out. */
  private plainly(f: () => Leaves): () => Leaves {
    return () => this.lifting.lowered(this.lifting.constantly(f));
  }

  private below(operands: Leaves): ControlFlow {
    return (
      interpreterOf(this.lifting.lowered(operands))?.control ??
      complain({
        op: 'pullback',
        rule: 'a loop that is kept must be differentiated while it is traced',
        got: { pullback: 'called after tracing has ended' },
        argument: 'pullback',
        expected: 'a call within the traced function',
      })
    );
  }
}
