// The page's end of the worker with TypeScript: one for all editors, started when the first of them asks.
import { wrap, type Remote } from 'comlink';
import type { Compiled } from './types/compile.ts';
import type { Types } from './types/service.ts';
import type { TypesWorker } from './types/worker.ts';

let started: Promise<Remote<TypesWorker>> | undefined;

/** TypeScript, once it is there. Rejects when it cannot be loaded, and tries again when asked again. */
export function openTypes(): Promise<Remote<Types>> {
  started ??= start();
  return started;
}

async function start(): Promise<Remote<TypesWorker>> {
  const worker = new Worker(new URL('./types/worker.ts', import.meta.url), { type: 'module', name: 'types' });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('TypeScript cannot be loaded.')), { once: true });
  });
  const remote = wrap<TypesWorker>(worker);
  try {
    await Promise.race([remote.open(document.baseURI), failed]);
    return remote;
  } catch (error) {
    worker.terminate();
    started = undefined;
    throw error;
  }
}

/** The editor's code as a program that a runtime can load, or what is wrong with it. */
export async function compile(code: string): Promise<Compiled> {
  const types = await openTypes();
  return types.compile(code);
}
