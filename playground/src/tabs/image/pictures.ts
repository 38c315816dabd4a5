// Small pictures to learn, drawn by code, and the visitor's own.
import { Dice } from '../../demo/dice.ts';
import { side } from './protocol.ts';

/** Pixels, RGBA, rows from the top. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

type Brush = OffscreenCanvasRenderingContext2D;

/** The pictures there are. */
export const pictures: Readonly<Record<string, (brush: Brush) => void>> = {
  /** A sun that sets behind hills, over water. */
  Sunset(brush) {
    fill(brush, [0, 0, 1, 0.62], gradient(brush, 0, 0.62, ['#2b1a5e', '#a13a74', '#ff8a4c', '#ffd27a']));
    disc(brush, 0.62, 0.5, 0.13, '#fff1b8');
    fill(brush, [0, 0.62, 1, 0.38], gradient(brush, 0.62, 1, ['#d9745e', '#4a2f7a', '#1a1546']));
    for (let i = 0; i < 7; i++)
      fill(brush, [0.56 - 0.02 * i, 0.65 + 0.045 * i, 0.12 + 0.04 * i, 0.014], '#ffcf86');
    polygon(brush, '#30204f', [0, 0.62, 0, 0.42, 0.14, 0.5, 0.26, 0.38, 0.5, 0.62]);
    polygon(brush, '#45286b', [0.66, 0.62, 0.84, 0.47, 1, 0.55, 1, 0.62]);
  },
  /** A balloon above meadows. */
  Balloon(brush) {
    fill(brush, [0, 0, 1, 1], gradient(brush, 0, 1, ['#3f8fe0', '#bfe3ff']));
    disc(brush, 0.2, 0.24, 0.09, '#ffffff');
    disc(brush, 0.3, 0.26, 0.07, '#ffffff');
    disc(brush, 0.82, 0.42, 0.07, '#f4fbff');
    const stripes = ['#d7263d', '#ffd23f', '#d7263d', '#ffd23f', '#d7263d'];
    stripes.forEach((color, i) => {
      brush.save();
      brush.beginPath();
      brush.rect((0.32 + 0.076 * i) * side, 0, 0.076 * side, side);
      brush.clip();
      disc(brush, 0.51, 0.36, 0.19, color);
      polygon(brush, color, [0.34, 0.44, 0.47, 0.64, 0.55, 0.64, 0.68, 0.44]);
      brush.restore();
    });
    fill(brush, [0.465, 0.68, 0.09, 0.07], '#7a4a21');
    polygon(brush, '#3c9a4b', [0, 0.86, 0.3, 0.78, 0.62, 0.88, 1, 0.8, 1, 1, 0, 1]);
    polygon(brush, '#2c7a3f', [0, 0.95, 0.5, 0.88, 1, 0.96, 1, 1, 0, 1]);
  },
  /** Rings of all colors. */
  Rings(brush) {
    fill(brush, [0, 0, 1, 1], '#10121a');
    for (let i = 11; i > 0; i--) disc(brush, 0.5, 0.5, 0.045 * i, `hsl(${i * 33} 85% 58%)`);
  },
  /** Panes of colored glass. */
  Glass(brush) {
    const dice = new Dice(4);
    const panes = Array.from({ length: 14 }, () => ({
      x: dice.uniform() * side,
      y: dice.uniform() * side,
      color: `hsl(${Math.round(360 * dice.uniform())} 70% ${Math.round(dice.between(38, 68))}%)`,
    }));
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [first, second] = panes
          .map((pane) => ({ pane, far: Math.hypot(pane.x - x, pane.y - y) }))
          .toSorted((a, b) => a.far - b.far);
        brush.fillStyle = second.far - first.far < 2.2 ? '#14151c' : first.pane.color;
        brush.fillRect(x, y, 1, 1);
      }
    }
  },
};

/** The pixels of a picture by its name. */
export function pixelsOf(name: string): Pixels {
  return drawn((brush) => pictures[name]?.(brush));
}

/** The middle of an image file, as small as the others. Rejects for a file that is no image. */
export async function pixelsOfFile(file: File): Promise<Pixels> {
  const image = await createImageBitmap(file);
  const size = Math.min(image.width, image.height);
  const [left, top] = [(image.width - size) / 2, (image.height - size) / 2];
  return drawn((brush) => {
    brush.fillStyle = 'white';
    brush.fillRect(0, 0, side, side);
    brush.imageSmoothingQuality = 'high';
    brush.drawImage(image, left, top, size, size, 0, 0, side, side);
  });
}

function drawn(draw: (brush: Brush) => void): Pixels {
  const brush = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!brush) throw new Error('This browser cannot draw.');
  draw(brush);
  return brush.getImageData(0, 0, side, side).data;
}

function fill(
  brush: Brush,
  [x, y, width, height]: readonly [number, number, number, number],
  style: string | CanvasGradient,
): void {
  brush.fillStyle = style;
  brush.fillRect(x * side, y * side, width * side, height * side);
}

function gradient(brush: Brush, top: number, bottom: number, colors: readonly string[]): CanvasGradient {
  const made = brush.createLinearGradient(0, top * side, 0, bottom * side);
  colors.forEach((color, i) => made.addColorStop(i / (colors.length - 1), color));
  return made;
}

function disc(brush: Brush, x: number, y: number, radius: number, color: string): void {
  brush.fillStyle = color;
  brush.beginPath();
  brush.arc(x * side, y * side, radius * side, 0, 2 * Math.PI);
  brush.fill();
}

function polygon(brush: Brush, color: string, corners: readonly number[]): void {
  brush.fillStyle = color;
  brush.beginPath();
  for (let i = 0; i < corners.length; i += 2) brush.lineTo(corners[i] * side, corners[i + 1] * side);
  brush.fill();
}
