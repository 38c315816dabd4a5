// Draws points, the curve that the network has found among them, and the neurons that it is made of.
import type { Draw } from '../../demo/Canvas.tsx';
import { drawCross, type Place } from '../../demo/usePoints.ts';
import { token } from '../../shell/theme.ts';
import { reach, samples, type RegressView } from './protocol.ts';

/** The picture; `held` is the point that is dragged, and `cursor` where keys would put one. */
export function curveOf(
  view: RegressView | undefined,
  points: readonly Place[],
  marks: { readonly held: number | undefined; readonly cursor: Place | undefined; readonly neurons: boolean },
): Draw {
  return (context, width, height) => {
    const at = ({ x, y }: Place): readonly [number, number] => [
      ((x + reach.x) / (2 * reach.x)) * width,
      ((reach.y - y) / (2 * reach.y)) * height,
    ];
    context.fillStyle = token('sunken');
    context.fillRect(0, 0, width, height);
    line(context, [at({ x: -reach.x, y: 0 }), at({ x: reach.x, y: 0 })], token('line'), 1);
    const trace = (values: Float32Array): readonly (readonly [number, number])[] =>
      Array.from(values, (y, i) => at({ x: (2 * i * reach.x) / (samples - 1) - reach.x, y }));
    if (view && marks.neurons) {
      context.globalAlpha = 0.45;
      for (let from = 0; from < view.neurons.length; from += samples)
        line(context, trace(view.neurons.subarray(from, from + samples)), token('ink-2'), 1);
      context.globalAlpha = 1;
    }
    if (view) line(context, trace(view.curve), token('accent'), 3);
    context.fillStyle = token('second');
    context.strokeStyle = token('surface');
    context.lineWidth = 1.5;
    points.forEach((point, i) => {
      context.beginPath();
      context.arc(...at(point), i === marks.held ? 8 : 5, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    });
    if (marks.cursor) drawCross(context, ...at(marks.cursor), token('ink'));
  };
}

function line(
  context: CanvasRenderingContext2D,
  path: readonly (readonly [number, number])[],
  color: string,
  width: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  path.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}
