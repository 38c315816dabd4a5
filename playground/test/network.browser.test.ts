// The networks of the demos as code: run, mistaken, endless, and brought by links.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { canvas, figure, figureTo, press } from './demo.ts';

const visit = useBrowser();

/** Puts code into the editor in the place of all that is there. */
async function write(page: Page, code: string): Promise<void> {
  const editor = page.getByRole('tabpanel').getByRole('textbox', { name: 'Code of the network' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(code);
}

const program = (model: string, optimizer = 'adam(0.01)'): string =>
  `import { linear, sequential } from '@cotangent/nn';
import { adam, sgd } from '@cotangent/optim';
import { relu } from '@cotangent/tensor';
export const model = ${model};
export const optimizer = ${optimizer};
`;

test('runs another network, and says what is wrong with one', async () => {
  const { page } = await visit('#/classify');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await write(page, program('sequential([2], linear(6), relu, linear(3))', 'sgd(0.1)'));
  await press(page, 'Run code');
  await page.getByText('Class 3').waitFor();
  expect(await page.getByLabel('Learning rate').inputValue()).toBe('0.1');
  await page.getByLabel('Layer').getByText('2: relu').waitFor({ state: 'attached' });
  await write(page, program('sequential([2], linear(6), relu, linear(9))'));
  await press(page, 'Run code');
  await page.getByRole('alert').getByText('The model has 9 outputs. There are 2 to 4 classes.').waitFor();
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
});

test('a link brings code that waits to be run, and gives the same numbers again', async () => {
  const { page } = await visit('#/regress');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await write(page, program('sequential([1], linear(7), relu, linear(1))'));
  await press(page, 'Run code');
  await page.getByLabel('Seed').fill('4');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
  const error = await figure(page, 'Mean squared error');
  await press(page, 'Copy link');
  await page.getByText(/^The link is/).waitFor();
  const { page: other } = await visit(new URL(page.url()).hash);
  await other.getByText('has not been run').waitFor();
  await canvas(other, /^A curve/).waitFor();
  expect(await other.getByLabel('Seed').inputValue()).toBe('4');
  await press(other, 'Step');
  await figureTo(other, 'Steps', (steps) => steps === 1);
  expect(await figure(other, 'Mean squared error')).not.toBe(error);
  await press(other, 'Run code');
  await figureTo(other, 'Steps', (steps) => steps === 0);
  await press(other, 'Step');
  await figureTo(other, 'Mean squared error', (value) => value === error);
});

test('ends code that does not end', async () => {
  const { page } = await visit('#/regress');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await write(page, 'for (;;);');
  await press(page, 'Run code');
  await press(page, 'Stop it');
  await page.getByRole('alert').getByText('it did not come to an end').waitFor();
  await press(page, 'Step');
  await figureTo(page, 'Steps', (steps) => steps === 1);
});

test('who comes back to a link finds what was written since, and a damaged link says so', async () => {
  const { page } = await visit('#/regress');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await write(page, '// shared');
  await press(page, 'Copy link');
  await page.getByText(/^The link is/).waitFor();
  await write(page, '// written since');
  await page.getByRole('tab', { name: 'Agent' }).click();
  await page.getByRole('heading', { name: 'An agent that learns what to eat' }).waitFor();
  await page.goBack();
  const editor = page.getByRole('tabpanel').getByRole('textbox', { name: 'Code of the network' });
  await editor.waitFor();
  expect(await editor.innerText()).toBe('// written since');
  for (const tab of ['mnist', 'regress']) {
    const { page: other } = await visit(`#/${tab}?code=abcd&seed=1`);
    await other.getByText('the link is damaged').waitFor();
  }
});

test('what is asked of a worker that is ended meanwhile is forgotten quietly', async () => {
  const { page } = await visit('#/classify');
  await figureTo(page, 'Steps', (steps) => steps === 0);
  await write(page, 'for (;;);');
  await press(page, 'Run code');
  await press(page, 'Clear');
  await press(page, 'Stop it');
  await page.getByRole('alert').getByText('it did not come to an end').waitFor();
  await canvas(page, /^A plane with 0 points/).waitFor();
});
