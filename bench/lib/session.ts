// The host's side of the protocol: a peer's process, started when it is first needed, and again after it was lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Reply, Request } from './protocol.ts';

/** How a peer's process is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const single = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
const quiet = { PYTHONDONTWRITEBYTECODE: '1' };

/** One process and its replies; a request at a time. */
class Live {
  private readonly child: ChildProcess;
  private errors = '';
  private settle: ((reply: Reply) => void) | undefined;
  private readonly waiting: Reply[] = [];

  constructor({ program, args, env }: Command) {
    this.child = spawn(program, args, { env: { ...process.env, ...single, ...quiet, ...env } });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors = (this.errors + chunk).slice(-4000)));
    if (this.child.stdout) {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        if (line.startsWith('{"reply"')) this.hear(JSON.parse(line) as Reply);
      });
    }
    this.child.stdin?.on('error', () => undefined);
    this.child.on('error', ({ message }) => this.hear({ reply: 'no', reason: message }));
    this.child.on('close', (code, signal) =>
      this.hear({ reply: 'no', reason: `its process ended (${signal ?? code}): ${lastLine(this.errors)}` }),
    );
  }

  private hear(reply: Reply): void {
    const { settle } = this;
    this.settle = undefined;
    if (settle) settle(reply);
    else this.waiting.push(reply);
  }

  get lost(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  hearNext(seconds: number): Promise<Reply> {
    const early = this.waiting.shift();
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.settle = undefined;
        this.child.kill('SIGKILL');
        resolve({ reply: 'no', reason: `took more than ${seconds} s` });
      }, seconds * 1e3);
      this.settle = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
    });
  }

  tell(request: Request): void {
    this.child.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}

export class Session {
  /** The version of the library, or why it is not there; known after the first request. */
  version = '';
  private live: Live | undefined;
  private absent: string | undefined;
  private readonly command: Command | string;

  /** `command` may be the reason why there is none. */
  constructor(command: Command | string) {
    this.command = command;
  }

  async ask(request: Request, seconds: number): Promise<Reply> {
    if (typeof this.command === 'string') return { reply: 'no', reason: this.command };
    if (this.absent !== undefined) return { reply: 'no', reason: this.absent };
    if (this.live === undefined || this.live.lost) {
      this.live = new Live(this.command);
      const hello = await this.live.hearNext(60);
      if (hello.reply === 'no') {
        this.absent = hello.reason;
        return hello;
      }
      if (hello.reply === 'ready') this.version = hello.version;
    }
    this.live.tell(request);
    return this.live.hearNext(seconds);
  }

  /** Ends the process; the next request starts another. */
  end(): void {
    this.live?.end();
    this.live = undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 120) ?? '';
}
