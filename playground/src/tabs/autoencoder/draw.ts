// Draws digits: where their codes lie in the plane, and what comes back of them.
import type { Draw } from '../../demo/Canvas.tsx';
import { colorName, rgb, type Color } from '../../demo/palette.ts';
import { token } from '../../shell/theme.ts';
import type { Digits } from './protocol.ts';

const digitSide = 28;
const digitSize = digitSide * digitSide;

/** The part of the plane that is shown. */
export interface Frame {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the plane where the codes lie, with a margin. */
export function frameOf(codes: Float32Array): Frame {
  const span = (axis: number): readonly [number, number] => {
    const values = codes.filter((_, i) => i % 2 === axis).toSorted();
    const low = values[Math.floor(0.01 * values.length)] ?? -1;
    const high = values[Math.ceil(0.99 * values.length) - 1] ?? 1;
    const margin = 0.08 * (high - low) || 1;
    return [low - margin, high - low + 2 * margin];
  };
  const [[left, width], [bottom, height]] = [span(0), span(1)];
  return { left, bottom, width, height };
}

/** Digits in the plane of codes, as numerals in the colors of their classes, or as they were written. */
export function planeOf(
  codes: Float32Array | undefined,
  digits: Digits | undefined,
  {
    chosen,
    probe,
    written,
  }: { chosen: number | undefined; probe: readonly [number, number] | undefined; written: boolean },
): Draw {
  return (context, width, height) => {
    context.fillStyle = token('sunken');
    context.fillRect(0, 0, width, height);
    if (!codes || !digits) return;
    const frame = frameOf(codes);
    const at = (x: number, y: number): readonly [number, number] => [
      ((x - frame.left) / frame.width) * width,
      height - ((y - frame.bottom) / frame.height) * height,
    ];
    context.font = `600 12px ${token('font')}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const sheet = written ? sheetOf(digits) : undefined;
    const size = 18;
    digits.labels.forEach((label, i) => {
      const [x, y] = at(codes[2 * i], codes[2 * i + 1]);
      if (sheet) {
        const from = [0, digitSide * i, digitSide, digitSide] as const;
        context.drawImage(sheet, ...from, x - size / 2, y - size / 2, size, size);
      } else {
        context.fillStyle = token(colorName(label));
        context.fillText(String(label), x, y);
      }
    });
    context.strokeStyle = token('ink');
    context.lineWidth = 1.5;
    if (chosen !== undefined) ring(context, at(codes[2 * chosen], codes[2 * chosen + 1]), 11);
    if (probe) ring(context, [probe[0] * width, probe[1] * height], 4);
  };
}

function ring(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** All digits below each other, each in the color of its class. Made once for each theme. */
function sheetOf(digits: Digits): OffscreenCanvas {
  const colors = Array.from({ length: 10 }, (_, label) => rgb(colorName(label)));
  const key = colors.join(' ');
  if (sheet?.key === key && sheet.digits === digits) return sheet.canvas;
  const canvas = new OffscreenCanvas(digitSide, digitSide * digits.labels.length);
  const image = new ImageData(canvas.width, canvas.height);
  digits.pixels.forEach((ink, n) => {
    image.data.set([...colors[digits.labels[Math.floor(n / digitSize)]], ink], 4 * n);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  sheet = { key, digits, canvas };
  return canvas;
}

let sheet: { readonly key: string; readonly digits: Digits; readonly canvas: OffscreenCanvas } | undefined;

/** Digits beside each other in rows of `columns`: gray values, ink on paper. */
export function digitsOf(rows: readonly (Uint8Array | undefined)[], columns: number): Draw {
  return (context, width, height) => {
    const [paper, ink] = [rgb('zero'), rgb('ink')];
    const [across, down] = [width / columns, height / rows.length];
    context.imageSmoothingEnabled = true;
    rows.forEach((pixels, row) => {
      const count = Math.min(columns, Math.floor((pixels?.length ?? 0) / digitSize));
      for (let column = 0; column < count; column++) {
        const own = pixels?.subarray(column * digitSize, (column + 1) * digitSize) ?? [];
        const picture = inked(own, paper, ink);
        context.drawImage(picture, column * across + 1, row * down + 1, across - 2, down - 2);
      }
    });
  };
}

function inked(pixels: ArrayLike<number>, paper: Color, ink: Color): OffscreenCanvas {
  const canvas = new OffscreenCanvas(digitSide, digitSide);
  const image = new ImageData(digitSide, digitSide);
  for (let n = 0; n < pixels.length; n++) {
    const share = pixels[n] / 255;
    for (let k = 0; k < 3; k++) image.data[4 * n + k] = paper[k] + share * (ink[k] - paper[k]);
    image.data[4 * n + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
