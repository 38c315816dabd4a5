// Lines over steps, by uPlot: fast enough to be drawn anew with every message from a worker.
// It takes its colors from the design tokens, and is made anew when the theme changes.
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import uPlot from 'uplot';
import { theme, token } from '../shell/theme.ts';

/** A line: its name, and the design token of its color. */
export interface Line {
  readonly label: string;
  readonly color: string;
}

/** A chart of lines that share their horizontal axis. */
export function Chart(props: {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly lines: readonly Line[];
  /** Horizontal values, then those of each line; `null` where a line has none. Another array, another picture. */
  readonly data: uPlot.AlignedData;
  readonly height?: number;
  readonly logarithmic?: boolean;
  readonly range?: uPlot.Range.MinMax;
  readonly xLabel?: string;
}): JSX.Element {
  const { data, height = 240, lines, logarithmic = false, range } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const colors = theme.value;
  useEffect(() => {
    if (!place.current) return undefined;
    const axis = {
      stroke: token('ink-2'),
      grid: { stroke: token('line'), width: 1 },
      ticks: { show: false },
      font: `12px ${token('font')}`,
    };
    const made = new uPlot(
      {
        width: place.current.clientWidth,
        height,
        cursor: { drag: { x: false, y: false } },
        scales: { x: { time: false }, y: { distr: logarithmic ? 3 : 1, ...(range && { range }) } },
        axes: [
          { ...axis, size: 30 },
          { ...axis, size: 48 },
        ],
        series: [
          { label: props.xLabel ?? 'step' },
          ...lines.map(({ label, color }) => ({
            label,
            stroke: token(color),
            width: 1.75,
            spanGaps: true,
            points: { show: false },
            value: (_: uPlot, value: number | null) => (value === null ? '–' : value.toPrecision(3)),
          })),
        ],
      },
      data,
      place.current,
    );
    chart.current = made;
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) made.setSize({ width: entry.contentRect.width, height });
    });
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, [colors, height, logarithmic, lines]);
  useEffect(() => chart.current?.setData(data), [data]);
  return <div class="chart" ref={place} role="img" aria-label={props.label} />;
}
