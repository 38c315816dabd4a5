// Sums over the rows of large matrices. Column by column, each row would be another page of memory; so rows are read as they
// lie, four at a time, and added to a row of float64 sums that stays in the cache.
import { isFar, type Addresses, type Buffer } from '../loops/buffer.ts';
import { eachPart, remapped, type Expression, type Remap } from '../loops/expression.ts';
import type { Kernel, ReduceKernel } from '../loops/kernel.ts';
import { normalizedReduce } from '../loops/normalize.ts';
import type { Code } from '../wasm/code.ts';
import type { Checks } from './checks.ts';
import { Evaluator } from './evaluate.ts';
import { Nest } from './nest.ts';
import { lanesFor, replaces, writeStores } from './stores.ts';
import { wideSum } from './wideSum.ts';

/** Fewer columns, and fewer rows, are summed up in registers. */
const [fewColumns, fewRows] = [128, 64];
const rowAxis = 0;
const columnAxis = 1;

/** The bytes of sums that a kernel needs besides its buffers; 0 where it sums in registers. */
export function sumsOf(kernel: Kernel): number {
  if (kernel.kind !== 'reduce' || kernel.reduction !== 'sum') return 0;
  const { domain, kept, value, stores } = normalizedReduce(kernel);
  const [columns, rows] = domain;
  const values = stores.map((one) => one.value);
  if (domain.length !== 2 || kept !== 1 || columns < fewColumns || rows < fewRows) return 0;
  if (value.dtype !== 'float32' || lanesFor([value, ...values], stores) !== 4) return 0;
  let far = false;
  let fits = true;
  eachPart([value], (e) => {
    if (e.kind === 'gather') fits = false;
    if (!('strides' in e)) return;
    const [column, row] = e.strides;
    fits &&= e.row === undefined && column === 1 && row !== 0;
    far ||= e.kind === 'load' && isFar(e.buffer) && row >= columns;
  });
  return fits && far ? 16 * 2 * Math.ceil(columns / 4) : 0;
}

/** Writes such a sum into the body of `code`; its row of sums lies at `scratch`. */
export function writeColumnSums(
  code: Code,
  kernel: ReduceKernel,
  addresses: Addresses,
  checks: Checks,
  scratch: number,
): void {
  const { domain: [columns, rows], value, stores } = normalizedReduce(kernel); // prettier-ignore
  const sums: Buffer = { id: -2, dtype: 'float64', size: columns };
  const nest = new Nest(code, 4, (buffer) => (buffer === sums ? scratch : addresses(buffer)));
  const turn: Remap = ({ offset, strides: [column, row] }) => ({ offset, strides: [row, column] });
  const summand = remapped(value, turn) as Expression;
  const placed = stores.map((store) => ({
    ...store,
    strides: [0, store.strides[0]],
    value: remapped(store.value, ({ offset, strides }) => ({
      offset,
      strides: [0, strides[0]],
    })) as Expression,
  }));
  const values = placed.map((one) => one.value);
  const inside = new Evaluator(nest, [summand], columnAxis, columnAxis, checks);
  const outside = new Evaluator(nest, values, columnAxis, columnAxis, checks);
  const access = { offset: 0, strides: [0, 1] };
  nest.declare(access, 'float64', sums);
  for (const one of placed) nest.declare(one, one.buffer.dtype, one.buffer);
  nest.begin();
  const sum = wideSum(code, false);
  const place = nest.place.bind(nest, access, 'float64', sums);
  const load = (): void =>
    sum.locals.forEach((local, half) => {
      const offset = place().push(16 * half);
      code.memory('v128.load', offset, 0).set(local);
    });
  const store = (): void =>
    sum.locals.forEach((local, half) => {
      const offset = place().push(16 * half);
      code.get(local).memory('v128.store', offset, 0);
    });
  code.i32(scratch).i32(0).i32(sumsOf(kernel)).bulk('memory.fill');
  nest.vectorLoop(rowAxis, rows, {}, (together) =>
    nest.vectorLoop(columnAxis, columns, {}, (count) => {
      load();
      for (let row = 0; row < together; row++) {
        nest.shift(rowAxis, row);
        inside.clear();
        const halves = count === 4 ? inside.halves(summand) : undefined;
        if (halves !== undefined) sum.takeHalves?.(halves);
        else {
          inside.push(summand, count);
          sum.take(count);
        }
      }
      nest.shift(rowAxis, 0);
      inside.clear();
      store();
    }),
  );
  const again = !replaces(kernel, addresses);
  outside.at(-1, () =>
    nest.vectorLoop(columnAxis, columns, { again }, (count) => {
      load();
      sum.finish();
      outside.clear();
      eachPart(values, (e) => {
        if (e.kind === 'result') outside.provide(e, sum.value);
      });
      writeStores(nest, outside, placed, columnAxis, count);
    }),
  );
  sum.release();
}
