// The tab of codes.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, colorsOf, figure, figureTo, pictureOf, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();
const plane = /^600 digits/;
const returned = /^Test digits above/;
const drawn = /^What the network draws for this place/;

test('learns to draw digits again from two numbers', async () => {
  const { page } = await visit('#/autoencoder');
  await canvas(page, plane).waitFor();
  await press(page, 'Train');
  await figureTo(page, 'Mean squared error', (error) => error > 0 && error < 0.055);
  await press(page, 'Pause');
  expect(await colorsOf(page, plane)).toBeGreaterThan(50);
  expect(await colorsOf(page, returned)).toBeGreaterThan(50);
  await picture(page, 'autoencoder');
});

test('shows what lies at a place of the plane', async () => {
  const { page } = await visit('#/autoencoder');
  await canvas(page, plane).waitFor();
  await press(page, 'Step');
  await figureTo(page, 'Digits seen', (count) => count === 64);
  const [first, numerals] = [await pictureOf(page, drawn), await pictureOf(page, plane)];
  await canvas(page, plane).hover({ position: { x: 20, y: 20 } });
  await expect.poll(() => pictureOf(page, drawn)).not.toBe(first);
  const second = await pictureOf(page, drawn);
  await canvas(page, plane).press('ArrowRight');
  await expect.poll(() => pictureOf(page, drawn)).not.toBe(second);
  await page.getByLabel('Show them as they were written').check();
  await expect.poll(() => pictureOf(page, plane)).not.toBe(numerals);
  const error = await figure(page, 'Mean squared error');
  await page.getByLabel('Seed').fill('1');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Mean squared error', (other) => other > 0 && other !== error);
});
