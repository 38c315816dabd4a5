// A peer's side of the protocol: reads requests from standard input, answers each on standard output.
import { Session } from 'node:inspector/promises';
import { createInterface } from 'node:readline';
import type { Peer, Runner } from '../peers/peer.ts';
import type { RowOf, Work } from '../work/row.ts';
import { now } from './clock.ts';
import { draw, sample, type Input } from './draw.ts';
import type { Reply, Request } from './protocol.ts';

/** Nanoseconds a call, over `count` calls. */
async function time(runner: Runner, count: number): Promise<number> {
  const start = now();
  for (let i = 0; i < count; i++) {
    const pending = runner.run();
    if (pending !== undefined) await pending;
  }
  return ((now() - start) * 1e6) / count;
}

/**
 * What waits for the collector is not held, nor is what the engine keeps ready for new objects: as much as it guesses from
 * how many survived, which it takes or gives back at times of its own.
 */
async function collect(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}

class Server {
  private runner: Runner | undefined;
  private estimate = 0;
  private calls = 0;
  private readonly peer: Peer;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  private async make<W extends Work>({ work, inputs }: RowOf<W>): Promise<Runner | string> {
    const implementation = this.peer.work[work];
    if (typeof implementation === 'string') return implementation;
    const names = Object.keys(inputs) as (keyof typeof inputs)[];
    const drawn = names.map((name, seed) => [name, draw(inputs[name], seed)]);
    return implementation(Object.fromEntries(drawn) as Record<keyof typeof inputs, Input>);
  }

  private async run(count: number): Promise<number> {
    if (this.runner === undefined) throw new Error('nothing is prepared');
    this.calls += count;
    return (this.estimate = await time(this.runner, count));
  }

  async reply(request: Request): Promise<Reply> {
    if (request.ask === 'prepare' || request.ask === 'first') {
      this.runner = undefined;
      const made = await this.make(request.row as RowOf<Work>);
      if (typeof made === 'string') return { reply: 'no', reason: made };
      this.runner = made;
      this.calls = 0;
      if (request.ask === 'first') return { reply: 'time', nanoseconds: await this.run(1) };
      const answer = sample(await made.answer());
      await this.run(1);
      return { reply: 'prepared', answer, ...(made.note === undefined ? {} : { note: made.note }) };
    }
    if (request.ask === 'memory') {
      await this.run(request.calls - this.calls);
      await collect();
      return { reply: 'memory', bytes: process.memoryUsage().rss };
    }
    const count = Math.max(1, Math.floor((request.milliseconds * 1e6) / this.estimate));
    return { reply: 'time', nanoseconds: await this.run(count) };
  }
}

function send(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

/** Serves until standard input ends. */
export async function serve(open: () => Promise<Peer>): Promise<void> {
  let server: Server;
  try {
    const peer = await open();
    server = new Server(peer);
    send({ reply: 'ready', version: peer.version });
  } catch (error) {
    send({ reply: 'no', reason: messageOf(error) });
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    send(
      await server
        .reply(JSON.parse(line) as Request)
        .catch((error: unknown): Reply => ({ reply: 'no', reason: messageOf(error) })),
    );
  }
}

/** The first line of what went wrong. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0].slice(0, 160);
}
