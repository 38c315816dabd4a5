// The frame of the page: its themes and its addresses.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser();

test('turns to the other theme, and keeps it', async () => {
  const { page } = await visit('', { colorScheme: 'light' });
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.reload();
  await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
});

test('opens the first tab where the address names none', async () => {
  const { page } = await visit('#/nowhere');
  await page.getByRole('tab', { name: 'Digits', selected: true }).waitFor();
  expect(await page.title()).toBe('Digits · Cotangent playground');
});
