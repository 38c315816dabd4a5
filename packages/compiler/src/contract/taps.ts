// The loop over taps: what one step of the sum reads, and how both operands get to the next.
import type { Code, Local } from '../wasm/code.ts';
import { irregular, lowest, offset, restOf, tapsInWalk, tapsOf, tapStep, vectorsOf } from './members.ts';
import type { Plan } from './plan.ts';

/**
 * Taps that are written one after another, each with a test: the branch back is then taken less often. Large tiles have one, as
 * optimizers order those before the last so that more registers are needed.
 */
const unrolledTaps = ({ rows, along, across }: Plan): number => (rows * along * across < 10 ? 4 : 1);

/** What is summed, where. */
export interface Sum {
  readonly code: Code;
  readonly plan: Plan;
  /** The accumulators, row by row. */
  readonly sums: readonly Local[];
}

/** How an operand is read. */
interface Reader {
  readonly operand: 0 | 1;
  /** Where the current tap is. */
  readonly here: Local;
  /** What table entries are added to; the same as `here` where taps follow one another regularly. */
  readonly base: Local;
  /** Bytes from tap to tap; null: by the table. */
  readonly step: number | null;
  /** Where this operand's offset is in an entry of the table. */
  readonly column: number;
  /** Offset in bytes of a row or vector of the tile. */
  readonly place: (row: number, along: number, across: number, index: number) => number;
}

/** Adds `taps` products to each accumulator; `table` has the offsets of irregular operands. */
export function accumulate(
  sum: Sum,
  starts: { readonly vector: Local; readonly splat: Local },
  { table, taps }: { readonly table: Local; readonly taps: Local },
): void {
  const { code, plan } = sum;
  const splatted = (1 - plan.vector) as 0 | 1;
  const tabled = irregular(plan);
  const both = tabled.length === 2;
  const vectors = reader(sum, plan.vector, starts.vector, both);
  const splats = reader(sum, splatted, starts.splat, both);
  const readers = [vectors, splats];
  const entry = code.local('i32');
  // What tells that all is done: the table's end, or the end of an operand that moves.
  const moving = both || tabled.length > 0 ? undefined : readers.find(({ step }) => step !== 0);
  const counter = moving?.here ?? entry;
  const stride = moving?.step ?? Math.max(1, tabled.length * 4);
  const tap = (mask?: Local): void => {
    for (const { here, base, column, step } of readers) {
      if (step === null) code.get(entry).memory('i32.load', column).get(base).op('i32.add').set(here);
    }
    products(sum, vectors, splats, mask);
  };
  const advance = (): void => {
    for (const { here, step } of readers) {
      if (step !== null && step !== 0) code.get(here).i32(step).op('i32.add').set(here);
    }
    if (counter === entry) code.get(entry).i32(stride).op('i32.add').set(entry);
  };
  /** As many taps as are on the stack. */
  const loop = (mask?: Local): void => {
    const unrolled = unrolledTaps(plan);
    const end = code.local('i32');
    code.i32(stride).op('i32.mul').get(counter).op('i32.add').set(end);
    // One tap is one basic block: more at once make optimizers keep all loads alive, and spill.
    code.block((done) => {
      code.loop((again) => {
        for (let k = 0; k < unrolled; k++) {
          tap(mask);
          advance();
          code.get(counter).get(end);
          if (k < unrolled - 1) code.op('i32.eq').brIf(done);
          else code.op('i32.ne').brIf(again);
        }
      });
    });
    code.release(end);
  };
  if (counter === entry) code.get(table).set(entry);
  if (tapsOf(plan) === 1 && plan.kind !== 'sum') tap();
  else {
    code.get(taps);
    loop();
  }
  const rest = restOf(plan);
  if (rest > 0) {
    const { count, bytes } = plan.lanes;
    const mask = code.local('v128');
    // The last vector ends where the axis ends: what the one before has added already counts as zeros.
    const lanes = Array.from({ length: 4 }, (_, word) => (word * 4 >= (count - rest) * bytes ? -1 : 0));
    code.v128(Int32Array.from(lanes)).set(mask);
    if (tabled.length === 0) {
      for (const { here } of readers)
        code
          .get(here)
          .i32((rest - count) * bytes)
          .op('i32.add')
          .set(here);
      tap(mask);
    } else {
      code
        .get(table)
        .i32(tapsOf(plan) * stride)
        .op('i32.add')
        .set(entry);
      code.get(taps).i32(tapsInWalk(plan)).op('i32.div_u');
      loop(mask);
    }
    code.release(mask);
  }
  code.release(entry, ...readers.flatMap(({ here, base }) => (here === base ? [here] : [here, base])));
}

function reader({ code, plan }: Sum, operand: 0 | 1, start: Local, both: boolean): Reader {
  const step = tapStep(plan, operand);
  const vectors = operand === plan.vector;
  const packed = vectors ? plan.packVector : plan.packSplat;
  const low = packed ? 0 : lowest(plan, operand);
  const base = code.local('i32');
  code.get(start);
  if (low !== 0) code.i32(low).op('i32.add');
  code.set(base);
  return {
    operand,
    base,
    here: step === null ? code.local('i32') : base,
    step,
    column: both ? operand * 4 : 0,
    place(row, along, across, index) {
      if (packed) return vectors ? index * 16 : row * plan.lanes.bytes;
      return offset(plan, operand, row, along, across) - low;
    },
  };
}

/** Adds the products at one tap, of lanes in `mask`, holding in registers whichever operand has fewer numbers of it. */
function products({ code, plan, sums }: Sum, vectors: Reader, splats: Reader, mask: Local | undefined): void {
  const { kind, rows, lanes } = plan;
  const width = plan.along * plan.across;
  const splatting = kind === 'column' || kind === 'none';
  const load = ({ here }: Reader, from: number, splat: boolean, into: Local): void => {
    code.get(here).memory(splat ? lanes.splat : 'v128.load', from, 2);
    if (mask !== undefined) code.get(mask).op('v128.and');
    code.set(into);
  };
  const loadVector = (i: number, j: number, index: number, into: Local): void =>
    load(vectors, vectors.place(0, i, j, index), kind === 'none', into);
  const loadSplat = (row: number, i: number, into: Local): void =>
    load(splats, splats.place(row, i, 0, 0), splatting, into);
  const add = (row: number, index: number, x: Local, y: Local): void => {
    const total = sums[row * width + index];
    if (plan.fused && lanes.fused !== null) code.get(x).get(y).get(total).op(lanes.fused).set(total);
    else code.get(total).get(x).get(y).op(lanes.mul).op(lanes.add).set(total);
  };
  const passing = code.local('v128');
  const held = Array.from({ length: kind === 'batch' ? rows : Math.min(rows, width) }, () =>
    code.local('v128'),
  );
  if (rows <= width || kind === 'batch') {
    vectorsOf(plan, (i, j, index) => {
      // Where lanes run along an axis of both, each place along it has numbers of its own.
      if (index === 0 || (kind === 'batch' && j === 0))
        held.forEach((local, row) => loadSplat(row, i, local));
      loadVector(i, j, index, passing);
      held.forEach((local, row) => add(row, index, passing, local));
    });
  } else {
    vectorsOf(plan, (i, j, index) => loadVector(i, j, index, held[index]));
    for (let row = 0; row < rows; row++) {
      loadSplat(row, 0, passing);
      held.forEach((local, index) => add(row, index, local, passing));
    }
  }
  code.release(passing, ...held);
}
