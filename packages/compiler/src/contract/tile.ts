// The microkernel: one tile of results in registers, summed tap by tap, for every tile of the innermost loop.
import { Code, type Label, type Local } from '../wasm/code.ts';
import { nest, type Loop } from './loops.ts';
import { lowest, offset, tapsOf, tapStep, vectorsOf } from './members.ts';
import type { Plan } from './plan.ts';
import type { Epilogue } from './spec.ts';
import { store } from './store.ts';

const unrolled = 4;

/** What the function below is asked for beyond the plan. */
export interface TileOptions {
  readonly name: string;
  readonly inner: readonly Loop[];
  /** Is the sum made in several blocks, with partial sums in scratch memory between them? */
  readonly partial: boolean;
  readonly relaxed: boolean;
  readonly epilogue: Epilogue | undefined;
}

/** First block, last block: the bits of the parameter `mode`. */
export const modes = { first: 1, last: 2 } as const;

/** `(vector, splat, out, partial sums, table, taps, mode, …epilogue's operands)` */
export function tileFunction(plan: Plan, options: TileOptions): Code {
  const { name, inner, partial, epilogue } = options;
  const operands = epilogue?.operands.length ?? 0;
  const code = new Code(
    name,
    Array.from({ length: 7 + operands }, () => 'i32' as const),
  );
  const [vector, splat, out, partials, table, taps, mode, ...beside] = code.parameters;
  const sums = Array.from({ length: plan.rows * plan.along * plan.across }, () => code.local('v128'));
  const pointers = [vector, splat, out, partials, ...beside];
  nest(code, inner, pointers, (at) => {
    const start = (): void => {
      for (const sum of sums) code.v128(new Int32Array(4)).set(sum);
    };
    const resume = (): void =>
      sums.forEach(
        (sum, k) =>
          void code
            .get(at[3])
            .memory('v128.load', k * 16)
            .set(sum),
      );
    const finish = (): void => store(code, plan, sums, [at[2], ...at.slice(4)], epilogue);
    const keep = (): void =>
      sums.forEach(
        (sum, k) =>
          void code
            .get(at[3])
            .get(sum)
            .memory('v128.store', k * 16),
      );
    if (partial) code.get(mode).i32(modes.first).op('i32.and').if(start, resume);
    else start();
    if (!plan.nothing) accumulate(code, plan, options, sums, at, table, taps);
    if (partial) code.get(mode).i32(modes.last).op('i32.and').if(finish, keep);
    else finish();
  });
  return code;
}

/** The loop over taps. One tap is one basic block: more at once make the optimizer keep all loads alive, and spill. */
function accumulate(
  code: Code,
  plan: Plan,
  options: TileOptions,
  sums: readonly Local[],
  at: readonly Local[],
  table: Local,
  taps: Local,
): void {
  const operands = [plan.vector, 1 - plan.vector] as (0 | 1)[];
  const tapSteps = operands.map((operand) => tapStep(plan, operand));
  const irregular = tapSteps.filter((step) => step === null).length;
  const once = tapsOf(plan) === 1 && plan.kind !== 'sum';
  const low = operands.map((operand) =>
    (operand === plan.vector ? plan.packVector : plan.packSplat) ? 0 : lowest(plan, operand),
  );
  const pointers = operands.map((_, k) => {
    const pointer = code.local('i32');
    code.get(at[k]);
    if (low[k] !== 0) code.i32(low[k]).op('i32.add');
    code.set(pointer);
    return pointer;
  });
  const entry = code.local('i32');
  const end = code.local('i32');
  const counter = irregular > 0 ? entry : (pointers.find((_, k) => tapSteps[k] !== 0) ?? entry);
  const stride = irregular > 0 ? irregular * 4 : (tapSteps[pointers.indexOf(counter)] ?? 1);
  if (counter === entry) code.get(table).set(entry);
  if (!once) code.get(counter).get(taps).i32(stride).op('i32.mul').op('i32.add').set(end);
  // The table lists the offsets of a before those of b.
  const column = (k: number): number => (irregular === 2 ? operands[k] * 4 : 0);
  const moved = pointers.map((pointer, k) => (tapSteps[k] === null ? code.local('i32') : pointer));
  const tap = (): void => {
    pointers.forEach((pointer, k) => {
      if (tapSteps[k] !== null) return;
      code.get(entry).memory('i32.load', column(k)).get(pointer).op('i32.add').set(moved[k]);
    });
    products(code, plan, options.relaxed, sums, moved, low);
    if (once) return;
    pointers.forEach((pointer, k) => {
      const step = tapSteps[k];
      if (step !== null && step !== 0) code.get(pointer).i32(step).op('i32.add').set(pointer);
    });
    if (counter === entry) code.get(entry).i32(stride).op('i32.add').set(entry);
  };
  const more = (): void => void code.get(counter).get(end).op('i32.ne');
  if (once) tap();
  else if (plan.kind === 'sum' || tapsOf(plan) >= 1) {
    code.block((done: Label) => {
      code.loop((again) => {
        for (let k = 1; k < unrolled; k++) {
          tap();
          code.get(counter).get(end).op('i32.eq').brIf(done);
        }
        tap();
        more();
        code.brIf(again);
      });
    });
  }
  if (plan.kind === 'sum') {
    const rest = plan.chunk % plan.lanes.count;
    for (let k = 0; k < rest; k++) {
      products(code, plan, options.relaxed, sums, moved, low, k * plan.lanes.bytes, plan.lanes.single);
    }
  }
  code.release(...pointers, ...moved.filter((local) => !pointers.includes(local)), entry, end);
}

/** Sums plus the products at one tap. */
function products(
  code: Code,
  plan: Plan,
  relaxed: boolean,
  sums: readonly Local[],
  [vector, splat]: readonly Local[],
  [lowVector, lowSplat]: readonly number[],
  beyond = 0,
  load?: string,
): void {
  const { kind, rows, lanes, along, across } = plan;
  const vectors = along * across;
  const other = 1 - plan.vector;
  const vectorLoad = load ?? (kind === 'none' ? lanes.splat : 'v128.load');
  const splatLoad = load ?? (kind === 'column' || kind === 'none' ? lanes.splat : 'v128.load');
  const loadVector = (i: number, j: number, index: number): void => {
    const from = plan.packVector ? index * 16 : offset(plan, plan.vector, 0, i, j) - lowVector;
    code.get(vector).memory(vectorLoad, from + beyond, 2);
  };
  const loadSplat = (row: number, i: number): void => {
    const from = plan.packSplat ? row * lanes.bytes : offset(plan, other, row, i, 0) - lowSplat;
    code.get(splat).memory(splatLoad, from + beyond, 2);
  };
  const add = (sum: Local, x: Local, y: Local): void => {
    if (relaxed && lanes.fused !== null) code.get(x).get(y).get(sum).op(lanes.fused).set(sum);
    else code.get(sum).get(x).get(y).op(lanes.mul).op(lanes.add).set(sum);
  };
  const passing = code.local('v128');
  if (rows <= vectors || kind === 'batch') {
    const held = Array.from({ length: rows }, () => code.local('v128'));
    vectorsOf(plan, (i, j, index) => {
      if (j === 0 && (i === 0 || kind === 'batch')) {
        held.forEach((local, row) => {
          loadSplat(row, i);
          code.set(local);
        });
      }
      loadVector(i, j, index);
      code.set(passing);
      held.forEach((local, row) => add(sums[row * vectors + index], passing, local));
    });
    code.release(...held);
  } else {
    const held = Array.from({ length: vectors }, () => code.local('v128'));
    vectorsOf(plan, (i, j, index) => {
      loadVector(i, j, index);
      code.set(held[index]);
    });
    for (let row = 0; row < rows; row++) {
      loadSplat(row, 0);
      code.set(passing);
      held.forEach((local, index) => add(sums[row * vectors + index], local, passing));
    }
    code.release(...held);
  }
  code.release(passing);
}
