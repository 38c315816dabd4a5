// `npm run bench [part of a name]`: each bench/**/*.bench.ts, bundled from sources, in a Node of its own.
// Peers stay outside the bundle and are found from the bench folder.
import { build } from 'esbuild';
import { join } from 'node:path';
import { files } from './lib/files.mjs';
import { entries, packages, root, specifiers } from './lib/packages.mjs';
import { node } from './lib/run.mjs';

const alias = Object.fromEntries(
  packages().flatMap((pkg) => {
    const sources = entries(pkg.manifest);
    return specifiers(pkg).map((name, index) => [name, join(pkg.directory, sources[index] ?? '')]);
  }),
);

const wanted = files(/^bench\/.*\.bench\.ts$/).filter((path) => path.includes(process.argv[2] ?? ''));
if (wanted.length === 0) console.log('No bench of that name: bench/**/*.bench.ts');
for (const path of wanted) {
  const outfile = join(root, 'bench/dist', path.replace(/^bench\//, '').replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [join(root, path)],
    outfile,
    alias,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  console.log(`\n${path}`);
  const { code } = await node(['--expose-gc', outfile], { live: true });
  if (code !== 0) process.exitCode = 1;
}
