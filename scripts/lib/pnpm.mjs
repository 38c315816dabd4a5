// The package manager, brought along: the version named in package.json, kept in `.cache/`.
// Nothing is installed globally and nothing is read from or written to the home folder on the way.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cache, root } from './packages.mjs';
import { node } from './run.mjs';

const npm = () => {
  const running = process.env['npm_execpath'];
  if (running && basename(running) === 'npm-cli.js') return running;
  const beside = dirname(process.execPath);
  const candidates = [
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error('npm was not found beside Node. Start this with `npm test` or `npm run ...`.');
  return found;
};

const bring = async () => {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(cache, packageManager.replace('@', '-'));
  const script = join(folder, 'node_modules/pnpm/bin/pnpm.cjs');
  if (existsSync(script)) return script;
  mkdirSync(cache, { recursive: true });
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { code, output } = await node(
    [npm(), 'install', '--prefix', folder, '--cache', join(cache, 'npm'), ...flags, packageManager],
    { cwd: cache },
  );
  if (code !== 0) throw new Error(`${packageManager} could not be fetched.\n${output}`);
  return script;
};

/**
 * @param {string[]} args
 * @param {Parameters<typeof node>[1]} [options]
 */
export const pnpm = async (args, options) => node([await bring(), ...args], options);
