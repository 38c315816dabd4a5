// The report: curves, filters and the digits that were read wrong, as one page without scripts that needs no network.
// Observable Plot draws them as SVG, into a document that is text in the end.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Tensor } from '@cotangent/tensor';
import type { Digits } from './digits.ts';
import type { Evaluation } from './evaluate.ts';
import type { Params } from './mnist.ts';
import type { Run } from './run.ts';
import { percent } from './terminal.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** A plot as text. */
const draw = (options: Plot.PlotOptions): string => Plot.plot({ ...options, document }).outerHTML;

const blue = '#4269d0';
const orange = '#ff725c';

/** The page for a run, the parameters that were tested, and what came of it. */
export function report(run: Run<Params>, params: Params, evaluation: Evaluation, test: Digits): string {
  const steps = run.step / run.epoch;
  const wrong = misread(evaluation, test).slice(0, 20);
  const { seed, batch, optimizer, images } = run.settings;
  const sections: readonly (readonly [title: string, words: string, content: string])[] = [
    ['Loss', 'Mean cross-entropy of the training batches.', curve(run.losses, steps, 'loss')],
    [
      'Accuracy',
      'Of the training batches (line), and of the test images after each epoch (dots).',
      accuracyCurve(run, steps),
    ],
    [
      'What the first layer looks for',
      'Its eight filters: red adds, blue takes away.',
      filters(params.conv1.w),
    ],
    [
      'What it read wrong',
      `The ${wrong.length} of ${misread(evaluation, test).length} errors it was surest of, with the probability it gave each digit: blue what it is, red what it was read as.`,
      `<div class="digits">${wrong.map(figure).join('')}</div>`,
    ],
  ];
  const told = `${optimizer}, batches of ${batch}, ${images.toLocaleString('en')} images, ${run.epoch} ${run.epoch === 1 ? 'epoch' : 'epochs'}, seed ${seed}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Reading digits: ${percent(evaluation.accuracy)}</title>
<style>${style}</style>
<h1>Reading digits: ${percent(evaluation.accuracy)} of the test images</h1>
<p>${told}</p>
${sections.map(([title, words, content]) => `<section><h2>${title}</h2><p>${words}</p>${content}</section>`).join('\n')}
</html>
`;
}

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 0; } p { color: #555; margin: 0.2rem 0 1rem; }
  .digits { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1.2rem; }
  figure { margin: 0; } figcaption { font-size: 0.85rem; color: #555; } svg { max-width: 100%; }
`;

/** Means over hundredths of an epoch: one step is too noisy to see anything. */
function smooth(values: readonly number[], steps: number): readonly { epoch: number; value: number }[] {
  const size = Math.max(1, Math.round(steps / 100));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => {
    const part = values.slice(i * size, (i + 1) * size);
    return {
      epoch: (i * size + part.length) / steps,
      value: part.reduce((sum, x) => sum + x, 0) / part.length,
    };
  });
}

const frame = { width: 900, height: 280, marginLeft: 50, grid: true, x: { label: 'epoch' } };

function curve(values: readonly number[], steps: number, label: string): string {
  const marks = [Plot.lineY(smooth(values, steps), { x: 'epoch', y: 'value', stroke: blue })];
  return draw({ ...frame, y: { type: 'log', label, tickFormat: '~g' }, marks });
}

function accuracyCurve({ hits, accuracies }: Run<Params>, steps: number): string {
  const lowest = Math.floor(Math.min(...accuracies) * 10) * 10;
  const tests = accuracies.map((value, i) => ({ epoch: i + 1, value, text: percent(value) }));
  return draw({
    ...frame,
    marginRight: 60,
    y: {
      label: 'accuracy',
      percent: true,
      domain: [Math.min(80, Math.max(0, lowest - 10)), 100],
      clamp: true,
    },
    marks: [
      Plot.lineY(smooth(hits, steps), { x: 'epoch', y: 'value', stroke: blue }),
      Plot.lineY(tests, { x: 'epoch', y: 'value', stroke: orange }),
      Plot.dot(tests, { x: 'epoch', y: 'value', fill: orange, r: 4 }),
      Plot.text(tests, { x: 'epoch', y: 'value', text: 'text', dy: 14, stroke: 'white', fill: 'black' }),
    ],
  });
}

/** The cells of an image, row by row. */
function cells(values: ArrayLike<number>, width: number): readonly { x: number; y: number; value: number }[] {
  return Array.from(values, (value, i) => ({ x: i % width, y: Math.floor(i / width), value }));
}

function filters(w: Tensor<[8, 1, 5, 5]>): string {
  const data = w
    .toArray()
    .flatMap(([rows], filter) => cells(rows.flat(), 5).map((cell) => ({ ...cell, filter })));
  return draw({
    width: 900,
    height: 120,
    axis: null,
    fx: { padding: 0.15 },
    color: { type: 'diverging', scheme: 'RdBu', reverse: true },
    marks: [Plot.cell(data, { x: 'x', y: 'y', fx: 'filter', fill: 'value', inset: 0 })],
  });
}

interface Misread {
  readonly pixels: readonly number[];
  readonly label: number;
  readonly read: number;
  readonly probabilities: readonly number[];
}

/** The test images that were read wrong, those first of which the network was surest. */
function misread({ probabilities }: Evaluation, { images, labels }: Digits): readonly Misread[] {
  const [pixels, shown] = [images.data(), labels.data()];
  return probabilities
    .toArray()
    .map((row, i) => ({
      pixels: Array.from(pixels.subarray(i * 576, (i + 1) * 576)),
      label: shown[i],
      read: row.indexOf(Math.max(...row)),
      probabilities: row,
    }))
    .filter(({ label, read }) => label !== read)
    .toSorted((a, b) => b.probabilities[b.read] - a.probabilities[a.read]);
}

function figure({ pixels, label, read, probabilities }: Misread): string {
  const ink = cells(pixels, 24).filter(({ value }) => value > 0);
  const image = draw({
    width: 72,
    height: 72,
    margin: 0,
    axis: null,
    x: { domain: Array.from({ length: 24 }, (_, i) => i), padding: 0 },
    y: { domain: Array.from({ length: 24 }, (_, i) => i), padding: 0 },
    color: { type: 'linear', domain: [0, 255], scheme: 'greys' },
    marks: [Plot.frame({ stroke: '#ddd' }), Plot.cell(ink, { x: 'x', y: 'y', fill: 'value', inset: 0 })],
  });
  const bars = probabilities.map((probability, digit) => ({ digit, probability }));
  const colorOf = ({ digit }: { digit: number }): string =>
    digit === label ? blue : digit === read ? orange : '#bbb';
  const chart = draw({
    width: 180,
    height: 80,
    marginTop: 4,
    marginBottom: 18,
    marginLeft: 4,
    marginRight: 4,
    x: { label: null, tickSize: 0 },
    y: { axis: null, domain: [0, 1] },
    marks: [Plot.barY(bars, { x: 'digit', y: 'probability', fill: colorOf }), Plot.ruleY([0])],
  });
  const sure = (digit: number): string => `${(probabilities[digit] * 100).toFixed(1)} %`;
  return `<figure>${image}${chart}<figcaption>a ${label} (${sure(label)}) read as ${read} (${sure(read)})</figcaption></figure>`;
}
