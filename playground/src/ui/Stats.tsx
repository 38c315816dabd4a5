// Figures with their names, in a grid that fits any width.
import type { JSX } from 'preact';

/** A figure: its name, its value as text, and its unit. */
export interface Stat {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
}

/** Figures that change while something runs. */
export function Stats({ stats }: { readonly stats: readonly Stat[] }): JSX.Element {
  return (
    <dl class="stats">
      {stats.map(({ name, value, unit }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {unit !== undefined && <small> {unit}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
