// What tests do on the tab of digits, in the words of a visitor.
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** The value of a figure: `figure(page, 'Loss')`. */
export function figure(page: Page, name: string): Promise<string> {
  return page
    .locator('dl.stats > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd')
    .innerText();
}

/** A figure as a number, its unit left out. */
export async function numberOf(page: Page, name: string): Promise<number> {
  return Number.parseFloat((await figure(page, name)).replaceAll(',', ''));
}

/** Waits until the worker answers. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).and(page.locator(':enabled')).waitFor();
  await page.getByLabel('Rho').waitFor();
}

/** One step, and waits for its figures. */
export async function step(page: Page): Promise<void> {
  const before = await numberOf(page, 'Examples seen');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => numberOf(page, 'Examples seen')).not.toBe(before);
}

/** Trains until so many digits were seen, and pauses. */
export async function train(page: Page, examples: number): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => numberOf(page, 'Examples seen'), { timeout: 60_000 }).toBeGreaterThan(examples);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
}

/** The share of all test digits that are read right, in percent. */
export async function testAll(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Test on all 10,000' }).click();
  const words = page.getByText(/ of 10,000 test digits read right/);
  await words.waitFor();
  await page.locator('.confusion[aria-busy=false]').waitFor();
  return Number.parseFloat(await words.innerText());
}

/** The pixels of a canvas, as text to compare. */
export function pixelsOf(canvas: Locator): Promise<string> {
  return canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
}

/** How many colors a canvas shows. */
export function colorsOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const context = element.getContext('2d');
    if (!context) return 0;
    const { data } = context.getImageData(0, 0, element.width, element.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/** Scrolls to the layers, and waits for them. */
export async function look(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Inside the network' }).scrollIntoViewIfNeeded();
  await page.locator('.layer').first().waitFor();
}
