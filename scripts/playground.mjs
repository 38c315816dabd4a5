// `npm run playground`: builds the live page from sources and serves it, on a machine with only Node and npm.
// With `--build` it only builds: playground/dist works on any static host, under any path.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { root } from './lib/packages.mjs';

if (!existsSync(join(root, 'node_modules'))) console.log('Installing, once ...');
await install();
const { build, serve } = await import('./lib/site.mjs');
console.log('Building the page ...');
await build();
if (process.argv.includes('--build')) console.log('Built: playground/dist');
else console.log(`The page is at ${(await serve(4173)).address}  (Ctrl-C ends it)`);
