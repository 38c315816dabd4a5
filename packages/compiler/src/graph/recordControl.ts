// Loops and branches as they are recorded: one call, with a graph for each of the functions.
import type { Tensor } from '@cotangent/tensor';
import type { ControlFlow, Params, Primitive, Spec } from '@cotangent/tensor/extend';
import { control, type ControlName } from './control.ts';
import type { Graph, Value } from './graph.ts';

type Leaves = readonly Tensor[];

/** The graph of a body, and the values of the graph around it that it closes over. */
export interface Body {
  readonly graph: Graph;
  readonly closures: readonly Value[];
}

/** What is asked of a recorder. */
interface Recording {
  body(specs: readonly Spec[], f: (inputs: Leaves) => Leaves): Body;
  valueOf(x: Tensor): Value;
  call(primitive: Primitive, inputs: readonly Value[], params: Params): Leaves;
}

/** Keeps control flow as such. */
export class RecordedControl implements ControlFlow {
  private readonly recorder: Recording;

  constructor(recorder: Recording) {
    this.recorder = recorder;
  }

  cond: ControlFlow['cond'] = (predicate, branches) => {
    const bodies = branches.map((branch) => this.recorder.body([], branch));
    return this.call('cond', [predicate], bodies, {});
  };

  whileLoop: ControlFlow['whileLoop'] = (test, body, carry) => {
    const tested = this.recorder.body(carry, (inputs) => [test(inputs)]);
    const stepped = this.recorder.body(carry, body);
    return this.call('whileLoop', carry, [tested, stepped], { carries: carry.length });
  };

  scan: ControlFlow['scan'] = (body, carry, xs, { length, reverse }) => {
    const carries = carry.length;
    const rows = xs.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
    const step = this.recorder.body([...carry, ...rows], (inputs) =>
      body(inputs.slice(0, carries), inputs.slice(carries)).flat(),
    );
    const params = { length, reverse, carries, rows: xs.length };
    const outputs = this.call('scan', [...carry, ...xs], [step], params);
    return [outputs.slice(0, carries), outputs.slice(carries)];
  };

  private call(name: ControlName, operands: Leaves, bodies: readonly Body[], params: Params): Leaves {
    const { recorder } = this;
    const primitive = control(
      name,
      bodies.map(({ graph }) => graph),
    );
    const closures = bodies.flatMap((body) => body.closures);
    return recorder.call(primitive, [...operands.map((x) => recorder.valueOf(x)), ...closures], params);
  }
}
