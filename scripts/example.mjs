// Runs an example on a machine with only Node and npm: installs what the lockfile says, bundles the sources, starts it.
// In this very process, so that Ctrl-C reaches the example and nobody else.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './lib/install.mjs';
import { root } from './lib/packages.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name || !existsSync(join(root, `examples/${name}/main.ts`))) {
  throw new Error(`There is no example '${name}': examples/*/main.ts`);
}
if (!existsSync(join(root, 'node_modules'))) console.log('Installing, once ...');
await install();
const { bundleSources } = await import('./lib/bundle.mjs');
const outfile = join(root, `examples/${name}/dist/${name}.mjs`);
await bundleSources(join(root, `examples/${name}/main.ts`), outfile, 'outside');
process.argv.splice(1, process.argv.length, outfile, ...args);
await import(pathToFileURL(outfile).href);
