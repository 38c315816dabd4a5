// Scripts in TypeScript over the sources of the packages: bundled first, then run in a Node of their own.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { entries, packages, root, specifiers } from './packages.mjs';
import { node } from './run.mjs';

/** Where each name that a package exports has its source, and where what it depends on is found from there. */
export const alias = Object.fromEntries(
  packages().flatMap((pkg) => {
    const sources = entries(pkg.manifest);
    const { resolve } = createRequire(join(pkg.directory, 'package.json'));
    const others = Object.entries(pkg.manifest.dependencies ?? {}).filter(
      ([, range]) => !range.startsWith('workspace:'),
    );
    return [
      ...specifiers(pkg).map((name, index) => [name, join(pkg.directory, sources[index] ?? '')]),
      ...others.map(([name]) => [name, resolve(name)]),
    ];
  }),
);

/**
 * @param {string} path the script
 * @param {string} outfile where the bundle goes
 * @param {'inside' | 'outside'} peers whether other people's packages go into it or are found from where it lies
 */
export const bundleSources = (path, outfile, peers) =>
  build({
    entryPoints: [path],
    outfile,
    alias,
    bundle: true,
    packages: peers === 'outside' ? 'external' : 'bundle',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });

/**
 * @param {string} path the script, from the root
 * @param {string} outfile where the bundle goes, from the root
 * @param {{ args?: string[], env?: Record<string, string>, peers?: 'inside' | 'outside', flags?: readonly string[] }}
 *   [options] what the script is told, its peers, and what Node is
 * @returns {Promise<number>} its exit code
 */
export const runBundled = async (
  path,
  outfile,
  { args = [], env = {}, peers = 'outside', flags = [] } = {},
) => {
  const bundle = join(root, outfile);
  await bundleSources(join(root, path), bundle, peers);
  const { code } = await node([...flags, '--expose-gc', bundle, ...args], { live: true, env });
  return code;
};
