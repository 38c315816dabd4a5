// Chromium for the tests of the page: started with the file, a fresh visitor for every test, closed after it.
// Whatever the page logs as an error fails the test that saw it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

/** The address of the page under test, which scripts/browser.mjs serves. */
const address = process.env['PAGE'] ?? 'http://localhost:4173/playground/';

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A page that collects what it logs as errors. */
export interface Visit {
  readonly page: Page;
  readonly errors: string[];
}

/** Opens visits in a Chromium that lives as long as the tests of a file. */
export function useBrowser(): (path?: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser;
  let visits: Visit[] = [];
  const profile = mkdtempSync(join(tmpdir(), 'page-'));
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(process.env['CHROMIUM'] && { executablePath: process.env['CHROMIUM'] }),
      args: flags,
      env: { ...process.env, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    });
  });
  afterEach(async () => {
    const errors = visits.flatMap((visit) => visit.errors);
    await Promise.all(visits.map(({ page }) => page.context().close()));
    visits = [];
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  });
  return async (path = '', options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const visit: Visit = { page, errors: [] };
    page.on('pageerror', (error) => visit.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') visit.errors.push(message.text());
    });
    visits.push(visit);
    await page.goto(address + path);
    return visit;
  };
}
