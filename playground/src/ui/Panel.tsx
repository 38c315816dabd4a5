// A box with a heading: what the parts of every tab stand in.
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A section of a tab; `actions` stand beside its heading. */
export function Panel(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly class?: string;
}): JSX.Element {
  const id = useId();
  return (
    <section class={`panel ${props.class ?? ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        {props.actions !== undefined && <div class="bar">{props.actions}</div>}
      </header>
      {props.children}
    </section>
  );
}
