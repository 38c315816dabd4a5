// Loops for the tests of passes, and what becomes of them.
import { scan, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { printGraph } from '../graph/print.ts';
import { record } from '../graph/record.ts';
import type { Graph } from '../graph/graph.ts';

type Leaves = readonly Tensor[];

/** The graph of a function of tensors with these shapes. */
export function traced(shapes: readonly (readonly number[])[], f: (xs: Leaves) => Leaves): Graph {
  return record(
    shapes.map((shape) => ({ shape, dtype: 'float32' }) as Spec),
    f,
  );
}

/** `scan` of tensors, without types. */
export function loop(
  step: (carry: Leaves, row: Tensor) => readonly [carry: Leaves, y: Leaves],
  init: Leaves,
  xs: Tensor,
): Leaves {
  const [last, ys] = scan(step as never, init as never, xs as never);
  return [...(last as Leaves), ...(ys as Leaves)];
}

/** A graph before and after a pass. */
export function beforeAndAfter(graph: Graph, pass: (graph: Graph) => Graph): string {
  return `${printGraph(graph)}\n\n${printGraph(pass(graph))}`;
}
