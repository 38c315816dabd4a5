// Builds every package, packs it, and installs the tarballs into `.cache/consumer`, a user's project.
// Gates that judge what we ship look there, never into `dist`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { install } from './lib/install.mjs';
import { consumer, packages, tarballs } from './lib/packages.mjs';
import { pnpm } from './lib/pnpm.mjs';

/** @param {string[]} args */
const recursively = async (args) => {
  const { code, output } = await pnpm(['--recursive', '--filter', './packages/*', ...args]);
  if (code !== 0) throw new Error(output);
};

try {
  await install();
  for (const folder of [tarballs, consumer]) rmSync(folder, { recursive: true, force: true });
  await recursively(['--workspace-concurrency=2', 'run', 'build']);
  await recursively(['pack', '--pack-destination', tarballs]);
  for (const { name, directory, manifest } of packages()) {
    const target = join(consumer, 'node_modules', name);
    const tarball = join(tarballs, `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components', '1']);
    for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      const link = join(consumer, 'node_modules', dependency);
      if (packages().some((other) => other.name === dependency) || existsSync(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(directory, 'node_modules', dependency), link, 'junction');
    }
  }
  console.log(
    packages()
      .map(({ name }) => name)
      .join(', '),
  );
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  console.log('\nThe build failed: mend what the compiler says above.');
  process.exitCode = 1;
}
