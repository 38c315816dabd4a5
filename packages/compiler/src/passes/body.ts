// The body of a scan as passes see it: what in it is the same in every step, what depends on the step alone, and what on
// the steps before.
import { inputsByBody, type ScanParams } from '../graph/control.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import { canStack, stackedCall, type Around, type Outside } from './stacked.ts';

/** `known`: made of constants; `fixed`: and of what the loop closes over; `row`: and of rows; `carried`: all else. */
export type Kind = 'known' | 'fixed' | 'row' | 'carried';

/** Whether a value is another one in each step. */
export const changes = (kind: Kind): boolean => kind === 'row' || kind === 'carried';

/** A scan, taken apart. */
export interface Loop {
  readonly call: Call;
  readonly params: ScanParams;
  readonly body: Graph;
  /** The inputs of the body that are carries, and what goes into the others from around it. */
  readonly carries: readonly Value[];
  readonly outside: ReadonlyMap<Value, Outside>;
  readonly kindOf: (value: Value) => Kind;
  /** Whether a call can be made for all steps at once. */
  readonly isMovable: (call: Call) => boolean;
}

/** A scan as it stands in a graph, with these inputs. */
export function loopOf(call: Call, inputs: readonly Value[], body: Graph): Loop {
  const params = call.params as ScanParams;
  const { operands, closures: outer } = inputsByBody({ ...call, inputs });
  const carries = body.inputs.slice(0, params.carries);
  const rows = body.inputs.slice(params.carries, operands.length);
  const outside = new Map<Value, Outside>();
  rows.forEach((row, k) => outside.set(row, { value: operands[params.carries + k], stacked: true }));
  body.inputs
    .slice(operands.length)
    .forEach((value, k) => outside.set(value, { value: outer[0][k], stacked: false }));
  return { call, params, body, carries, outside, ...kindsIn(body, carries, rows) };
}

/** What each value of a body depends on, and which calls can be made for all steps at once; the others are of their step. */
export function kindsIn(
  body: Graph,
  carries: readonly Value[],
  rows: readonly Value[],
): Pick<Loop, 'kindOf' | 'isMovable'> {
  const kinds = new Map<Value, Kind>(body.inputs.map((value) => [value, 'fixed']));
  for (const value of carries) kinds.set(value, 'carried');
  for (const value of rows) kinds.set(value, 'row');
  const kindOf = (value: Value): Kind => kinds.get(value) ?? 'known';
  const movable = new Set<Call>();
  for (const call of body.calls) {
    const own = call.inputs.map(kindOf);
    if (canStack(call, own.map(changes))) movable.add(call);
    const most = order.findLast((kind) => own.includes(kind)) ?? 'known';
    for (const value of call.outputs) kinds.set(value, movable.has(call) ? most : 'carried');
  }
  return { kindOf, isMovable: (call) => movable.has(call) };
}
const order: readonly Kind[] = ['known', 'fixed', 'row', 'carried'];

/** Makes calls of a body outside of it, in the order in which they stand there. */
export class Copies {
  private readonly made: Map<Value, Outside>;
  private readonly around: Around;

  constructor(given: ReadonlyMap<Value, Outside>, around: Around) {
    this.made = new Map(given);
    this.around = around;
  }

  /** What stands outside for a value of the body: constants, what was given, and what was made. */
  find(value: Value): Outside {
    const known = this.made.get(value);
    if (known !== undefined) return known;
    if (value.source.kind !== 'constant')
      throw new Error(`value ${value.id} is not there outside of its loop`);
    return { value: this.around.scene.builder.constant(value.source.tensor), stacked: false };
  }

  make(calls: readonly Call[]): void {
    const { builder } = this.around.scene;
    for (const call of calls) {
      builder.like(call);
      const outputs = stackedCall(call, call.inputs.map((value) => this.find(value)), this.around); // prettier-ignore
      call.outputs.forEach((value, slot) => this.made.set(value, outputs[slot]));
    }
  }
}
