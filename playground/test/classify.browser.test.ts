// The tab of classes in a plane.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, colorsOf, figure, figureTo, pictureOf, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();
const plane = /^A plane with/;
const neurons = /^The grid of the plane/;

test('learns to tell the points of a circle apart', async () => {
  const { page } = await visit('#/classify');
  await page.getByLabel('Speed').selectOption('Medium');
  await press(page, 'Train');
  await figureTo(page, 'Points told apart', (share) => share === 100);
  await figureTo(page, 'Loss', (loss) => loss < 0.1);
  await press(page, 'Pause');
  expect(await colorsOf(page, plane)).toBeGreaterThan(20);
  expect(await colorsOf(page, neurons)).toBeGreaterThan(20);
  await picture(page, 'classify');
});

test('takes points, and shows other neurons', async () => {
  const { page } = await visit('#/classify');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
  await canvas(page, /with 80 points/).click({ position: { x: 12, y: 12 } });
  await canvas(page, /with 81 points/).press('ArrowUp');
  await canvas(page, plane).press('Enter');
  await canvas(page, /with 82 points/).press('Delete');
  await canvas(page, /with 81 points/).waitFor();
  const before = await pictureOf(page, neurons);
  await page.getByLabel('Layer').selectOption('2: tanh');
  await page.getByLabel('Neuron across').selectOption('5');
  await expect.poll(() => pictureOf(page, neurons)).not.toBe(before);
  await press(page, 'Spiral');
  await canvas(page, /with 80 points/).waitFor();
});

test('begins anew from a seed, and goes as fast as it is told', async () => {
  const { page } = await visit('#/classify');
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
  const first = await figure(page, 'Loss');
  await page.getByLabel('Seed').fill('5');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Loss', (loss) => loss > 0 && loss !== first);
  await page.getByLabel('Seed').fill('0');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Loss', (loss) => loss === first);
  await page.getByLabel('Learning rate').fill('0');
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 2);
  const second = await figure(page, 'Loss');
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 3);
  expect(await figure(page, 'Loss')).toBe(second);
});
