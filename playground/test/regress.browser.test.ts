// The tab of curves.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, colorsOf, figure, figureTo, pictureOf, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();
const curve = /^A curve/;

test('finds the curve that points lie about', async () => {
  const { page } = await visit('#/regress');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await page.getByLabel('Speed').selectOption('Medium');
  const before = await pictureOf(page, curve);
  await press(page, 'Train');
  await figureTo(page, 'Mean squared error', (error) => error > 0 && error < 0.05);
  await press(page, 'Pause');
  expect(await pictureOf(page, curve)).not.toBe(before);
  expect(await colorsOf(page, curve)).toBeGreaterThan(20);
  await picture(page, 'regress');
});

test('takes points and settings', async () => {
  const { page } = await visit('#/regress');
  await canvas(page, /through 40 points/).click({ position: { x: 15, y: 15 } });
  await canvas(page, /through 41 points/).press('Enter');
  await canvas(page, /through 42 points/).press('Delete');
  await canvas(page, /through 41 points/).waitFor();
  await page.getByLabel('Clicks take points away').check();
  await canvas(page, curve).click({ position: { x: 15, y: 15 } });
  await canvas(page, /through 40 points/).waitFor();
  await page.getByLabel('Clicks take points away').uncheck();
  const before = await pictureOf(page, curve);
  await page.getByLabel('Show the hidden neurons').check();
  await expect.poll(() => pictureOf(page, curve)).not.toBe(before);
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
  await page.getByLabel('Learning rate').fill('0');
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 2);
  const error = await figure(page, 'Mean squared error');
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 3);
  expect(await figure(page, 'Mean squared error')).toBe(error);
  await press(page, 'Reset');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Clear');
  await canvas(page, /through 0 points/).waitFor();
});
