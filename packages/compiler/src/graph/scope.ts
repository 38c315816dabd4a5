// Functions within functions while they are recorded: a body of a loop is a graph of its own, and what it uses of the
// functions around it comes in as inputs, one for each value, handed down level by level.
import { GraphBuilder, type Value } from './graph.ts';

/** A function that is being recorded. */
export class Scope {
  readonly builder: GraphBuilder = new GraphBuilder();
  private readonly around: Scope | undefined;
  private readonly handed = new Map<Value, Value>();

  constructor(around?: Scope) {
    this.around = around;
  }

  /** The outermost function. */
  get root(): Scope {
    return this.around?.root ?? this;
  }

  /** What has come in, as values of the function around; in the order of the inputs they became. */
  get closures(): readonly Value[] {
    return [...this.handed.keys()];
  }

  /** A value of `owner` as one of this function; `undefined` unless `owner` is this one or around it. */
  find(value: Value, owner: Scope): Value | undefined {
    if (owner === this) return value;
    const outer = this.around?.find(value, owner);
    if (outer === undefined) return undefined;
    const known = this.handed.get(outer);
    if (known !== undefined) return known;
    const inner = this.builder.input(outer);
    this.handed.set(outer, inner);
    return inner;
  }
}
