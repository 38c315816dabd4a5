// One row across all columns: everyone is made ready, then rounds go around, so that what the machine does meanwhile
// hits all alike. Only one process works at a time; the others wait for their standard input.
import type { Line, Row } from '../work/row.ts';
import { distances, median } from './agree.ts';
import type { Column, ColumnName } from './columns.ts';
import { fusedPeak, peak } from './peak.ts';
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
  /** Nanoseconds a call (the median of `rounds`), or bytes (the last of them). */
  readonly value?: number;
  readonly rounds?: readonly number[];
  readonly reason?: string;
  readonly note?: string;
  /** How far its answer lies from the others'. */
  readonly distance?: number;
}

export interface Result {
  readonly row: Line;
  readonly cells: Readonly<Partial<Record<ColumnName, Cell>>>;
  /** GFLOP/s of the loops in registers, measured between the rounds: the second with fused multiply-add. */
  readonly peak: number;
  readonly fusedPeak: number;
}

/** What measuring needs besides a row. */
export interface Means {
  readonly columns: readonly Column[];
  readonly effort: Effort;
  readonly progress: (text: string) => void;
}

interface Taking {
  readonly column: Column;
  readonly times: number[];
  cell: Cell;
  answer?: readonly number[];
}

/** A round that takes this many nanoseconds is enough; at a quarter of it three are. */
const slow = 4e9;

/** The cell of a reply that is not what was asked for. */
export function refusal(reply: Reply): Cell {
  return { reason: reply.reply === 'no' ? reply.reason : `it replied '${reply.reply}'` };
}

async function prepare(taking: Taking, row: Row, { limit, warmUp }: Effort): Promise<void> {
  const { session } = taking.column;
  const reply = await session.ask({ ask: 'prepare', row }, limit);
  if (reply.reply !== 'prepared') {
    taking.cell = refusal(reply);
    return;
  }
  taking.answer = reply.answer;
  taking.cell = reply.note === undefined ? {} : { note: reply.note };
  // Three times, because the first calls tell little of how many fit.
  for (const part of [0.1, 0.3, 0.6]) {
    const warm = await session.ask({ ask: 'round', milliseconds: warmUp * part }, limit);
    if (warm.reply !== 'time') {
      taking.cell = refusal(warm);
      return;
    }
    if (warm.nanoseconds > slow) taking.times.push(warm.nanoseconds);
    if (warm.nanoseconds > slow / 4) return;
  }
}

async function round(taking: Taking, { limit, milliseconds }: Effort): Promise<void> {
  const reply = await taking.column.session.ask({ ask: 'round', milliseconds }, limit);
  if (reply.reply === 'time') taking.times.push(reply.nanoseconds);
  else taking.cell = refusal(reply);
}

function enough({ cell, times }: Taking): boolean {
  if (cell.reason !== undefined || times.length === 0) return cell.reason !== undefined;
  return median(times) > slow || (times.length >= 3 && median(times) > slow / 4);
}

/** Times a row in all columns. */
export async function timeRow(row: Row, { columns, effort, progress }: Means): Promise<Result> {
  const all: Taking[] = columns.map((column) => ({ column, times: [], cell: {} }));
  const fuses = columns.some(({ name }) => name === 'relaxed');
  const peaks = [peak()];
  const fusedPeaks = fuses ? [fusedPeak()] : [Number.NaN];
  for (const taking of all) {
    progress(`${row.name}: ${taking.column.title} gets ready`);
    await prepare(taking, row, effort);
  }
  for (let count = 1; count <= effort.rounds; count++) {
    for (const taking of all) {
      if (enough(taking)) continue;
      progress(`${row.name}: round ${count} of ${effort.rounds}, ${taking.column.title}`);
      await round(taking, effort);
    }
    peaks.push(peak());
    if (fuses) fusedPeaks.push(fusedPeak());
  }
  const answered = all.filter(({ answer }) => answer !== undefined);
  const apart = distances(answered.map(({ answer }) => answer ?? []));
  const cells = all.map((taking): [ColumnName, Cell] => {
    const { column, cell, times } = taking;
    if (cell.reason !== undefined) return [column.name, cell];
    return [
      column.name,
      { ...cell, value: median(times), rounds: times, distance: apart[answered.indexOf(taking)] },
    ];
  });
  return { row, cells: Object.fromEntries(cells), peak: median(peaks), fusedPeak: median(fusedPeaks) };
}
