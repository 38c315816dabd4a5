// The files people wrote, found by walking the tree, because a clone without its git folder must pass too.
// A path is relative to the root and uses `/`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './packages.mjs';

const made = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage']);

/**
 * @param {RegExp} pattern which paths
 * @param {string} [folder] where to begin
 * @returns {string[]}
 */
export const files = (pattern, folder = '') =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !made.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return files(pattern, path);
      return entry.isFile() && pattern.test(path) ? path : [];
    })
    .toSorted();

/** @param {string} path */
export const read = (path) => readFileSync(join(root, path), 'utf8');

/** Sources that ship, and those that stand beside them to test them. */
export const source = /^packages\/[^/]+\/src\/.*\.ts$/;
export const beside = /\.(test|test-d)\.ts$/;
