// A scan that reads what it computed itself: values of its steps come in as rows.
import { control, type Control, type ScanParams } from '../graph/control.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { part } from './part.ts';

/** A scan, in parts. */
export interface ScanParts {
  readonly body: Graph;
  readonly params: ScanParams;
  readonly inputs: readonly Value[];
}

/** The scan with `values` of its body read from `stacks`, and with `more` values of its body as outputs. */
export function withRows(
  { body, params, inputs }: ScanParts,
  values: readonly Value[],
  stacks: readonly Value[],
  more: readonly Value[] = [],
): { readonly primitive: Control; readonly params: ScanParams; readonly inputs: readonly Value[] } {
  const split = params.carries + params.rows;
  const inserted = <T>(list: readonly T[], own: readonly T[]): readonly T[] => [
    ...list.slice(0, split),
    ...own,
    ...list.slice(split),
  ];
  const changed =
    values.length + more.length === 0
      ? body
      : part(body, inserted(body.inputs, values), [...body.outputs, ...more]);
  return {
    primitive: control('scan', [changed]),
    params: { ...params, rows: params.rows + values.length },
    inputs: inserted(inputs, stacks),
  };
}
