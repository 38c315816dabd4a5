// How every tab looks and is used: light and dark, large and small, with the keyboard, and by what axe-core finds wrong.
import { describe, expect, test } from 'vitest';
import type { BrowserContextOptions } from 'playwright-core';
import { seriousFaults } from './accessibility.ts';
import { useBrowser } from './browser.ts';
import { ready, train } from './mnist.ts';
import { picture, pictureOf } from './screens.ts';

const visit = useBrowser();
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const screens: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', ...phone }],
];

describe.each(screens)('%s', (name, options) => {
  test('the tab of digits has no serious fault, and fits', async () => {
    const { page } = await visit('#/mnist', options);
    await ready(page);
    await train(page, 12_000);
    for (const canvas of await page.locator('.panel').all()) await canvas.scrollIntoViewIfNeeded();
    await page.locator('.layer').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBe(widths[1]);
    await picture(page, `digits-${name}`);
    if (name === 'light') await pictureOf(page, 'Inside the network', 'digits-layers');
  });
});

test('everything is reached with the keyboard, in the order it is read', async () => {
  const { page } = await visit();
  await ready(page);
  const reached: string[] = [];
  for (let i = 0; i < 60; i++) {
    // In the editor Tab indents, and the words below it say how to leave.
    if (await page.evaluate(() => document.activeElement?.classList.contains('cm-content')))
      await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return '';
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
      return (label ?? element.getAttribute('aria-label') ?? element.innerText).trim();
    });
    if (name === '' && reached.length > 0) break;
    reached.push(name);
  }
  const expected = ['Digits', 'Train', 'Step', 'Reset', 'Batch size', 'Weight decay', 'Seed', 'Others'];
  expect(reached.filter((name) => expected.includes(name))).toEqual(expected);
  expect(reached.some((name) => name.startsWith('Draw here'))).toBe(true);
});

test('the keyboard trains and pauses, and every place it reaches shows that it is there', async () => {
  const { page } = await visit();
  await ready(page);
  await page.getByRole('button', { name: 'Train', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).toBe('solid');
});
