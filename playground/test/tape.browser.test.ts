// The tape of a step: what its nodes show, and the way back through the cotangents.
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { ready, step } from './mnist.ts';
import { pictureOf } from './screens.ts';

const visit = useBrowser();

test('is drawn with shapes, histograms and source lines, and stepped through backwards', async () => {
  const { page } = await visit();
  await ready(page);
  await step(page);
  await page.getByRole('button', { name: 'Record a step' }).click();
  const nodes = page.locator('.tape-node');
  await nodes.first().waitFor();
  const words = await nodes.allInnerTexts();
  const parameters = words.filter((text) => /^(conv1|conv2|fc)\.[wb]/.test(text));
  expect(parameters).toHaveLength(6);
  expect(words.filter((text) => text.startsWith('contract'))).toHaveLength(3);
  expect(words.some((text) => text.includes('[20, 8, 24, 24]'))).toBe(true);
  expect(await page.locator('.tape-node svg path[d*=M]').count()).toBe(words.length);
  const reached = page.locator('.tape-node[data-reached=true]');
  expect(await reached.count()).toBe(0);
  const facts = page.locator('.tape-facts');
  for (let back = 1; back <= 3; back++) {
    await page.getByRole('button', { name: 'Step back' }).click();
    await expect.poll(() => reached.count()).toBe(back);
    expect(await facts.innerText()).toContain('Cotangent');
  }
  await page.getByRole('button', { name: 'Forward again' }).click();
  await expect.poll(() => reached.count()).toBe(2);
  await page.getByRole('slider').fill('27');
  await expect.poll(() => reached.count()).toBe(27);
  await pictureOf(page, 'The tape of a step', 'digits-tape');
});

test('leads to the line of the code, follows arrow keys, and is that of every further step', async () => {
  const { page } = await visit();
  await ready(page);
  await page.getByRole('button', { name: 'Record a step' }).click();
  const weights = page.locator('.tape-node', { hasText: 'conv2.w' });
  await weights.click();
  const facts = page.locator('.tape-facts');
  expect(await facts.locator('[aria-current]').innerText()).toContain("named('conv2', conv(16, 5");
  expect(await facts.innerText()).toContain('[16, 8, 5, 5]');
  expect(await facts.innerText()).toContain('Gradient');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => facts.locator('h3').innerText()).toContain('contract');
  const before = await page.locator('.tape-node .histogram').first().innerHTML();
  await step(page);
  await expect.poll(() => page.locator('.tape-node .histogram').first().innerHTML()).not.toBe(before);
});
