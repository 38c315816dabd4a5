// What is known of one node of a tape: its shape, its numbers, the cotangent that came back, and its line in the code.
import type { JSX } from 'preact';
import { short } from '../../../ui/format.ts';
import type { Histogram } from '../../../runtime/histogram.ts';
import type { TapeNode } from '../../../runtime/tape.ts';
import { HistogramBars } from './HistogramBars.tsx';

/** The facts of a node; its cotangent only once the backward pass has reached it. */
export function TapeNodeFacts(props: {
  readonly node: TapeNode;
  readonly code: string;
  readonly reached: boolean;
}): JSX.Element {
  const { node, code, reached } = props;
  const { op, name, layer, shape, dtype, place, values, cotangent } = node;
  return (
    <div class="tape-facts" role="status">
      <h3>
        {name ?? op}
        {layer !== undefined && <span> in {layer}</span>}
      </h3>
      <p class="mono">
        {dtype}[{shape.join(', ')}]
      </p>
      {place ? (
        <Excerpt code={code} line={place.line} />
      ) : (
        <p class="note">This op is part of the loss, which the page puts behind the network.</p>
      )}
      <Numbers title={name === undefined ? 'Values' : 'Parameters'} histogram={values} />
      {cotangent === undefined ? (
        <p class="note">No cotangent comes back to it.</p>
      ) : reached || name !== undefined ? (
        <Numbers
          title={name === undefined ? 'Cotangent' : 'Gradient'}
          histogram={cotangent}
          class="cotangent"
        />
      ) : (
        <p class="note">The backward pass has not come here yet.</p>
      )}
    </div>
  );
}

/** The line that asked for it, and those around. */
function Excerpt({ code, line }: { readonly code: string; readonly line: number }): JSX.Element {
  const around = 2;
  const from = Math.max(1, line - around);
  const lines = code.split('\n').slice(from - 1, line + around);
  return (
    <pre class="excerpt" tabIndex={0} aria-label={`Line ${line} of the code`}>
      {lines.map((text, i) => (
        <code key={i} aria-current={from + i === line ? 'location' : undefined}>
          <span>{String(from + i).padStart(3)} </span>
          {text}
        </code>
      ))}
    </pre>
  );
}

function Numbers(props: {
  readonly title: string;
  readonly histogram: Histogram;
  readonly class?: string;
}): JSX.Element {
  const { title, histogram } = props;
  const { min, max, mean, strays } = histogram;
  return (
    <figure>
      <figcaption>
        {title} <span>mean {short(mean)}</span>
      </figcaption>
      <HistogramBars histogram={histogram} width={220} height={52} class={props.class ?? ''} />
      <div class="ends">
        <span>{short(min)}</span>
        <span>{short(max)}</span>
      </div>
      {strays > 0 && <p class="note">{strays} are NaN or infinite.</p>}
    </figure>
  );
}
