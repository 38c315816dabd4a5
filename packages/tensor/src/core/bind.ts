// `bind` is the single door: every op ends here, and whoever stands highest among its inputs takes the call.
// Levels live in the tracers, not in a global tape, so await, exceptions and nesting are safe.
import type { Shape, Sizes, Spec } from '../shape/dim.ts';
import { compute } from './compute.ts';
import { DenseTensor, sizeOf, toPrimitive } from './dense.ts';
import { Printable } from './printable.ts';
import type { DType, Scalar, TypedArray } from '../base/dtype.ts';
import type { DefaultDType, Nested, Tensor } from './tensor.ts';
import type { Params, Primitive } from './primitive.ts';
import { showSpec } from '../base/error.ts';

/** Gives primitives another meaning than computing: records them on a tape, in a graph, … */
export interface Interpreter {
  /** Higher levels were opened later; the highest one among the inputs takes the call. From `nextLevel`. */
  readonly level: number;
  /** Interprets one call; at least one input is this interpreter's tracer, or it records everything. */
  process<P extends Params>(primitive: Primitive<P>, inputs: readonly Tensor[], params: P): readonly Tensor[];
  /** Takes control flow as a whole; without it, loops unroll and branches are chosen while interpreting. */
  readonly control?: ControlFlow;
  /**
   * `x` as the levels below see it, of interpreters that pass on to those whatever they are given. Their `control` is
   * asked only where the levels below keep control flow too.
   */
  lower?(x: Tensor): Tensor;
  /** Whether it looks for what functions close over, and so wants to see derivatives of one's own run as well. */
  readonly looksInside?: boolean;
  /**
   * Which way a predicate goes, of interpreters without `control` whose tracers have no values: of a branch, both ways
   * are given; of a loop, how often it has gone round.
   */
  guess?(branches: readonly [onTrue: () => unknown, onFalse: () => unknown] | number): boolean;
  /** Runs `f`, whose calls are made again even if they were made before; of those that take every call. */
  anew?<T>(f: () => T): T;
}

/**
 * The structured forms of control flow, for interpreters that keep loops and branches as such.
 *
 * All trees are lists of leaves here, and the functions check what they return. They may be called once or more
 * with any tensors of the given specs: tracers of this interpreter itself, so that those of derivatives taken further
 * in stay above them. `closures` are the tracers, of this interpreter and of lower levels, that the functions close over.
 */
export interface ControlFlow {
  /** Both branches return leaves of the same specs; each must be called unless the predicate is known. */
  cond(
    predicate: Tensor,
    branches: readonly [onTrue: () => readonly Tensor[], onFalse: () => readonly Tensor[]],
    closures: readonly Tensor[],
  ): readonly Tensor[];
  /** `test` returns a bool of size 1, `body` leaves of the specs of `carry`. */
  whileLoop(
    test: (carry: readonly Tensor[]) => Tensor,
    body: (carry: readonly Tensor[]) => readonly Tensor[],
    carry: readonly Tensor[],
    closures: readonly Tensor[],
  ): readonly Tensor[];
  /** `body` takes rows `[...s]` of `xs`, `[length, ...s]`; its `ys` come back stacked, and in place if in reverse. */
  scan(
    body: (carry: readonly Tensor[], x: readonly Tensor[]) => readonly [readonly Tensor[], readonly Tensor[]],
    carry: readonly Tensor[],
    xs: readonly Tensor[],
    options: { readonly length: number; readonly reverse: boolean },
    closures: readonly Tensor[],
  ): readonly [carry: readonly Tensor[], ys: readonly Tensor[]];
}

let lastLevel = 0;

/**
 * A level above all that were given before.
 * @example nextLevel() < nextLevel(); // true
 */
export function nextLevel(): number {
  return ++lastLevel;
}

/** Whether no interpreter has been opened since. */
export function isNewest({ level }: Interpreter): boolean {
  return level === lastLevel;
}

let recorder: Interpreter | undefined;

/**
 * Runs `f` while `interpreter` also takes the calls that have no tracer among their inputs. Synchronous.
 * @example
 * const names: string[] = [];
 * const recorder: Interpreter = {
 *   level: nextLevel(),
 *   process(primitive, inputs, params) {
 *     names.push(primitive.name);
 *     return primitive.kernel(inputs as DenseTensor[], params, primitive.shape(inputs, params));
 *   },
 * };
 * withRecorder(recorder, () => exp(neg(tensor([1, 2]))));
 * names; // ['neg', 'exp']
 */
export function withRecorder<T>(interpreter: Interpreter, f: () => T): T {
  const outer = recorder;
  recorder = interpreter;
  try {
    return f();
  } finally {
    recorder = outer;
  }
}

/**
 * Runs `f`, whose calls are meant to compute again what may have been computed before: whoever takes every call, to find
 * among them what need not be done twice, does not look beyond `f` then.
 * @example anew(() => add(tensor([1, 2]), 1)); // float32[2] [2, 3]
 */
export function anew<T>(f: () => T): T {
  return recorder?.anew === undefined ? f() : recorder.anew(f);
}

/**
 * A stand-in for a tensor while a function is interpreted. Subclasses say what reading its values means.
 * @example
 * class Wrapped extends Tracer {
 *   readonly interpreter: Interpreter = { level: nextLevel(), process: () => [] };
 *   concrete = (): Tensor => tensor([1, 2]) as Tensor;
 * }
 * new Wrapped({ shape: [2], dtype: 'float32' }).toArray(); // [1, 2]
 */
export abstract class Tracer<out S extends Shape = Shape, out D extends DType = DefaultDType<S>>
  extends Printable
  implements Tensor<S, D>
{
  abstract readonly interpreter: Interpreter;
  readonly shape: Sizes<S>;
  readonly dtype: D;
  readonly rank: S['length'];
  readonly size: number;

  constructor(spec: Spec) {
    super();
    this.shape = spec.shape as Sizes<S>;
    this.dtype = spec.dtype as D;
    this.rank = spec.shape.length;
    this.size = sizeOf(spec.shape);
  }

  /** The tensor whose values are read where this tracer is; throws where there are none yet. */
  abstract concrete(reading: string): Tensor<S, D>;

  data(): TypedArray<D> {
    return this.concrete('data()').data();
  }
  toArray<N = Nested<S, Scalar<D>>>(): N {
    return this.concrete('toArray()').toArray<N>();
  }
  item(): Scalar<D> {
    return this.concrete('item()').item();
  }
  read(): Promise<TypedArray<D>> {
    return this.concrete('read()').read();
  }
  override toString(): string {
    return `Tracer ${showSpec(this)}`;
  }
  [Symbol.toPrimitive](hint: string): string {
    return toPrimitive(this, hint);
  }
}

/**
 * Whether `x` is a tensor, dense or traced.
 * @example isTensor([1, 2]); // false
 */
export function isTensor(x: unknown): x is Tensor {
  return x instanceof DenseTensor || x instanceof Tracer;
}

/**
 * The interpreter that takes a call with these inputs; `undefined` where it simply computes.
 * @example interpreterOf([tensor([1, 2])]); // undefined
 */
export function interpreterOf(inputs: readonly Tensor[]): Interpreter | undefined {
  let top = recorder;
  for (let i = 0; i < inputs.length; i++) {
    const x = inputs[i];
    if (x instanceof Tracer && (top === undefined || x.interpreter.level > top.level)) top = x.interpreter;
  }
  return top;
}

/**
 * Calls a primitive: the highest interpreter among the inputs takes it, else its kernel computes.
 *
 * Checks nothing: that is for the op around it.
 * @example
 * const named = primitives.find(({ name }) => name === 'neg') as Primitive;
 * bind(named, [tensor([1, 2])], {}); // [float32[2] [-1, -2]]
 */
export function bind<P extends Params>(
  primitive: Primitive<P>,
  inputs: readonly Tensor[],
  params: P,
): readonly Tensor[] {
  const interpreter = interpreterOf(inputs);
  if (interpreter !== undefined) return interpreter.process(primitive, inputs, params);
  return compute(primitive, inputs as readonly DenseTensor[], params);
}

/**
 * `bind` for primitives of one output.
 * @example
 * const named = primitives.find(({ name }) => name === 'neg') as Primitive;
 * bindOne(named, [tensor([1, 2])], {}); // float32[2] [-1, -2]
 */
export function bindOne<P extends Params>(
  primitive: Primitive<P>,
  inputs: readonly Tensor[],
  params: P,
): Tensor {
  return bind(primitive, inputs, params)[0];
}

const noParams: Params = Object.freeze({});

/**
 * `bindOne` for primitives without parameters.
 * @example
 * const named = primitives.find(({ name }) => name === 'neg') as Primitive;
 * apply(named, tensor([1, 2])); // float32[2] [-1, -2]
 */
export function apply(primitive: Primitive, ...inputs: readonly Tensor[]): Tensor {
  return bind(primitive, inputs, noParams)[0];
}
