// The frame of the page: tabs, themes, and a first training.
import { expect, test } from 'vitest';
import { seriousFaults } from './accessibility.ts';
import { useBrowser } from './browser.ts';

const visit = useBrowser();

test('trains in a worker, and says how far it is', async () => {
  const { page } = await visit();
  await page.getByRole('button', { name: 'Train' }).click();
  await page.getByText(/^9\d\.\d %$/).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
});

test('turns to the other theme, and keeps it', async () => {
  const { page } = await visit('', { colorScheme: 'light' });
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.reload();
  await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
});

test('has no serious accessibility fault', async () => {
  const { page } = await visit();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
});
