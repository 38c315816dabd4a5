// Installs exactly what the lockfile says, once: a stamp beside the result remembers from what it was made.
// While the stamp fits, nothing is fetched and nothing is asked of the network.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, read } from './files.mjs';
import { pnpm } from './pnpm.mjs';
import { cache, root } from './packages.mjs';

const stamp = join(root, 'node_modules/.made-from');

const fingerprint = () => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const path of files(/(^|\/)package\.json$|^pnpm-(lock|workspace)\.yaml$/))
    hash.update(path).update(read(path));
  return hash.digest('hex');
};

/** @returns {Promise<string>} one line about what was done */
export const install = async () => {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  mkdirSync(cache, { recursive: true });
  rmSync(stamp, { force: true });
  const { code, output } = await pnpm(['install', '--frozen-lockfile', '--config.confirmModulesPurge=false']);
  if (code !== 0) {
    throw new Error(
      `${output}\n\nThe dependencies could not be installed from pnpm-lock.yaml. ` +
        'If you changed a package.json, run `npm run pnpm -- install` and commit the lockfile.',
    );
  }
  writeFileSync(stamp, wanted);
  return 'installed from pnpm-lock.yaml';
};
