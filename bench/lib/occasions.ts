// What is not a time of many calls: the first call of a fresh process, and memory over ten thousand of them.
import type { Row } from '../work/row.ts';
import { median } from './agree.ts';
import type { Column, ColumnName } from './columns.ts';
import { refusal, type Cell, type Effort, type Means, type Result } from './measure.ts';

const noPeaks = { peak: Number.NaN, fusedPeak: Number.NaN };
const alike: Cell = { reason: 'as without fused multiply-add: see the jit column' };

/** The first call, in a new process each time. */
async function first(row: Row, { name, session }: Column, { limit }: Effort): Promise<Cell> {
  if (name === 'relaxed') return alike;
  session.end();
  const reply = await session.ask({ ask: 'first', row }, limit);
  session.end();
  if (reply.reply !== 'time') return refusal(reply);
  return { value: reply.nanoseconds, rounds: [reply.nanoseconds] };
}

const calls = [1000, 10_000] as const;

/** Resident bytes at both numbers of calls, of a process that does nothing else. */
async function memory(row: Row, { name, session }: Column, { limit }: Effort): Promise<Cell> {
  if (name === 'relaxed') return alike;
  session.end();
  const prepared = await session.ask({ ask: 'prepare', row }, limit);
  if (prepared.reply !== 'prepared') return refusal(prepared);
  let estimate = 0;
  for (let tries = 0; tries < 5; tries++) {
    const time = await session.ask({ ask: 'round', milliseconds: 1 }, limit);
    if (time.reply !== 'time') return refusal(time);
    estimate = time.nanoseconds;
  }
  const seconds = (estimate * calls[1]) / 1e9;
  if (seconds > 5 * limit) return { reason: `10,000 steps would take it about ${seconds.toFixed(0)} s` };
  const bytes: number[] = [];
  for (const count of calls) {
    const reply = await session.ask({ ask: 'memory', calls: count }, 10 * limit);
    if (reply.reply !== 'memory') return refusal(reply);
    bytes.push(reply.bytes);
  }
  session.end();
  return { value: bytes[1], rounds: bytes };
}

/** A row of first calls: several processes of every column, in turns. */
export async function firstRow(row: Row, { columns, effort, progress }: Means): Promise<Result> {
  const cells = new Map<ColumnName, Cell>();
  for (let count = 1; count <= Math.min(5, effort.rounds); count++) {
    for (const column of columns) {
      const before = cells.get(column.name);
      if (before?.reason !== undefined) continue;
      progress(`${row.name}: process ${count} of ${column.title}`);
      const cell = await first(row, column, effort);
      const rounds = [...(before?.rounds ?? []), ...(cell.rounds ?? [])];
      cells.set(column.name, cell.reason === undefined ? { value: median(rounds), rounds } : cell);
    }
  }
  return { row, cells: Object.fromEntries(cells), ...noPeaks };
}

/** A row of memory, one column after the other. */
export async function memoryRow(row: Row, { columns, effort, progress }: Means): Promise<Result> {
  const cells: [ColumnName, Cell][] = [];
  for (const column of columns) {
    progress(`${row.name}: ${column.title}`);
    cells.push([column.name, await memory(row, column, effort)]);
  }
  return { row, cells: Object.fromEntries(cells), ...noPeaks };
}
