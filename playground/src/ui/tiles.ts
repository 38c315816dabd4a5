// How the numbers of a tensor are laid out as small pictures: maps beside each other, filters, and weights by output.
// Apart from drawing, so that it can be tested without a screen.

/** Pictures of equal size in rows. */
export interface Tiles {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Where the number at row `y` and column `x` of picture `tile` lies; -1 where there is none. */
  index(tile: number, y: number, x: number): number;
}

/** `[c, h, w]` are c maps; `[o, i, h, w]` o·i filters, a row for each of o; `[n]` a row of cells. */
export function tilesOf(shape: readonly number[]): Tiles {
  if (shape.length >= 3) {
    const [height, width] = shape.slice(-2);
    const lead = shape.slice(0, -2);
    const count = lead.reduce((product, n) => product * n, 1);
    const inner = lead.length > 1 ? lead[lead.length - 1] : 1;
    const columns = inner > 1 ? inner : Math.min(count, 16);
    return { count, width, height, columns, index: (tile, y, x) => (tile * height + y) * width + x };
  }
  const count = shape[0] ?? 1;
  return { count, width: 1, height: 1, columns: Math.min(count, 32), index: (tile) => tile };
}

/** `[in, out]`: for each output a picture of the weights of its inputs, as square as can be. */
export function tilesOfMatrix([inputs, outputs]: readonly number[]): Tiles {
  const width = Math.ceil(Math.sqrt(inputs));
  const height = Math.ceil(inputs / width);
  return {
    count: outputs,
    width,
    height,
    columns: Math.min(outputs, 16),
    index(tile, y, x) {
      const input = y * width + x;
      return input < inputs ? input * outputs + tile : -1;
    },
  };
}
