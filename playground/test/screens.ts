// Pictures of the page for the README, written only when scripts/browser.mjs is told to.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['SCREENSHOTS'];

/** Writes `docs/images/NAME.png`, if pictures are wanted. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}
