// What is seen in the terminal while the network learns: a bar that moves, or lines where there is no terminal.
// Each tenth of an epoch says how much memory the process holds, which should stay the same.
import { SingleBar } from 'cli-progress';
import type { Evaluation } from './evaluate.ts';

/** How far an epoch is. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  /** Steps of this epoch: done, and in all. */
  readonly done: number;
  readonly steps: number;
  readonly batch: number;
  /** The losses of the last steps. */
  readonly losses: readonly number[];
}

/** Shows progress, one call a step. */
export class Display {
  private readonly bar: SingleBar | undefined;
  private epoch = -1;
  private times: number[] = [];
  /** When something was last shown. */
  private shown = -Infinity;

  constructor(terminal: boolean) {
    const format =
      '{title}  {bar} {percentage} %  loss {loss}  {speed} images/s  {memory} MB  {eta_formatted} left';
    if (terminal)
      this.bar = new SingleBar({
        format,
        barsize: 24,
        barCompleteChar: '━',
        barIncompleteChar: '─',
        hideCursor: true,
        etaBuffer: 200,
      });
  }

  step({ epoch, epochs, done, steps, batch, losses }: Progress): void {
    const title = `epoch ${epoch + 1}/${epochs}`;
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.times = [];
      this.bar?.start(steps, done, { title, loss: '', speed: '', memory: '' });
    }
    const now = performance.now();
    this.times.push(now);
    if (this.times.length > 101) this.times.shift();
    const tenth = Math.floor((done * 10) / steps);
    const line = this.bar === undefined && tenth > Math.floor(((done - 1) * 10) / steps);
    // Looking up how much memory there is takes longer than what nobody could read is worth.
    const due = this.bar !== undefined && (now - this.shown > 100 || done === steps);
    if (!line && !due) return;
    this.shown = now;
    const between = this.times.length - 1;
    const seconds = (now - this.times[0]) / 1000;
    const loss = (losses.reduce((sum, x) => sum + x, 0) / losses.length).toFixed(3);
    const speed = between === 0 ? '…' : Math.round((between * batch) / seconds).toLocaleString('en');
    const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
    this.bar?.update(done, { title, loss, speed, memory });
    if (line) {
      const percent = `${tenth * 10} %`.padStart(5);
      console.log(`${title} ${percent}  loss ${loss}  ${speed} images/s  ${memory} MB resident`);
    }
    if (done === steps) this.bar?.stop();
  }

  /** Leaves the terminal as it was. */
  stop(): void {
    this.bar?.stop();
  }
}

/** `98.31 %` */
export const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** The confusion matrix as text: a row for each digit, a column for what it was read as. */
export function confusionTable({ confusion }: Evaluation): string {
  const digits = confusion.map((_, digit) => digit);
  const cells = (values: readonly (string | number)[]): string =>
    values.map((x) => `${x}`.padStart(5)).join('');
  const rows = confusion.map((row, digit) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const right = total === 0 ? '' : percent(row[digit] / total).padStart(10);
    return `${`${digit}`.padStart(7)} ${cells(row.map((count) => (count === 0 ? '·' : count)))}${right}`;
  });
  return ['shown \\ read as', `${''.padStart(8)}${cells(digits)}     right`, ...rows].join('\n');
}
