// The packages of the workspace and the entries each one exports, read from their package.json.
// Every script asks here, so that a new package takes part in all gates by standing in `packages/`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {Record<string, string | { default: string }>} exports
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 */
/** @typedef {{ folder: string, directory: string, name: string, manifest: Manifest }} Package */

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Everything the scripts make and may lose. */
export const cache = join(root, '.cache');
/** Where `build.mjs` leaves the tarballs, and a consumer that has them installed. */
export const tarballs = join(cache, 'tarballs');
export const consumer = join(cache, 'consumer');

/** @returns {Package[]} */
export const packages = () =>
  readdirSync(join(root, 'packages'))
    .map((folder) => ({ folder, directory: join(root, 'packages', folder) }))
    .filter(({ directory }) => existsSync(join(directory, 'package.json')))
    .map(({ folder, directory }) => {
      const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      return { folder, directory, name: manifest.name, manifest };
    });

/**
 * The sources behind the exports of a package: `./dist/extend.js` is built from `src/extend.ts`.
 * @param {Pick<Manifest, 'exports'>} manifest
 * @returns {string[]}
 */
export const entries = (manifest) =>
  Object.values(manifest.exports)
    .flatMap((target) => (typeof target === 'string' ? [] : target.default))
    .map((target) => target.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));

/**
 * The names a consumer can import from a package: `@cotangent/tensor`, `@cotangent/tensor/extend`.
 * @param {Package} pkg
 * @returns {string[]}
 */
export const specifiers = ({ name, manifest }) =>
  Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== 'string')
    .map(([path]) => name + path.slice(1));
