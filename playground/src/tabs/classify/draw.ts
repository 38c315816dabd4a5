// Draws what a network makes of the plane: the regions of the classes with the points, and the grid as two neurons see it.
import { token } from '../../shell/theme.ts';
import type { Draw } from '../../demo/Canvas.tsx';
import { colorName, css, mix, rgb, type Color } from '../../demo/palette.ts';
import { drawCross, type Place } from '../../demo/usePoints.ts';
import type { Point } from './points.ts';
import { cells, lines, reach, type ClassifyView } from './protocol.ts';

/** What is marked among the points. */
interface Marks {
  readonly held: number | undefined;
  /** Where keys would put a point. */
  readonly cursor: Place | undefined;
}

/** The likeliest class's color in each place, paler where it is less sure, and the points. */
export function regionsOf(view: ClassifyView | undefined, points: readonly Point[], marks: Marks): Draw {
  return (context, width, height) => {
    const place = (x: number, y: number): readonly [number, number] => [
      ((x + reach) / (2 * reach)) * width,
      ((reach - y) / (2 * reach)) * height,
    ];
    if (view) drawRegions(context, view, width, height);
    points.forEach((point, i) => {
      const [x, y] = place(point.x, point.y);
      dot(context, x, y, point.label, i === marks.held ? 8 : 5);
    });
    if (marks.cursor) drawCross(context, ...place(marks.cursor.x, marks.cursor.y), token('ink'));
  };
}

function drawRegions(
  context: CanvasRenderingContext2D,
  { regions, classes }: ClassifyView,
  width: number,
  height: number,
): void {
  const small = new OffscreenCanvas(cells, cells);
  const image = new ImageData(cells, cells);
  const colorAt = mixer(regions, classes);
  for (let cell = 0; cell < cells * cells; cell++) image.data.set([...colorAt(cell), 255], cell * 4);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, width, height);
}

/** The color of a cell: those of the classes, each as far as it is likely. */
function mixer(regions: Float32Array, classes: number): (cell: number) => Color {
  const paper = rgb('surface');
  const colors = Array.from({ length: classes }, (_, k) => mix(paper, rgb(colorName(k)), 0.42));
  return (cell) => {
    let [red, green, blue] = [0, 0, 0];
    for (let k = 0; k < classes; k++) {
      const share = regions[cell * classes + k];
      red += share * colors[k][0];
      green += share * colors[k][1];
      blue += share * colors[k][2];
    }
    return [red, green, blue];
  };
}

/** Of so many lines of the grid, one is drawn. */
const every = 4;

/** The grid of the plane, bent as the two neurons bend it, colored by the likeliest class; and the points in it. */
export function warpOf(view: ClassifyView | undefined, points: readonly Point[]): Draw {
  return (context, width, height) => {
    if (!view) return;
    const { grid, places, classes, regions } = view;
    const across = spanOf(grid, 0);
    const up = spanOf(grid, 1);
    const margin = 14;
    const at = (values: Float32Array, i: number): readonly [number, number] => [
      margin + ((values[2 * i] - across.min) / across.size) * (width - 2 * margin),
      height - margin - ((values[2 * i + 1] - up.min) / up.size) * (height - 2 * margin),
    ];
    const colorAt = mixer(regions, classes);
    context.lineWidth = 0.75;
    for (let row = 0; row < lines - 1; row++) {
      for (let column = 0; column < lines - 1; column++) {
        const corners = [0, 1, lines + 1, lines].map((step) => at(grid, row * lines + column + step));
        context.fillStyle = css(colorAt(cellAt(row, column)));
        context.strokeStyle = context.fillStyle;
        context.beginPath();
        corners.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
        context.fill();
        context.stroke();
      }
    }
    context.strokeStyle = token('ink-2');
    context.globalAlpha = 0.55;
    context.beginPath();
    for (let line = 0; line < lines; line += every) {
      for (let i = 0; i < lines; i++) trace(context, at(grid, line * lines + i), i);
      for (let i = 0; i < lines; i++) trace(context, at(grid, i * lines + line), i);
    }
    context.stroke();
    context.globalAlpha = 1;
    points.slice(0, places.length / 2).forEach(({ label }, i) => dot(context, ...at(places, i), label, 4));
  };
}

function trace(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], i: number): void {
  if (i === 0) context.moveTo(x, y);
  else context.lineTo(x, y);
}

/** The cell of the regions that the middle of a cell of the grid lies in. */
function cellAt(row: number, column: number): number {
  const cell = (i: number): number => Math.floor(((i + 0.5) / (lines - 1)) * cells);
  return cell(row) * cells + cell(column);
}

function spanOf(values: Float32Array, first: number): { readonly min: number; readonly size: number } {
  let [min, max] = [Infinity, -Infinity];
  for (let i = first; i < values.length; i += 2) {
    min = Math.min(min, values[i]);
    max = Math.max(max, values[i]);
  }
  return { min, size: max - min || 1 };
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, label: number, radius: number): void {
  context.fillStyle = token(colorName(label));
  context.strokeStyle = token('surface');
  context.lineWidth = 1.5;
  context.beginPath();
  // Classes differ in form too, for those who do not tell the colors apart.
  if (label % 2 === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  context.fill();
  context.stroke();
}
