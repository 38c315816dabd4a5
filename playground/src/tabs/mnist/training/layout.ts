// Where the nodes of a tape are drawn: layers of a graph from the top down, by dagre. In the worker, as it takes time.
import { Graph, layout } from '@dagrejs/dagre';
import type { TapeGraph } from '../../../runtime/tape.ts';
import type { TapeLayout } from '../protocol.ts';

/** The size of a node in CSS pixels. */
const size = { width: 186, height: 58 };

/** Places for the nodes and edges of a graph, their middles and corners. */
export function layoutOf({ nodes }: TapeGraph): TapeLayout {
  const graph = new Graph().setGraph({ rankdir: 'TB', nodesep: 16, ranksep: 30, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach((_, at) => graph.setNode(String(at), { ...size }));
  nodes.forEach(({ parents }, at) => parents.forEach((parent) => graph.setEdge(String(parent), String(at))));
  layout(graph);
  const whole = graph.graph() as { readonly width: number; readonly height: number };
  const place = (x: { readonly x: number; readonly y: number }) => [x.x, x.y] as const;
  return {
    width: whole.width,
    height: whole.height,
    node: size,
    places: nodes.map((_, at) => place(graph.node(String(at)) as { x: number; y: number })),
    edges: graph.edges().map((edge) => ({
      from: Number(edge.v),
      to: Number(edge.w),
      points: (graph.edge(edge) as { points: { x: number; y: number }[] }).points.map(place),
    })),
  };
}
