// What the tests of the demos have in common: figures read from the page, and whether a canvas shows anything.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A figure of the open tab, as a number. */
export async function figure(page: Page, name: string): Promise<number> {
  const text = await page
    .getByRole('tabpanel')
    .locator('.stats > div')
    .filter({ has: page.locator(`dt:text-is("${name}")`) })
    .locator('dd')
    .innerText();
  return Number(text.replaceAll(',', '').replace(/ .*$/, ''));
}

/** Waits until a figure is as it should be. */
export async function figureTo(page: Page, name: string, fits: (value: number) => boolean): Promise<void> {
  await expect
    .poll(async () => fits(await figure(page, name)), { timeout: 30_000, interval: 100 })
    .toBe(true);
}

/** All that a canvas shows, as one word: another picture, another word. */
export function pictureOf(page: Page, label: RegExp): Promise<string> {
  return canvas(page, label).evaluate((element: HTMLCanvasElement) => element.toDataURL());
}

/** How many colors a canvas shows. */
export function colorsOf(page: Page, label: RegExp): Promise<number> {
  return canvas(page, label).evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/** The canvas whose label begins so. */
export function canvas(page: Page, label: RegExp) {
  return page.getByRole('tabpanel').getByLabel(label);
}

/** Presses a button of the open tab. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('tabpanel').getByRole('button', { name, exact: true }).click();
}
