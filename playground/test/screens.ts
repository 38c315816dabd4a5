// Pictures of the page for the README, written only when scripts/browser.mjs is told to.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['SCREENSHOTS'];

/** Writes `docs/images/NAME.png`, if pictures are wanted. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  // What draws itself when it comes into view must have been in view.
  if (fullPage)
    for (const panel of await page.locator('.panel:visible').all()) await panel.scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}

/** Writes a picture of one panel, by its heading. */
export async function pictureOf(page: Page, heading: string, name: string): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const panel = page.locator('.panel:visible').filter({ has: page.getByRole('heading', { name: heading }) });
  await panel.scrollIntoViewIfNeeded();
  // The header would stand in the middle of a panel that is taller than the window.
  const style = '.header { position: static !important }';
  await panel.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', style });
}
