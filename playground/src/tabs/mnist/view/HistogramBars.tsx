// A histogram: bars over the range of a tensor's numbers.
import type { JSX } from 'preact';
import type { Histogram } from '../../../runtime/histogram.ts';

/** Bars as high as their counts, the highest filling the height. */
export function HistogramBars(props: {
  readonly histogram: Histogram;
  readonly width: number;
  readonly height: number;
  readonly class?: string;
}): JSX.Element {
  const { histogram, width, height } = props;
  const { counts } = histogram;
  const most = Math.max(1, ...counts);
  const bar = width / counts.length;
  // Roots, so that what is rare is seen beside the many zeros.
  const path = counts
    .map((count, i) => {
      const tall = Math.sqrt(count / most) * height;
      return count === 0 ? '' : `M${i * bar} ${height}v${-tall}h${bar * 0.85}v${tall}z`;
    })
    .join('');
  return (
    <svg
      class={`histogram ${props.class ?? ''}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
