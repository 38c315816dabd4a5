// Numbers as color on a canvas, a pixel each, enlarged by the browser: many small maps in one picture.
// Blue is below zero and orange above; what is never negative goes from paper to ink.
import { useEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import { theme, token } from '../shell/theme.ts';
import type { Tiles } from './tiles.ts';

type Color = readonly [red: number, green: number, blue: number];

/** Maps of `values`, laid out as `tiles` say. */
export function HeatMap(props: {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly tiles: Tiles;
  /** The ends of the scale. */
  readonly min: number;
  readonly max: number;
  /** CSS pixels for a number. */
  readonly scale: number;
  readonly class?: string;
}): JSX.Element {
  const { values, tiles, min, max, scale } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const gap = tiles.width > 1 ? 1 : 0;
  const rows = Math.ceil(tiles.count / tiles.columns);
  const width = tiles.columns * (tiles.width + gap) - gap;
  const height = rows * (tiles.height + gap) - gap;
  const colors = theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(paint(values, tiles, { width, height, gap }, scaleOf(min, max)), 0, 0);
  }, [values, colors, width, height]);
  return (
    <canvas
      ref={canvas}
      class={`pixels ${props.class ?? ''}`}
      width={width}
      height={height}
      style={{ width: `${width * scale}px` }}
      role="img"
      aria-label={props.label}
    />
  );
}

function paint(
  values: ArrayLike<number>,
  tiles: Tiles,
  { width, height, gap }: { readonly width: number; readonly height: number; readonly gap: number },
  colorOf: (value: number) => Color,
): ImageData {
  const image = new ImageData(width, height);
  for (let tile = 0; tile < tiles.count; tile++) {
    const left = (tile % tiles.columns) * (tiles.width + gap);
    const top = Math.floor(tile / tiles.columns) * (tiles.height + gap);
    for (let y = 0; y < tiles.height; y++) {
      for (let x = 0; x < tiles.width; x++) {
        const from = tiles.index(tile, y, x);
        if (from < 0 || from >= values.length) continue;
        const [red, green, blue] = colorOf(values[from]);
        const to = ((top + y) * width + left + x) * 4;
        image.data[to] = red;
        image.data[to + 1] = green;
        image.data[to + 2] = blue;
        image.data[to + 3] = 255;
      }
    }
  }
  return image;
}

/** From a number to its color: diverging around zero where there are negative ones. */
function scaleOf(min: number, max: number): (value: number) => Color {
  const [zero, ink, plus, minus] = ['zero', 'ink', 'plus', 'minus'].map((name) => parse(token(name)));
  const largest = Math.max(Math.abs(min), Math.abs(max)) || 1;
  if (min >= 0) return (value) => mix(zero, ink, value / largest);
  return (value) => mix(zero, value < 0 ? minus : plus, Math.abs(value) / largest);
}

function parse(hex: string): Color {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function mix(from: Color, to: Color, share: number): Color {
  const t = Math.sqrt(Math.min(1, Math.max(0, share)));
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t];
}
