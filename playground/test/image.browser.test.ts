// The tab of pictures.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, colorsOf, figure, figureTo, pictureOf, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();
const original = /^The picture to learn/;
const painting = /^What the network paints,/;

test('paints the picture', async () => {
  const { page } = await visit('#/image');
  await press(page, 'Train');
  await figureTo(page, 'Mean squared error', (error) => error > 0 && error < 0.004);
  await press(page, 'Pause');
  expect(await colorsOf(page, original)).toBeGreaterThan(20);
  expect(await colorsOf(page, painting)).toBeGreaterThan(200);
  await picture(page, 'image');
});

test('takes other pictures and settings', async () => {
  const { page } = await visit('#/image');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  const sunset = await pictureOf(page, original);
  await press(page, 'Rings');
  await canvas(page, /Rings$/).waitFor();
  expect(await pictureOf(page, original)).not.toBe(sunset);
  const buffer = Buffer.from(sunset.slice(sunset.indexOf(',') + 1), 'base64');
  await page.getByLabel('Open an image').setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer });
  await canvas(page, /own\.png$/).waitFor();
  await page
    .getByLabel('Open an image')
    .setInputFiles({ name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('none') });
  await page.getByRole('alert').getByText('no.png is no image').waitFor();
  await page.getByLabel('Batch size').fill('100');
  await press(page, 'Step');
  await figureTo(page, 'Pixels seen', (pixels) => pixels === 100);
  const error = await figure(page, 'Mean squared error');
  await page.getByLabel('Seed').fill('3');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Mean squared error', (other) => other > 0 && other !== error);
});
