// `npm run bench`: the same work on this library and on its peers (bench/main.ts), then the studies (bench/*.bench.ts).
// Each is bundled from sources and runs in a Node of its own. Peers are installed on the first run.
import { basename, join } from 'node:path';
import { relaxedFlags } from './lib/engines.mjs';
import { files } from './lib/files.mjs';
import { install } from './lib/install.mjs';
import { root } from './lib/packages.mjs';
import { installPeers, peers } from './lib/peers.mjs';

const usage = `npm run bench -- [names] [options]

Names choose what runs: groups of rows of the comparison with peers, or studies of this library by itself.
Without names everything runs.

  --rows TEXT       of those groups, only rows that have TEXT in their name; of kernels, which programs
  --only a,b        only these columns: jit, relaxed, eager, kernels, convnetjs, tfjs-cpu, tfjs-wasm, jax-js, pytorch
  --quick           short rounds, and few: for a look, not for a figure
  --cpu             by the processor's clock, which other work on the machine disturbs less
  --limit SECONDS   a peer that takes longer over one request is stopped, and its cell says so (60)
  --json FILE       writes the results there, besides .cache/bench/last.json
  --markdown FILE   writes the table there, besides .cache/bench/last.md
  --help            this text

Groups:  NAMES
Studies: STUDIES
In Chromium: browser (ConvNetJS's trainer and ours in one page)
`;

/** @param {RegExp} pattern @returns {Map<string, string>} files by what people call them */
const named = (pattern) =>
  new Map(files(pattern).map((path) => [basename(path).replace(/(\.bench)?\.ts$/, ''), path]));
const groups = named(/^bench\/work\/(?!index|row)[^/]+\.ts$/);
const studies = named(/^bench\/.*\.bench\.ts$/);

const args = process.argv.slice(2);
const first = args.findIndex((arg) => arg.startsWith('-'));
const names = first === -1 ? args : args.slice(0, first);
const options = first === -1 ? [] : args.slice(first);
const known = new Set([...groups.keys(), ...studies.keys(), 'browser']);
const unknown = names.filter((name) => !known.has(name));
if (options.includes('--help') || unknown.length > 0) {
  for (const name of unknown) console.log(`There is no group and no study '${name}'.\n`);
  console.log(
    usage.replace('NAMES', [...groups.keys()].join(' ')).replace('STUDIES', [...studies.keys()].join(' ')),
  );
  process.exit(unknown.length > 0 ? 1 : 0);
}

await install();
const { bundleSources, runBundled } = await import('./lib/bundle.mjs');
const wanted = names.length === 0 ? [...groups.keys()] : names.filter((name) => groups.has(name));
if (wanted.length > 0) {
  const problem = await installPeers();
  const { sizes } = await import('./lib/sizes.mjs');
  if (problem !== undefined) process.env['PEERS_PROBLEM'] = problem;
  if (options.includes('--cpu')) process.env['BENCH_CLOCK'] = 'cpu';
  const env = { BENCH_RELAXED: relaxedFlags.join(' ') };
  const measured = wanted.includes('size') ? { BENCH_SIZES: JSON.stringify(await sizes()) } : {};
  await bundleSources(join(root, 'bench/child.ts'), join(peers, 'child.mjs'), 'outside');
  const code = await runBundled('bench/main.ts', '.cache/peers/main.mjs', {
    args: [...wanted, ...options],
    env: { ...env, ...measured },
    flags: relaxedFlags,
  });
  if (code !== 0) process.exitCode = 1;
}
const rows = options[options.indexOf('--rows') + 1];
/** Studies measure by the processor's clock. */
const studied = { BENCH_CLOCK: 'cpu', ...(options.includes('--rows') && rows ? { BENCH_ROWS: rows } : {}) };
for (const [name, path] of studies) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${path}`);
  if ((await runBundled(path, `bench/dist/${name}.bench.mjs`, { env: studied })) !== 0) process.exitCode = 1;
}
if (names.length === 0 || names.includes('browser')) {
  const { duel } = await import('./lib/duel.mjs');
  if (!(await duel({ quick: options.includes('--quick') }))) process.exitCode = 1;
}
