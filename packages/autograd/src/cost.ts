// cost: what a function and its gradient take, by running them on shapes alone. Nothing is computed.
import type { Tensor } from '@cotangent/tensor';
import {
  complain,
  flopsOf,
  isFloat,
  isView,
  nextLevel,
  Tracer,
  withRecorder,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import { flattenArgument, flattenTree, joinFlats } from './arguments.ts';
import { bytesOf } from './inspect.ts';
import { vjpFlat } from './pullback.ts';

/** What one pass takes. */
export interface PassCost {
  /** Calls of primitives. */
  readonly calls: number;
  /** Arithmetic operations on single numbers; a multiplication and an addition are two. */
  readonly flops: number;
  /** Bytes read and written by calls that compute; views take none. */
  readonly bytes: number;
}

/** What a function and its gradient take. */
export interface Cost {
  readonly forward: PassCost;
  readonly backward: PassCost;
  /** The most bytes alive at once, arguments included, if everything is freed after its last use. */
  readonly peakBytes: number;
  /** How many `whileLoop`s there were: no one knows how often they go round, and each counts as if it did so once. */
  readonly loopsCountedOnce: number;
}

/** A tensor that has a shape and a dtype, but no values. */
class Abstract extends Tracer {
  readonly interpreter: Interpreter;
  /** Whose memory this is: a view shares that of what it was made from. */
  readonly owner: Abstract;

  constructor(interpreter: Interpreter, spec: Spec, base?: Abstract) {
    super(spec);
    this.interpreter = interpreter;
    this.owner = base?.owner ?? this;
  }

  concrete(reading: string): never {
    return complain({
      op: 'cost',
      rule: 'values cannot be read, as nothing is computed',
      got: { reading },
      argument: 'reading',
      expected: 'a function that reads no values while it runs',
      hint: 'Use where or cond instead of branching on a value.',
    });
  }
}

interface Step {
  readonly reads: readonly Abstract[];
  readonly makes: readonly Abstract[];
}

/** Runs primitives on shapes, and counts. */
class Counter implements Interpreter {
  readonly level: number = nextLevel();
  readonly steps: Step[] = [];
  /** What views of constants are taken from: memory that is there anyway, and counts for nothing. */
  readonly outside: Abstract = new Abstract(this, { shape: [0], dtype: 'bool' });
  calls = 0;
  flops = 0;
  bytes = 0;
  loops = 0;

  process<P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[] {
    const outputs = p.shape(inputs, params);
    const base = inputs[0];
    const shared = !isView(p.name) ? undefined : base instanceof Abstract ? base : this.outside;
    const makes = outputs.map((spec) => new Abstract(this, spec, shared));
    this.calls++;
    this.flops += flopsOf(p.name, params, inputs, outputs);
    if (!isView(p.name)) this.bytes += [...inputs, ...makes].reduce((sum, x) => sum + bytesOf(x), 0);
    this.steps.push({ reads: inputs.filter((x) => x instanceof Abstract), makes });
    return makes;
  }

  /** The branch that costs more, forward; a loop goes round once. */
  guess(between: readonly [() => unknown, () => unknown] | number): boolean {
    if (typeof between === 'number') {
      if (between === 0) this.loops++;
      return between === 0;
    }
    const [onTrue, onFalse] = between.map((branch) => this.trial(branch));
    return onTrue.flops === onFalse.flops ? onTrue.bytes >= onFalse.bytes : onTrue.flops > onFalse.flops;
  }

  /** What `f` would add. */
  private trial(f: () => unknown): PassCost {
    const { calls, flops, bytes, loops } = this;
    const steps = this.steps.length;
    f();
    const after = this.total();
    Object.assign(this, { calls, flops, bytes, loops });
    this.steps.length = steps;
    return { calls: after.calls - calls, flops: after.flops - flops, bytes: after.bytes - bytes };
  }

  /** What has been counted so far. */
  total(): PassCost {
    return { calls: this.calls, flops: this.flops, bytes: this.bytes };
  }
}

/** The most bytes alive at once; `lasting` live to the end. */
function peakOf(
  steps: readonly Step[],
  arguments_: readonly Abstract[],
  lasting: readonly Abstract[],
): number {
  const lastUse = new Map<Abstract, number>();
  steps.forEach(({ reads, makes }, at) => {
    for (const x of [...reads, ...makes]) lastUse.set(x.owner, at);
  });
  for (const x of [...arguments_, ...lasting]) lastUse.set(x.owner, steps.length);
  const freed = new Map<number, Abstract[]>();
  for (const [x, at] of lastUse) freed.set(at, [...(freed.get(at) ?? []), x]);
  let alive = arguments_.reduce((sum, x) => sum + bytesOf(x), 0);
  let peak = alive;
  steps.forEach(({ makes }, at) => {
    for (const x of makes) if (x.owner === x) alive += bytesOf(x);
    peak = Math.max(peak, alive);
    for (const x of freed.get(at) ?? []) alive -= bytesOf(x);
  });
  return peak;
}

/**
 * What `f` and the pullback of all its outputs take: calls, arithmetic, bytes, and the peak of memory.
 *
 * Runs `f` on shapes alone, so it is quick whatever the sizes. Of a `cond` on a computed predicate it counts the branch
 * that takes more arithmetic; a `scan` counts step by step; a `whileLoop` whose end depends on values counts one round,
 * and `loopsCountedOnce` says that there was one. Throws for arguments that are not floats, and if `f` reads
 * a value.
 * @example
 * cost((x: Tensor<[64, 64]>) => sum(matmul(x, x)), zeros([64, 64])).forward.flops; // 528384
 */
export function cost<A extends readonly unknown[]>(f: (...args: A) => unknown, ...args: A): Cost {
  const { leaves, regroup } = joinFlats(args.map((x, i) => flattenArgument('cost', x, `argument ${i}`)));
  const counter = new Counter();
  const inputs = leaves.map((x) => new Abstract(counter, x));
  const run = (xs: readonly Tensor[]): readonly Tensor[] =>
    flattenTree('cost', 'output', f(...(regroup(xs) as [...A]))).leaves;
  return withRecorder(counter, () => {
    const { outputs, pullback } = vjpFlat(run, inputs);
    const forward = counter.total();
    const seeds = outputs.map((y) => (isFloat(y.dtype) ? new Abstract(counter, y) : null));
    const gradients = pullback(seeds);
    const all = counter.total();
    const lasting = [...outputs, ...gradients].filter((x) => x instanceof Abstract);
    return {
      forward,
      backward: {
        calls: all.calls - forward.calls,
        flops: all.flops - forward.flops,
        bytes: all.bytes - forward.bytes,
      },
      peakBytes: peakOf(counter.steps, inputs, lasting),
      loopsCountedOnce: counter.loops,
    };
  });
}
