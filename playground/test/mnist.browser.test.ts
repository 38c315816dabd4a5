// The tab of digits: it learns, every control does what it says, and what it shows is there.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { tasksDuring } from './tasks.ts';
import { colorsOf, figure, look, numberOf, pixelsOf, ready, step, testAll, train } from './mnist.ts';

const visit = useBrowser();

test('learns to read 95 % of the test digits within a minute, without holding up the page', async () => {
  const { page } = await visit();
  await ready(page);
  const began = Date.now();
  const tasks = await tasksDuring(page, async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await look(page);
    await expect.poll(() => numberOf(page, 'Examples seen'), { timeout: 60_000 }).toBeGreaterThan(24_000);
  });
  expect(tasks.filter((milliseconds) => milliseconds > 50)).toEqual([]);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  expect(await testAll(page)).toBeGreaterThan(95);
  expect(Date.now() - began).toBeLessThan(60_000);
  expect(await page.locator('.confusion tbody td').count()).toBe(100);
  expect(Number.parseFloat(await figure(page, 'Validation accuracy'))).toBeGreaterThan(80);
  expect(await numberOf(page, 'Speed')).toBeGreaterThan(100);
  expect(await numberOf(page, 'Forward')).toBeGreaterThan(0);
  expect(await numberOf(page, 'Backward')).toBeGreaterThan(0);
});

describe('controls', () => {
  test('the same seed gives the same numbers, another seed others, and Reset begins anew', async () => {
    const { page } = await visit();
    const losses = async (): Promise<string> => {
      for (let i = 0; i < 3; i++) await step(page);
      return figure(page, 'Loss');
    };
    await ready(page);
    const first = await losses();
    expect(await figure(page, 'Examples seen')).toBe('60');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => figure(page, 'Examples seen')).toBe('0');
    expect(await losses()).toBe(first);
    await page.getByLabel('Seed').fill('7');
    await expect.poll(() => figure(page, 'Examples seen')).toBe('0');
    expect(await losses()).not.toBe(first);
  });

  test('training that begins again at once after a reset can be paused', async () => {
    const { page } = await visit();
    await ready(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.poll(() => numberOf(page, 'Examples seen')).toBeGreaterThan(200);
    await page.getByRole('button', { name: 'Reset', exact: true }).evaluate(async (reset: HTMLElement) => {
      reset.click();
      reset.parentElement?.querySelector<HTMLElement>('.primary')?.click();
    });
    await expect.poll(() => numberOf(page, 'Examples seen')).toBeGreaterThan(200);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    const seen = await numberOf(page, 'Examples seen');
    await page.getByLabel('Batch size').fill('30');
    await step(page);
    expect(await numberOf(page, 'Examples seen')).toBe(seen + 30);
  });

  test('the batch size is that of the next step', async () => {
    const { page } = await visit();
    await ready(page);
    await step(page);
    await page.getByLabel('Batch size').fill('50');
    await step(page);
    expect(await figure(page, 'Examples seen')).toBe('70');
  });

  test('a learning rate of zero changes nothing, and one above does', async () => {
    const { page } = await visit();
    await ready(page);
    await look(page);
    const weights = page.getByLabel('weights w of conv1', { exact: true });
    const start = await pixelsOf(weights);
    await step(page);
    await look(page);
    await expect.poll(() => pixelsOf(weights)).not.toBe(start);
    await page.getByLabel('Learning rate').fill('0');
    const before = await pixelsOf(weights);
    const gradients = page.getByLabel('gradients of w of conv1');
    const seen = await pixelsOf(gradients);
    await step(page);
    await look(page);
    await expect.poll(() => pixelsOf(gradients)).not.toBe(seen);
    expect(await pixelsOf(weights)).toBe(before);
    await page.getByLabel('Learning rate').fill('1');
    await step(page);
    await look(page);
    await expect.poll(() => pixelsOf(weights)).not.toBe(before);
  });

  test('a step is taken in parts: forward, backward, update', async () => {
    const { page } = await visit();
    await ready(page);
    await page.getByRole('button', { name: 'Step by step' }).click();
    const part = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await look(page);
    const weights = page.getByLabel('weights w of conv1', { exact: true });
    const gradients = page.getByLabel('gradients of w of conv1');
    const before = await pixelsOf(weights);
    await part('Forward');
    await page.getByText(/^Forward: the next batch/).waitFor();
    await look(page);
    await gradients.waitFor({ state: 'detached' });
    expect(await figure(page, 'Examples seen')).toBe('0');
    await part('Backward');
    await look(page);
    await gradients.waitFor();
    expect(await pixelsOf(weights)).toBe(before);
    await part('Update');
    await expect.poll(() => figure(page, 'Examples seen')).toBe('20');
    await look(page);
    await expect.poll(() => pixelsOf(weights)).not.toBe(before);
    await page.getByRole('button', { name: 'Forward', exact: true }).waitFor();
  });

  test('weight decay shows in its loss at once, and what is no number is not taken', async () => {
    const { page } = await visit();
    await ready(page);
    const decay = page.getByLabel('Weight decay');
    const before = await numberOf(page, 'L2 decay loss');
    await decay.fill('0.01');
    await expect.poll(() => numberOf(page, 'L2 decay loss')).toBeCloseTo(10 * before, 1);
    for (const refused of ['much', 'Infinity', '1e999', '']) {
      await decay.fill(refused);
      expect(await decay.getAttribute('aria-invalid')).toBe('true');
    }
    await decay.blur();
    expect(await decay.inputValue()).toBe('0.01');
  });
});

describe('views', () => {
  test('no map is blank, and every layer says what it is', async () => {
    const { page } = await visit();
    await ready(page);
    await train(page, 2000);
    await look(page);
    expect(await page.locator('.layer').count()).toBe(10);
    const words = (await page.locator('.layers').innerText()).replaceAll(/\s+/g, ' ');
    for (const fact of ['208', '3,216', '2,570', 'filter 5 × 5', 'stride 3', 'padding 2', '8 × 24 × 24'])
      expect(words).toContain(fact);
    const blank: (string | null)[] = [];
    for (const canvas of await page.locator('.layer canvas').all())
      if ((await colorsOf(canvas)) < 2) blank.push(await canvas.getAttribute('aria-label'));
    expect(blank).toEqual([]);
    for (const canvas of await page.locator('.readings canvas').all())
      expect(await colorsOf(canvas)).toBeGreaterThan(1);
  });

  test('digits that are tested have their three likeliest classes, and others come when asked for', async () => {
    const { page } = await visit();
    await ready(page);
    await page.getByRole('heading', { name: 'Test digits' }).scrollIntoViewIfNeeded();
    await page.locator('.readings li li').nth(23).waitFor();
    expect(await page.locator('.readings li li').count()).toBe(24);
    const first = page.locator('.readings canvas').first();
    const before = await pixelsOf(first);
    await page.getByRole('button', { name: 'Others' }).click();
    await expect.poll(() => pixelsOf(first)).not.toBe(before);
  });
});

describe('drawings', () => {
  const likeliest = '.draw .bars li:first-child > span:first-child';

  test('are read while they are drawn, by mouse and by keyboard', async () => {
    const { page } = await visit();
    await ready(page);
    await train(page, 10_000);
    const canvas = page.getByLabel(/^Draw here/);
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('There is nothing to draw on.');
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 40, { steps: 10 });
    await page.mouse.up();
    await expect.poll(() => page.locator(likeliest).innerText()).toBe('1');
    await page.locator('.panel', { hasText: 'Draw a digit' }).getByRole('button', { name: 'Clear' }).click();
    await page.locator(likeliest).waitFor({ state: 'detached' });
    await canvas.focus();
    for (const key of [...Array<string>(8).fill('ArrowUp'), ' ', ...Array<string>(16).fill('ArrowDown'), ' '])
      await page.keyboard.press(key === ' ' ? 'Space' : key);
    await expect.poll(() => page.locator(likeliest).innerText()).toBe('1');
  });

  test('come from image files too, dark on light or light on dark', async () => {
    const { page } = await visit();
    await ready(page);
    await train(page, 10_000);
    const image = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [60, 90];
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = '#123';
        context.fillRect(0, 0, 60, 90);
        context.fillStyle = '#fed';
        context.fillRect(40, 20, 8, 50);
      }
      return canvas.toDataURL('image/png').split(',')[1];
    });
    await page
      .locator('input[type=file][accept="image/*"]')
      .setInputFiles({ name: 'one.png', mimeType: 'image/png', buffer: Buffer.from(image, 'base64') });
    await expect.poll(() => page.locator(likeliest).innerText()).toBe('1');
  });
});

describe('files', () => {
  test('a network that was saved is there again when it is opened', async () => {
    const { page } = await visit();
    await ready(page);
    await train(page, 8000);
    const accuracy = await testAll(page);
    const seen = await figure(page, 'Examples seen');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save safetensors' }).click();
    const path = await (await download).path();
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => figure(page, 'Examples seen')).toBe('0');
    expect(await testAll(page)).toBeLessThan(50);
    await page
      .locator('input[type=file][accept*=safetensors]')
      .setInputFiles({ name: 'digits.safetensors', mimeType: '', buffer: readFileSync(path) });
    await expect.poll(() => figure(page, 'Examples seen')).toBe(seen);
    expect(await testAll(page)).toBe(accuracy);
  });

  test('JSON is read as it was written, and the optimizer stays with its settings', async () => {
    const { page } = await visit();
    await ready(page);
    await train(page, 4000);
    const accuracy = await testAll(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save JSON' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    const types = (JSON.parse(text) as { layers: { layer_type: string }[] }).layers.map(
      (one) => one.layer_type,
    );
    expect(types.join(' ')).toBe('input conv relu pool conv relu pool fc softmax');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => figure(page, 'Examples seen')).toBe('0');
    await page.getByLabel('Rho').fill('0.9');
    await page
      .locator('input[type=file][accept*=json]')
      .setInputFiles({ name: 'digits.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await look(page);
    await page.getByLabel('Layer conv4').waitFor();
    expect(await testAll(page)).toBe(accuracy);
    expect(await page.getByLabel('Rho').inputValue()).toBe('0.9');
    await step(page);
  });

  test('a file whose counts nobody could have reached is refused', async () => {
    const { page } = await visit();
    await ready(page);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save safetensors' }).click(),
    ]);
    const bytes = readFileSync(await saved.path(), 'latin1');
    const buffer = Buffer.from(bytes.replace('"examples":"0"', '"examples":"-"'), 'latin1');
    await page
      .locator('input[type=file][accept*=safetensors]')
      .setInputFiles({ name: 'minus.safetensors', mimeType: '', buffer });
    await page.getByRole('alert').getByText("The file says that examples is '-'.").waitFor();
    await step(page);
  });

  test('a file that does not fit is refused with the reason, and nothing is lost', async () => {
    const { page } = await visit();
    await ready(page);
    await step(page);
    await page
      .locator('input[type=file][accept*=safetensors]')
      .setInputFiles({ name: 'other.safetensors', mimeType: '', buffer: Buffer.from('nothing of the kind') });
    await page.getByRole('alert').waitFor();
    await page.locator('input[type=file][accept*=json]').setInputFiles({
      name: 'cut.json',
      mimeType: '',
      buffer: Buffer.from('{"layers": [{"layer_type": "inp'),
    });
    await page.getByRole('alert').getByText('the text must be whole JSON').waitFor();
    expect(await figure(page, 'Examples seen')).toBe('20');
    await step(page);
  });
});
