// One digit and what the network reads in it: the likeliest classes as bars.
import type { JSX } from 'preact';
import { HeatMap } from '../../../ui/HeatMap.tsx';
import { percent } from '../../../ui/format.ts';
import { tilesOf } from '../../../ui/tiles.ts';
import type { Reading } from '../protocol.ts';

/** The picture of a digit. */
export function Picture(props: {
  readonly pixels: Uint8Array;
  readonly size: number;
  readonly label: string;
  readonly scale?: number;
}): JSX.Element {
  const { pixels, size, label, scale = 2 } = props;
  return (
    <HeatMap
      class="digit"
      label={label}
      values={pixels}
      tiles={tilesOf([1, size, size])}
      min={0}
      max={255}
      scale={scale}
    />
  );
}

/** The three likeliest classes, the right one marked where it is known. */
export function Bars({ reading }: { readonly reading: Reading }): JSX.Element {
  const likeliest = reading.probabilities
    .map((probability, digit) => ({ probability, digit }))
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, 3);
  return (
    <ol class="bars">
      {likeliest.map(({ digit, probability }) => (
        <li key={digit} data-right={reading.label === undefined ? undefined : digit === reading.label}>
          <span>{digit}</span>
          <span class="track">
            <span style={{ width: `${probability * 100}%` }} />
          </span>
          <span>{percent(probability)}</span>
        </li>
      ))}
    </ol>
  );
}
