// Runs the modules that the snippets gate wrote, and compares what they print with what they promise.
import { existsSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { expect, test, vi } from 'vitest';

type Snippet = { path: string; line: number; module: string; prints: string[] };

const folder = new URL('../.cache/snippets/', import.meta.url);
const index = new URL('index.json', folder);
const snippets: Snippet[] = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')) : [];

test.each(snippets)('$path:$line', async ({ module, prints }) => {
  const printed: string[] = [];
  const log = vi
    .spyOn(console, 'log')
    .mockImplementation((...values) => void printed.push(...format(...values).split('\n')));
  try {
    await import(/* @vite-ignore */ new URL(encodeURIComponent(module), folder).href);
  } finally {
    log.mockRestore();
  }
  const promised = prints.length === 0 ? [] : printed.map((line) => line.trimEnd());
  expect(promised).toEqual(prints);
});
