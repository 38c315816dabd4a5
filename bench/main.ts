// The comparison with peers: chosen rows, measured in turns, told as they come, written down at the end.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { openColumns } from './lib/columns.ts';
import { timeRow, type Means, type Result } from './lib/measure.ts';
import { firstRow, memoryRow } from './lib/occasions.ts';
import { readOptions } from './lib/options.ts';
import { barTable, disagrees, markdown, tableOf, text } from './lib/table.ts';
import { rows } from './work/index.ts';
import { size } from './work/size.ts';

const root = new URL('../../', import.meta.url);
const options = readOptions(process.argv.slice(2));
const chosen = rows.filter(
  ({ group, name }) => options.groups.includes(group) && name.includes(options.rows),
);
if (chosen.length === 0 && !options.groups.includes(size.group))
  throw new Error(`No row of ${options.groups.join(', ')} has '${options.rows}' in its name.`);
const columns = openColumns(new URL('.', import.meta.url), new URL('bench/peers/', root), options.only);

/** A line that is written over on a terminal, and now and then a line elsewhere. */
let told = 0;
function progress(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${message.slice(0, process.stderr.columns - 1)}`);
  else if (performance.now() - told > 10_000) {
    told = performance.now();
    process.stderr.write(`${message}\n`);
  }
}

const means: Means = { columns, effort: options.effort, progress };
const ways = { time: timeRow, first: firstRow, memory: memoryRow };
const results: Result[] = [];
for (const group of new Set(chosen.map((row) => row.group))) {
  const inGroup: Result[] = [];
  for (const row of chosen.filter((one) => one.group === group)) {
    inGroup.push(await ways[row.measure](row, means));
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  console.log(`\n${text(tableOf(inGroup, columns))}`);
  results.push(...inGroup);
}
if (options.groups.includes(size.group)) {
  const cells = JSON.parse(process.env['BENCH_SIZES'] ?? '{}') as Result['cells'];
  const result = { row: size, cells, peak: Number.NaN, fusedPeak: Number.NaN };
  console.log(`\n${text(tableOf([result], columns))}`);
  results.push(result);
}
for (const { session } of columns) session.end();

const clock = options.cpu ? ", by the processor's clock" : '';
const machine = `${cpus()[0].model.trim()}, Node ${process.versions.node}${clock}`;
const versions = columns.map(({ title, session }) => `${title} ${session.version || '–'}`);
const table = tableOf(results, columns);
const bars = barTable(results);
const document = `${machine}. ${versions.join(', ')}.\n\n${[table, bars]
  .filter(({ body }) => body.length > 0)
  .map(markdown)
  .join('\n\n')}\n`;
const record = {
  machine,
  versions,
  effort: options.effort,
  results: results.map(({ row, ...rest }) => ({ group: row.group, name: row.name, ...rest })),
};
const folder = new URL('.cache/bench/', root);
mkdirSync(folder, { recursive: true });
const json = `${JSON.stringify(record, undefined, 2)}\n`;
for (const to of [new URL('last.json', folder), options.json]) if (to !== undefined) writeFileSync(to, json);
for (const to of [new URL('last.md', folder), options.markdown])
  if (to !== undefined) writeFileSync(to, document);

const wrong = results.flatMap((result) =>
  columns.flatMap(({ name, title }) => {
    const cell = result.cells[name];
    return cell && disagrees(cell, result) ? `${title}: ${result.row.name}` : [];
  }),
);
if (bars.body.length > 0) console.log(`\n${text(bars)}`);
console.log(`\n${machine}. ${versions.join(', ')}.`);
if (wrong.length > 0) {
  console.log(`These answers differ from the others': ${wrong.join('; ')}`);
  process.exitCode = 1;
}
