// Runs the modules that the examples gate wrote: each throws where a value is not what a comment states.
import { existsSync, readFileSync } from 'node:fs';
import { test, vi } from 'vitest';

const folder = new URL('../.cache/examples/', import.meta.url);
const index = new URL('index.json', folder);
const examples: [place: string, module: string][] = existsSync(index)
  ? JSON.parse(readFileSync(index, 'utf8'))
  : [];

test.each(examples)('%s', { timeout: 60_000 }, async (_, module) => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ new URL(module, folder).href);
  } finally {
    log.mockRestore();
  }
});
