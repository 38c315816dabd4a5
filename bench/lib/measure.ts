// One row across all columns: everyone is made ready, then rounds go around, so that what the machine does meanwhile
// hits all alike. Only one process works at a time; the others wait for their standard input.
import type { Row } from '../work/row.ts';
import { distances, median } from './agree.ts';
import type { Column, ColumnName } from './columns.ts';
import { peak } from './peak.ts';
import type { Reply } from './protocol.ts';

/** How long and how often. */
export interface Effort {
  readonly rounds: number;
  readonly milliseconds: number;
  readonly warmUp: number;
  /** Seconds after which a peer is stopped. */
  readonly limit: number;
}

/** What a column has to say about a row: a figure, or why there is none. */
export interface Cell {
  /** Nanoseconds a call, or bytes; the median of `rounds`. */
  readonly value?: number;
  readonly rounds?: readonly number[];
  readonly reason?: string;
  readonly note?: string;
  /** How far its answer lies from the others'. */
  readonly distance?: number;
}

export interface Result {
  readonly row: Row;
  readonly cells: Readonly<Partial<Record<ColumnName, Cell>>>;
  /** GFLOP/s of the loop in registers, measured between the rounds. */
  readonly peak: number;
}

export type Progress = (text: string) => void;

interface Taking {
  readonly column: Column;
  readonly times: number[];
  cell: Cell;
  answer?: readonly number[];
}

/** A round that takes this many nanoseconds is enough, or nearly. */
const slow = 4e9;
const slowish = 1e9;

async function prepare(taking: Taking, row: Row, effort: Effort): Promise<void> {
  const { session } = taking.column;
  const reply = await session.ask({ ask: 'prepare', row }, effort.limit);
  if (reply.reply !== 'prepared') {
    taking.cell = { reason: reply.reply === 'no' ? reply.reason : 'an unexpected reply' };
    return;
  }
  taking.answer = reply.answer;
  taking.cell = reply.note === undefined ? {} : { note: reply.note };
  // Three times, because the first calls tell little of how many fit.
  for (const part of [0.1, 0.3, 0.6]) {
    const warm = await session.ask({ ask: 'round', milliseconds: effort.warmUp * part }, effort.limit);
    if (warm.reply === 'time' && warm.nanoseconds < slowish) continue;
    if (warm.reply === 'no') taking.cell = { reason: warm.reason };
    else if (warm.reply === 'time' && warm.nanoseconds > slow) taking.times.push(warm.nanoseconds);
    return;
  }
}

function note(taking: Taking, reply: Reply): void {
  if (reply.reply === 'time') taking.times.push(reply.nanoseconds);
  else taking.cell = { reason: reply.reply === 'no' ? reply.reason : 'an unexpected reply' };
}

/** Times a row in all columns. */
export async function timeRow(
  row: Row,
  columns: readonly Column[],
  effort: Effort,
  progress: Progress,
): Promise<Result> {
  const all: Taking[] = columns.map((column) => ({ column, times: [], cell: {} }));
  const peaks = [peak()];
  for (const taking of all) {
    progress(`${row.name}: ${taking.column.title} gets ready`);
    await prepare(taking, row, effort);
  }
  for (let round = 0; round < effort.rounds; round++) {
    for (const taking of all) {
      if (taking.cell.reason !== undefined || median(taking.times) > slow) continue;
      if (round >= 3 && median(taking.times) > slowish) continue;
      progress(`${row.name}: round ${round + 1} of ${effort.rounds}, ${taking.column.title}`);
      const { milliseconds } = effort;
      note(taking, await taking.column.session.ask({ ask: 'round', milliseconds }, effort.limit));
    }
    peaks.push(peak());
  }
  const answered = all.filter(({ answer }) => answer !== undefined);
  const apart = distances(answered.map(({ answer }) => answer ?? []));
  const cells = all.map(({ column, cell, times }): [ColumnName, Cell] => {
    if (cell.reason !== undefined) return [column.name, cell];
    const distance = apart[answered.findIndex((one) => one.column === column)];
    return [column.name, { ...cell, value: median(times), rounds: times, distance }];
  });
  return { row, cells: Object.fromEntries(cells), peak: median(peaks) };
}
