// The tab of optimizers.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { figureTo, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();

/** A figure of one of the optimizers. */
async function standing(page: Page, optimizer: string, name: string): Promise<number> {
  const card = page.getByRole('group', { name: optimizer });
  const text = await card.locator('.figures > div').filter({ hasText: name }).locator('dd').innerText();
  return Number.parseFloat(text);
}

test('trains by all of them, and draws how far they are', async () => {
  const { page } = await visit('#/optimizers');
  await figureTo(page, 'Steps of each', (steps) => steps === 0);
  await press(page, 'Train');
  await expect.poll(() => standing(page, 'Adadelta', 'Training'), { timeout: 60_000 }).toBeGreaterThan(50);
  await press(page, 'Pause');
  expect(await standing(page, 'Adadelta', 'Test')).toBeGreaterThan(50);
  const [slow, fast] = [await standing(page, 'SGD', 'Loss'), await standing(page, 'Adadelta', 'Loss')];
  expect(slow).toBeGreaterThan(fast);
  const chart = page.getByLabel('Loss of each optimizer over the steps').locator('canvas');
  const colors = await chart.evaluate((element: HTMLCanvasElement) => {
    const context = element.getContext('2d');
    const { data } = context?.getImageData(0, 0, element.width, element.height) ?? { data: new Uint8Array() };
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(colors).toBeGreaterThan(20);
  await picture(page, 'optimizers');
});

test('stops one of them, and changes the settings of another', async () => {
  const { page } = await visit('#/optimizers');
  await figureTo(page, 'Steps of each', (steps) => steps === 0);
  await page.getByRole('checkbox', { name: 'Momentum' }).uncheck();
  const sgd = page.getByRole('group', { name: 'SGD' });
  await sgd.getByLabel('Learning rate').fill('0');
  await press(page, 'Step');
  await figureTo(page, 'Steps of each', (steps) => steps === 1);
  expect(await standing(page, 'Momentum', 'Loss')).toBeNaN();
  const before = await standing(page, 'SGD', 'Test');
  for (let steps = 2; steps <= 6; steps++) {
    await press(page, 'Step');
    await figureTo(page, 'Steps of each', (now) => now === steps);
  }
  expect(await standing(page, 'SGD', 'Test')).toBe(before);
});
