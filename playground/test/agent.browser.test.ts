// The tab of the agent.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, colorsOf, figure, figureTo, pictureOf, press } from './demo.ts';
import { picture } from './screens.ts';

const visit = useBrowser();
const world = /^The world/;

test('lives, explores less and less, and learns', async () => {
  const { page } = await visit('#/agent');
  await figureTo(page, 'Moments', (moments) => moments === 0);
  const before = await pictureOf(page, world);
  await page.getByLabel('Speed').selectOption('Full speed');
  await press(page, 'Live');
  await figureTo(page, 'Moments', (moments) => moments > 1200);
  await press(page, 'Pause');
  expect(await figure(page, 'Moves at random')).toBeLessThan(100);
  expect(await figure(page, 'Loss')).toBeGreaterThan(0);
  expect((await figure(page, 'Red eaten')) + (await figure(page, 'Green eaten'))).toBeGreaterThan(0);
  expect(await colorsOf(page, world)).toBeGreaterThan(20);
  expect(await pictureOf(page, world)).not.toBe(before);
  await picture(page, 'agent');
});

test('saves its network, and opens it again', async () => {
  const { page } = await visit('#/agent');
  await press(page, 'Step');
  await figureTo(page, 'Moments', (moments) => moments === 1);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save network')]);
  const saved = readFileSync(await download.path());
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/json', buffer });
  const input = page.locator('#panel-agent input[type=file]');
  await input.setInputFiles(file('agent.json', saved));
  await input.setInputFiles(file('half.json', saved.subarray(0, 1000)));
  await page.getByRole('alert').getByText('fromJSON').waitFor();
  await input.setInputFiles(file('agent.json', saved));
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  await page.getByLabel('Explore and learn').uncheck();
  await press(page, 'Step');
  await figureTo(page, 'Moves at random', (share) => share === 1);
  await page.getByLabel('Seed').fill('2');
  await figureTo(page, 'Moments', (moments) => moments === 0);
  expect(await canvas(page, world).count()).toBe(1);
});
