// The editor on the tab of digits: what it says before code runs, what it says when it ran, and links.
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { useBrowser } from './browser.ts';
import { figure, ready, step } from './mnist.ts';

const visit = useBrowser();

/** Looks at the editor, and waits until TypeScript is there: it shows the shape behind every layer. */
async function typed(page: Page): Promise<void> {
  await page.locator('.cm-content').scrollIntoViewIfNeeded();
  await page.locator('.editor-hint').first().waitFor();
}

/** Puts other code into the editor. */
async function write(page: Page, code: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(code);
}

/** Takes the line with these words out of the code. */
async function cutLine(page: Page, words: string): Promise<void> {
  await page.locator('.cm-line', { hasText: words }).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
}

const runCode = (page: Page) => page.getByRole('button', { name: 'Run code' }).click();
const problems = (page: Page) => page.locator('.editor-problems li');

test('a layer that does not fit is underlined before anything runs, with the sentence of the library', async () => {
  const { page } = await visit();
  await typed(page);
  await cutLine(page, 'flatten(),');
  const sentence = 'linear: takes examples with one axis. input: [16, 4, 4]. Put flatten() before it.';
  await problems(page).getByText(sentence).waitFor();
  const underlined = page.locator('.cm-lintRange-error');
  expect((await underlined.allInnerTexts()).join('')).toBe('linear(10, { init: convNetJS() })');
  await underlined.first().hover();
  await page.locator('.cm-tooltip .editor-message', { hasText: sentence }).waitFor();
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+z');
  await problems(page).first().waitFor({ state: 'detached' });
});

test('line numbers stand beside their lines, before the editor was ever in view', async () => {
  const { page } = await visit('', { viewport: { width: 1280, height: 300 } });
  await page.locator('.cm-line').first().waitFor({ state: 'attached' });
  const tops = (which: string): Promise<number[]> =>
    page.locator(which).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  const numbers = await tops('.cm-lineNumbers .cm-gutterElement:not(:first-child)');
  const lines = await tops('.cm-line');
  expect(lines.length).toBeGreaterThan(10);
  for (const [i, top] of lines.entries()) expect(numbers[i]).toBeCloseTo(top, -1);
});

test('shapes stand behind layers, and in what hovering and the cursor show', async () => {
  const { page } = await visit();
  await typed(page);
  expect(await page.locator('.editor-hint').allInnerTexts()).toEqual([
    '→ [8, 24, 24]',
    '→ [8, 24, 24]',
    '→ [8, 12, 12]',
    '→ [16, 12, 12]',
    '→ [16, 12, 12]',
    '→ [16, 4, 4]',
    '→ [256]',
    '→ [10]',
  ]);
  const line = page.locator('.cm-line', { hasText: "named('conv2'" });
  await line.getByText('conv', { exact: true }).hover();
  const shape = page.locator('.cm-tooltip .editor-shape');
  await shape.waitFor();
  expect(await shape.innerText()).toContain('[8, 12, 12] → [16, 12, 12]');
  expect(await shape.innerText()).toContain('w [16, 8, 5, 5]');
  await page.locator('.cm-line', { hasText: 'maxPool(3)' }).click();
  await page.keyboard.press('Home');
  await page.locator('.editor-here', { hasText: '[16, 12, 12] → [16, 4, 4]' }).waitFor();
});

test('what is missing and what may be written is told', async () => {
  const { page } = await visit();
  await typed(page);
  await cutLine(page, 'export const optimizer');
  await problems(page).getByText('The page needs `export const optimizer`').waitFor();
  await page.keyboard.type('export const optimizer = rmsp');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'rmsprop' }).first().waitFor();
  // The list takes no key in its first moment, so that nobody takes what was not seen.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.locator('.cm-line', { hasText: /import \{.*rmsprop.*\} from '@cotangent\/optim'/ }).waitFor();
});

test('a mistake shows its message and its place, and the network before it goes on', async () => {
  const { page } = await visit();
  await typed(page);
  await ready(page);
  await step(page);
  await write(page, "const wrong: number = 1;\n\nthrow new RangeError('mine ' + wrong);\n");
  await runCode(page);
  await page.getByRole('alert').getByText('RangeError: mine 1').waitFor();
  await page.locator('.cm-line', { hasText: 'throw' }).locator('.cm-lintRange-error').waitFor();
  await step(page);
  await write(page, "import { fetchAll } from 'somewhere';\nfetchAll();\n");
  await runCode(page);
  await page.getByRole('alert').getByText("'somewhere' is not available here.").waitFor();
  await page.getByRole('button', { name: 'Restore' }).click();
  await runCode(page);
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await expect.poll(() => figure(page, 'Examples seen')).toBe('0');
  await step(page);
});

test('code that never ends can be stopped', async () => {
  const { page } = await visit();
  await typed(page);
  await ready(page);
  await write(page, 'while (true) {}\nexport {};\n');
  await runCode(page);
  await page.getByRole('button', { name: 'Stop it' }).click();
  await page.getByRole('alert').getByText('The code was stopped').waitFor();
  await ready(page);
  await step(page);
});

test('a link carries code and seed, runs nothing by itself, and gives the same losses', async () => {
  const {
    page,
    page: { keyboard },
  } = await visit();
  await typed(page);
  await ready(page);
  await cutLine(page, 'export const batchSize');
  await keyboard.type('export const batchSize = 10;\n');
  await page.getByLabel('Seed').fill('7');
  await keyboard.press('Enter');
  await runCode(page);
  await expect.poll(() => page.getByLabel('Batch size').inputValue()).toBe('10');
  const losses = async (on: Page): Promise<string[]> => {
    const found: string[] = [];
    for (let i = 0; i < 3; i++) {
      await step(on);
      found.push(await figure(on, 'Loss'));
    }
    return found;
  };
  const first = await losses(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText(/The link is/).waitFor();
  const hash = new URL(page.url()).hash;

  const { page: other } = await visit(hash);
  await typed(other);
  await ready(other);
  await other.getByText('This code came with the link you opened').waitFor();
  expect(await other.locator('.cm-content').innerText()).toContain('batchSize = 10');
  expect(await other.getByLabel('Batch size').inputValue()).toBe('20');
  expect(await figure(other, 'Examples seen')).toBe('0');
  await runCode(other);
  await other.getByText('This code came with the link you opened').waitFor({ state: 'detached' });
  await expect.poll(() => other.getByLabel('Batch size').inputValue()).toBe('10');
  expect(await losses(other)).toEqual(first);
});

test('the keyboard passes through, and leaves with Escape and Tab after typing', async () => {
  const { page } = await visit();
  await typed(page);
  const within = () => page.evaluate(() => document.activeElement?.className.includes('cm-content'));
  await page.getByRole('button', { name: 'Copy link' }).focus();
  await page.keyboard.press('Tab');
  expect(await within()).toBe(true);
  await page.keyboard.press('Tab');
  expect(await within()).toBe(false);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type(' ');
  await page.keyboard.press('Tab');
  expect(await within()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await within()).toBe(false);
});

test('layer_defs of ConvNetJS are code like any other', async () => {
  const { page } = await visit();
  await typed(page);
  await ready(page);
  await write(
    page,
    `import { fromLayerDefs } from '@cotangent/convnetjs';
import { adadelta } from '@cotangent/optim';

export const { model } = fromLayerDefs([
  { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
  { type: 'fc', num_neurons: 12, activation: 'relu' },
  { type: 'softmax', num_classes: 10 },
]);
export const optimizer = adadelta();
export const batchSize = 5;
`,
  );
  await runCode(page);
  await expect.poll(() => page.getByLabel('Batch size').inputValue()).toBe('5');
  await step(page);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the page itself refuses code from strings', async () => {
  const { page, errors } = await visit();
  const refused = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
        // Later, so that it is the page that asks, and not the test.
        setTimeout(() => (Reflect.get(globalThis, 'eval') as (code: string) => unknown)('1'));
      }),
  );
  expect(refused).toBe('script-src');
  expect(errors.splice(0).every((error) => error.includes('Content Security Policy'))).toBe(true);
});
