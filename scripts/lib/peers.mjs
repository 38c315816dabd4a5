// Installs what the bench compares with, into the cache and exactly as its own lockfile says: never with the workspace.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './files.mjs';
import { cache, root } from './packages.mjs';
import { pnpm } from './pnpm.mjs';

/** Where the peers' packages lie, beside the programs that use them. */
export const peers = join(cache, 'peers');
const listed = ['package.json', 'pnpm-lock.yaml'];

/** @returns {Promise<string | undefined>} why they could not be installed */
export const installPeers = async () => {
  const stamp = join(peers, 'node_modules/.made-from');
  const wanted = listed.map((name) => read(`bench/peers/${name}`)).join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  mkdirSync(peers, { recursive: true });
  for (const name of listed) copyFileSync(join(root, 'bench/peers', name), join(peers, name));
  const flags = ['--frozen-lockfile', '--ignore-workspace', '--ignore-scripts', '--config.fetchRetries=1'];
  try {
    const { code, output } = await pnpm(['install', ...flags, '--dir', peers]);
    const lines = output.split('\n').map((line) => line.trim());
    if (code !== 0) return lines.find((line) => /^E[A-Z_]{3,}\s/.test(line)) ?? 'the install failed';
  } catch (error) {
    return String(error).split('\n')[0];
  }
  writeFileSync(stamp, wanted);
  return undefined;
};
