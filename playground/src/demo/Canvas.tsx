// A canvas that is as sharp as the screen, and drawn anew when what it shows, its size or the theme changes.
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentProps, JSX } from 'preact';
import { theme } from '../shell/theme.ts';

/** Draws a picture of a size in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** A drawing as wide as its place. Whoever can use it with the pointer or keys says so by the other properties. */
export function Canvas({
  label,
  draw,
  aspect = 1,
  class: name = '',
  ...rest
}: {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly draw: Draw;
  /** Width by height. */
  readonly aspect?: number;
  readonly class?: string;
} & Omit<ComponentProps<'canvas'>, 'draw' | 'label' | 'class'>): JSX.Element {
  const place = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const colors = theme.value;
  useEffect(() => paint(place.current, latest.current), [draw, colors]);
  useEffect(() => {
    const watch = new ResizeObserver(() => paint(place.current, latest.current));
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return (
    <canvas
      role="img"
      {...rest}
      ref={place}
      class={`drawing ${name}`}
      style={{ aspectRatio: String(aspect) }}
      aria-label={label}
    />
  );
}

function paint(canvas: HTMLCanvasElement | null, draw: Draw): void {
  const context = canvas?.getContext('2d');
  if (!canvas || !context || canvas.clientWidth === 0) return;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const ratio = Math.min(2, devicePixelRatio);
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  draw(context, width, height);
}

/** Where a pointer is on an element, from 0 to 1 both ways. */
export function placeOf(event: PointerEvent): readonly [x: number, y: number] {
  const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}
