// Builds the live page and serves what was built, for people and for the tests that drive a browser.
// Served under a path of its own, because a site that works there works anywhere.
import { build as bundle, preview } from 'vite';
import { join } from 'node:path';
import { root } from './packages.mjs';

const folder = join(root, 'playground');

/** Builds playground/dist. */
export const build = async () => {
  await bundle({ root: folder, logLevel: 'warn' });
};

/**
 * @param {number} port where to listen; the next free one if it is taken
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export const serve = async (port) => {
  const server = await preview({
    root: folder,
    base: '/playground/',
    logLevel: 'warn',
    preview: { port },
  });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: () => server.close(),
  };
};
