// What holds for every demo: it trains without holding up the page, fits every screen, and has no serious fault.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFaults } from './accessibility.ts';
import { useBrowser } from './browser.ts';
import { figureTo } from './demo.ts';
import { tasksDuring } from './tasks.ts';

const visit = useBrowser();
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** The demos, what their first button says, and what counts their steps. */
const demos = [
  ['classify', 'Train', 'Steps'],
  ['regress', 'Train', 'Steps'],
  ['image', 'Train', 'Steps'],
  ['autoencoder', 'Train', 'Steps'],
  ['optimizers', 'Train', 'Steps of each'],
  ['agent', 'Live', 'Moments'],
] as const;

const button = (page: Page, name: string) =>
  page.getByRole('tabpanel').getByRole('button', { name, exact: true });

/** Opens a demo and lets it train for some time, during which `work` may look on. */
async function train(page: Page, [name, verb, steps]: (typeof demos)[number], milliseconds: number) {
  await page.evaluate((hash) => (location.hash = hash), `#/${name}`);
  await button(page, verb).and(page.locator(':enabled')).waitFor();
  await button(page, verb).click();
  await figureTo(page, steps, (count) => count > 3);
  await page.waitForTimeout(milliseconds);
}

/** Ends a training, and looks for faults. */
async function examine(page: Page, verb: string): Promise<void> {
  await button(page, 'Pause').click();
  await button(page, verb).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBe(width);
}

test.each<readonly [name: string, options: BrowserContextOptions]>([
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', ...phone }],
])('each fits and has no serious fault: %s', async (_, options) => {
  const { page } = await visit('#/classify', options);
  for (const demo of demos) {
    await train(page, demo, 500);
    await examine(page, demo[1]);
  }
});

test('none holds up the page while it trains; each fits and has no serious fault: light', async () => {
  const { page } = await visit('#/classify', { colorScheme: 'light' });
  const longestOf = new Map<string, number>();
  for (const demo of demos) {
    await train(page, demo, 200);
    const [longest] = await tasksDuring(page, () => page.waitForTimeout(1200));
    longestOf.set(demo[0], longest);
    await examine(page, demo[1]);
  }
  expect([...longestOf].filter(([, longest]) => longest >= 50)).toEqual([]);
});

test('a demo behind another tab rests, and goes on when it is opened again', async () => {
  const { page } = await visit('#/regress');
  await train(page, ['regress', 'Train', 'Steps'], 100);
  await page.getByRole('tab', { name: 'Classes' }).click();
  await button(page, 'Train').waitFor();
  const hidden = page.locator('#panel-regress .stats > div').filter({ hasText: 'Steps' }).locator('dd');
  await page.waitForTimeout(300);
  const before = await hidden.textContent();
  await page.waitForTimeout(500);
  expect(await hidden.textContent()).toBe(before);
  await page.getByRole('tab', { name: 'Curves' }).click();
  await figureTo(page, 'Steps', (steps) => steps > Number(before));
});
