// Results as text: a table for the terminal and for Markdown, its footnotes, and everything as JSON.
import type { Line } from '../work/row.ts';
import type { Column, ColumnName } from './columns.ts';
import { duration } from './compare.ts';
import { standing } from './bars.ts';
import type { Cell, Result } from './measure.ts';

/** The cells of a table that says once, below, what several cells have to say. */
class Notes {
  private readonly texts: string[] = [];

  mark(note: string): string {
    if (!this.texts.includes(note)) this.texts.push(note);
    return `[${this.texts.indexOf(note) + 1}]`;
  }

  list(): string[] {
    return this.texts.map((note, i) => `[${i + 1}] ${note}`);
  }
}

/** What ratios compare with: the first column that has a figure. */
function baseOf({ cells }: Result, columns: readonly Column[]): ColumnName | undefined {
  return columns.find(({ name }) => cells[name]?.value !== undefined)?.name;
}

function cellText(
  cell: Cell | undefined,
  result: Result,
  base: ColumnName | undefined,
  notes: Notes,
): string {
  if (cell?.value === undefined) return `– ${notes.mark(cell?.reason ?? 'not asked')}`;
  const { row } = result;
  const parts = [shown(row.measure, cell, cell.value)];
  const ours = base === undefined ? undefined : result.cells[base];
  if (ours?.value !== undefined && ours !== cell) parts.push(`(${ratio(cell.value / ours.value)})`);
  if (cell.note !== undefined) parts.push(notes.mark(cell.note));
  if (disagrees(cell, result))
    parts.push(notes.mark(`WRONG ANSWER: off by ${cell.distance?.toExponential(1)}`));
  return parts.join(' ');
}

export function disagrees({ distance }: Cell, { row }: Result): boolean {
  return distance !== undefined && !(distance <= row.tolerance);
}

function shown(measure: Line['measure'], { rounds = [] }: Cell, value: number): string {
  if (measure === 'size') return `${(value / 1024).toFixed(1)} KB`;
  return measure === 'memory' ? megabytes(rounds) : duration(value);
}

/** `85, 86 MB` */
function megabytes(bytes: readonly number[]): string {
  return `${bytes.map((count) => (count / 2 ** 20).toFixed(0)).join(', ')} MB`;
}

function ratio(value: number): string {
  return `${value.toFixed(value < 9.95 ? (value < 0.995 ? 2 : 1) : 0)}x`;
}

/** GFLOP/s of a column, and its part of the loop in registers made of the same instructions. */
function share({ cells, row, peak, fusedPeak }: Result, name: ColumnName): string | undefined {
  const nanoseconds = cells[name]?.value;
  if (nanoseconds === undefined || row.flops === undefined) return undefined;
  const gigaflops = row.flops / nanoseconds;
  const part = (100 * gigaflops) / (name === 'relaxed' ? fusedPeak : peak);
  return `${gigaflops.toFixed(1)} GFLOP/s, ${part.toFixed(0)} %`;
}

/** What the base column reaches: GFLOP/s and its part of the loop in registers, or images a second. */
function rate(result: Result, base: ColumnName | undefined): string {
  const nanoseconds = base === undefined ? undefined : result.cells[base]?.value;
  if (base === undefined || nanoseconds === undefined) return '';
  const { images } = result.row;
  if (images !== undefined)
    return `${Math.round((images / nanoseconds) * 1e9).toLocaleString('en')} images/s`;
  const relaxed = base === 'relaxed' ? undefined : share(result, 'relaxed');
  return `${share(result, base) ?? ''}${relaxed === undefined ? '' : `; relaxed ${relaxed}`}`;
}

export interface Table {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

export function tableOf(results: readonly Result[], columns: readonly Column[]): Table {
  const notes = new Notes();
  const body = results.map((result) => {
    const base = baseOf(result, columns);
    const cells = columns.map(({ name }) => cellText(result.cells[name], result, base, notes));
    return [result.row.name, ...cells, rate(result, base)];
  });
  const head = ['', ...columns.map(({ title }) => title), 'rate; part of a loop in registers'];
  return { head, body, notes: notes.list() };
}

/** Columns of equal width. */
export function text({ head, body, notes }: Table): string {
  const lines = [head, ...body];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const aligned = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
  return [...aligned, ...notes].join('\n');
}

/** How the results stand to the bars. */
export function barTable(results: readonly Result[]): Table {
  const head = ['bar', 'the worst row', 'reached', 'at least', 'aim', ''];
  return { head, body: standing(results), notes: [] };
}

export function markdown({ head, body, notes }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = [line(head), line(head.map(() => '---')), ...body.map(line)];
  const list = notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${note}`)];
  return [...rows, ...list].join('\n');
}
