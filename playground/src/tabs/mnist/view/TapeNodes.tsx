// The nodes of a tape where the layout puts them, and the arrows between them.
import { memo } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import type { TapeNode } from '../../../runtime/tape.ts';
import type { Tape } from '../protocol.ts';
import { HistogramBars } from './HistogramBars.tsx';

/** The graph; arrow keys follow its edges, up to what a node reads and down to what reads it. */
export function TapeNodes(props: {
  readonly tape: Tape;
  readonly chosen: number;
  readonly reached: ReadonlySet<number>;
  readonly onChoose: (at: number) => void;
}): JSX.Element {
  const { tape, chosen, reached, onChoose } = props;
  const { graph, layout } = tape;
  const place = useRef<HTMLDivElement>(null);
  const [width, height] = [layout.node.width, layout.node.height];
  useEffect(() => {
    const [x, y] = layout.places[chosen];
    const box = place.current;
    if (!box) return;
    const [left, top] = [x - box.clientWidth / 2, y - box.clientHeight / 2];
    box.scrollTo({ left, top });
  }, [tape, chosen]);
  const move = (event: KeyboardEvent): void => {
    const next = neighbor(graph.nodes, chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    place.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus({ preventScroll: true });
  };
  return (
    <div
      class="tape-graph"
      ref={place}
      role="group"
      aria-label="Ops of the step, from the parameters to the loss"
    >
      <div style={{ width: `${layout.width}px`, height: `${layout.height}px` }} onKeyDown={move}>
        <svg width={layout.width} height={layout.height} aria-hidden="true">
          {layout.edges.map(({ from, to, points }) => (
            <path
              key={`${from} ${to}`}
              data-reached={reached.has(to)}
              d={`M${points.map((point) => point.join(' ')).join('L')}`}
            />
          ))}
        </svg>
        {graph.nodes.map((node, at) => (
          <Node
            key={at}
            at={at}
            node={node}
            left={layout.places[at][0] - width / 2}
            top={layout.places[at][1] - height / 2}
            width={width}
            height={height}
            chosen={at === chosen}
            reached={reached.has(at)}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

const Node = memo(function Node(props: {
  readonly at: number;
  readonly node: TapeNode;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly chosen: boolean;
  readonly reached: boolean;
  readonly onChoose: (at: number) => void;
}): JSX.Element {
  const { at, node, left, top, width, height, chosen, reached } = props;
  const shape = `[${node.shape.join(', ')}]`;
  const histogram = reached && node.cotangent ? node.cotangent : node.values;
  return (
    <button
      type="button"
      class="tape-node"
      data-node={at}
      data-reached={reached}
      data-parameter={node.op === 'input'}
      aria-pressed={chosen}
      tabIndex={chosen ? 0 : -1}
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
      onClick={() => props.onChoose(at)}
    >
      <span class="op">{node.name ?? node.op}</span>
      <span class="shape">{shape}</span>
      <HistogramBars histogram={histogram} width={width - 16} height={16} />
    </button>
  );
});

/** The node that an arrow key leads to. */
function neighbor(nodes: readonly TapeNode[], at: number, key: string): number | undefined {
  const children = (of: number): readonly number[] =>
    nodes.flatMap(({ parents }, child) => (parents.includes(of) ? child : []));
  switch (key) {
    case 'ArrowUp':
      return nodes[at].parents.at(-1);
    case 'ArrowDown':
      return children(at)[0];
    case 'ArrowLeft':
      return at > 0 ? at - 1 : undefined;
    case 'ArrowRight':
      return at + 1 < nodes.length ? at + 1 : undefined;
    default:
      return undefined;
  }
}
