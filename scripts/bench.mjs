// `npm run bench [part of a name]`: each bench/**/*.bench.ts, bundled from sources, in a Node of its own.
// Peers stay outside the bundle and are found from the bench folder.
import { runBundled } from './lib/bundle.mjs';
import { files } from './lib/files.mjs';

const wanted = files(/^bench\/.*\.bench\.ts$/).filter((path) => path.includes(process.argv[2] ?? ''));
if (wanted.length === 0) console.log('No bench of that name: bench/**/*.bench.ts');
for (const path of wanted) {
  console.log(`\n${path}`);
  const outfile = path.replace(/^bench\//, 'bench/dist/').replace(/\.ts$/, '.mjs');
  if ((await runBundled(path, outfile)) !== 0) process.exitCode = 1;
}
