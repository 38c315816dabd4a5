// From a drawing or a photograph to what MNIST's makers made of theirs: the ink in a box of 20x20, its center of mass
// in the middle of 28x28. Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".

/** Ink by place, row by row: 0 is paper, 255 full ink. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

const box = 20;
const side = 28;
/** What is fainter does not count as ink when the drawing's bounds are sought. */
const faint = 32;

/** The 28x28 gray values of a drawing; `undefined` where there is no ink. */
export function center(ink: Ink): Uint8Array | undefined {
  const bounds = boundsOf(ink);
  if (!bounds) return undefined;
  const { left, top, right, bottom } = bounds;
  const scale = box / Math.max(right - left, bottom - top);
  const width = Math.max(1, Math.round((right - left) * scale));
  const height = Math.max(1, Math.round((bottom - top) * scale));
  const small = new Float64Array(width * height);
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = average(ink, left + x / scale, top + y / scale, 1 / scale);
      small[y * width + x] = value;
      mass += value;
      massX += value * (x + 0.5);
      massY += value * (y + 0.5);
    }
  }
  const toX = within(Math.round(side / 2 - massX / mass), side - width);
  const toY = within(Math.round(side / 2 - massY / mass), side - height);
  const out = new Uint8Array(side * side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[(toY + y) * side + toX + x] = Math.round(small[y * width + x]);
  }
  return out;
}

/** Ink of an image: what differs from its paper, which is what its border mostly is. */
export function inkOf(image: {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}): Ink {
  const { data, width, height } = image;
  const gray = new Float64Array(width * height);
  for (let i = 0; i < gray.length; i++) {
    const alpha = data[4 * i + 3] / 255;
    const light = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    gray[i] = light * alpha + 255 * (1 - alpha);
  }
  const border = Array.from(gray).filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
  const paper = border.toSorted((a, b) => a - b)[Math.floor(border.length / 2)];
  const strongest = gray.reduce((most, value) => Math.max(most, Math.abs(value - paper)), 1);
  const values = Uint8Array.from(gray, (value) => Math.round((Math.abs(value - paper) / strongest) * 255));
  return { width, height, values: values.map((value) => (value < faint ? 0 : value)) };
}

function boundsOf({ width, height, values }: Ink) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] < faint) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return right > left ? { left, top, right, bottom } : undefined;
}

/** The mean ink of the square of `size` at `(x, y)`. */
function average({ width, height, values }: Ink, x: number, y: number, size: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [x1, y1] = [Math.min(width, Math.ceil(x + size)), Math.min(height, Math.ceil(y + size))];
  let [total, weight] = [0, 0];
  for (let row = y0; row < y1; row++) {
    const tall = Math.min(row + 1, y + size) - Math.max(row, y);
    for (let column = x0; column < x1; column++) {
      const share = tall * (Math.min(column + 1, x + size) - Math.max(column, x));
      total += values[row * width + column] * share;
      weight += share;
    }
  }
  return weight === 0 ? 0 : total / weight;
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
