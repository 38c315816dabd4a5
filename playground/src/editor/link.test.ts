// Links carry code and seed there and back, and damaged ones carry nothing.
import { expect, it } from 'vitest';
import { fromQuery, linkReader, toQuery } from './link.ts';

const code = `const π = '−1'; // ${'layer '.repeat(200)}\n`;

it('carries code and seed', async () => {
  const query = new URLSearchParams(await toQuery({ code, seed: 7 }));
  expect(query.get('code')).toMatch(/^[\w-]{1,120}$/);
  expect(await fromQuery(query)).toEqual({ code, seed: 7 });
});

it.each([
  ['', undefined],
  ['code=%25%25', undefined],
  ['code=abcd', undefined],
])('takes nothing from %s', async (query, nothing) => {
  expect(await fromQuery(new URLSearchParams(query))).toBe(nothing);
});

it('takes seed 0 for what is none', async () => {
  const { code: packed } = await toQuery({ code, seed: 1 });
  expect((await fromQuery(new URLSearchParams({ code: packed, seed: '-3' })))?.seed).toBe(0);
});

it('does not unpack more than somebody would write', async () => {
  const zeros = new Blob([new Uint8Array(5_000_000)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  const packed = Buffer.from(await new Response(zeros).arrayBuffer()).toString('base64url');
  expect(await fromQuery(new URLSearchParams({ code: packed }))).toBe(undefined);
});

it('reads an address once, and not one that it was told of', async () => {
  const links = linkReader();
  const query = await toQuery({ code, seed: 7 });
  expect(await links.read(new URLSearchParams(query))).toEqual({ code, seed: 7 });
  expect(await links.read(new URLSearchParams(query))).toBe(undefined);
  expect(await links.read(new URLSearchParams('code=abcd'))).toBe('damaged');
  links.made(query);
  expect(await links.read(new URLSearchParams(query))).toBe(undefined);
  expect(await links.read(new URLSearchParams('code='))).toBe(undefined);
});
