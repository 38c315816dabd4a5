// Matrix products of strided operands, as one loop nest: rows and columns are found through offset tables, so any
// affine view (transposed, broadcast, windows of an image) is multiplied without being copied whole.

/** One operand: its memory, and where its rows and its reduced elements lie. */
export interface Side {
  readonly values: ArrayLike<number>;
  readonly offset: number;
  /** Offsets of the rows (of the left side) or columns (of the right one). */
  readonly outer: Int32Array;
  /** Offsets of the elements that are multiplied and added up. */
  readonly inner: Int32Array;
}
/** Where the products go. */
export interface Product {
  readonly values: { [index: number]: number };
  readonly offset: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

const tile = 4;
const blockRows = 64;
const blockColumns = 128;

/** `z[r, c] = Σ_k a[r, k] · b[c, k]`, accumulated in float64. */
export function multiply(a: Side, b: Side, z: Product): void {
  if (a.outer.length < tile || b.outer.length < tile || a.inner.length === 0) dots(a, b, z);
  else tiled(a, b, z);
}

function dots(a: Side, b: Side, z: Product): void {
  const depth = a.inner.length;
  for (let r = 0; r < a.outer.length; r++) {
    for (let c = 0; c < b.outer.length; c++) {
      const from = a.offset + a.outer[r];
      const to = b.offset + b.outer[c];
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += a.values[from + a.inner[k]] * b.values[to + b.inner[k]];
      z.values[z.offset + z.rows[r] + z.columns[c]] = sum;
    }
  }
}

/** `dots` for int32, whose products wrap around as they do everywhere else. */
export function multiplyIntegers(a: Side, b: Side, z: Product): void {
  for (let r = 0; r < a.outer.length; r++) {
    for (let c = 0; c < b.outer.length; c++) {
      let sum = 0;
      for (let k = 0; k < a.inner.length; k++) {
        const left = a.values[a.offset + a.outer[r] + a.inner[k]];
        sum = (sum + Math.imul(left, b.values[b.offset + b.outer[c] + b.inner[k]])) | 0;
      }
      z.values[z.offset + z.rows[r] + z.columns[c]] = sum;
    }
  }
}

function tiled(a: Side, b: Side, z: Product): void {
  const depth = a.inner.length;
  const rows = a.outer.length;
  const columns = b.outer.length;
  const left = new Float64Array(roundUp(Math.min(rows, blockRows)) * depth);
  const right = new Float64Array(roundUp(Math.min(columns, blockColumns)) * depth);
  const sums = new Float64Array(tile * tile);
  for (let c0 = 0; c0 < columns; c0 += blockColumns) {
    const c1 = Math.min(columns, c0 + blockColumns);
    pack(b, c0, c1, right);
    for (let r0 = 0; r0 < rows; r0 += blockRows) {
      const r1 = Math.min(rows, r0 + blockRows);
      pack(a, r0, r1, left);
      for (let c = c0; c < c1; c += tile) {
        for (let r = r0; r < r1; r += tile) {
          outerProducts(depth, left, (r - r0) * depth, right, (c - c0) * depth, sums);
          store(z, sums, r, Math.min(tile, r1 - r), c, Math.min(tile, c1 - c));
        }
      }
    }
  }
}

function roundUp(n: number): number {
  return Math.ceil(n / tile) * tile;
}

/** Rows `from` to `to` as panels of four, element by element; a short panel's missing rows keep what is there. */
function pack({ values, offset, outer, inner }: Side, from: number, to: number, out: Float64Array): void {
  const depth = inner.length;
  for (let row = from; row < to; row++) {
    const start = offset + outer[row];
    let at = (row - from - ((row - from) % tile)) * depth + ((row - from) % tile);
    for (let k = 0; k < depth; k++, at += tile) out[at] = values[start + inner[k]];
  }
}

/** The sixteen sums of a tile, kept in registers while the panels stream past. */
function outerProducts(
  depth: number,
  left: Float64Array,
  i: number,
  right: Float64Array,
  j: number,
  sums: Float64Array,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let k = 0; k < depth; k++, i += tile, j += tile) {
    const a0 = left[i],
      a1 = left[i + 1],
      a2 = left[i + 2],
      a3 = left[i + 3];
    const b0 = right[j],
      b1 = right[j + 1],
      b2 = right[j + 2],
      b3 = right[j + 3];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s02;
  sums[3] = s03;
  sums[4] = s10;
  sums[5] = s11;
  sums[6] = s12;
  sums[7] = s13;
  sums[8] = s20;
  sums[9] = s21;
  sums[10] = s22;
  sums[11] = s23;
  sums[12] = s30;
  sums[13] = s31;
  sums[14] = s32;
  sums[15] = s33;
}

function store(
  z: Product,
  sums: Float64Array,
  row: number,
  rows: number,
  column: number,
  columns: number,
): void {
  for (let r = 0; r < rows; r++) {
    const start = z.offset + z.rows[row + r];
    for (let c = 0; c < columns; c++) z.values[start + z.columns[column + c]] = sums[r * tile + c];
  }
}
