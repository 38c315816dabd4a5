// The tarballs as npm and TypeScript will read them: publint and are-the-types-wrong.
// ESM only by decision, hence the profile.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packages, tarballs } from '../lib/packages.mjs';
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';

const problems = [];
for (const tarball of readdirSync(tarballs).map((name) => join(tarballs, name))) {
  const [lint, types] = await Promise.all([
    node([tool('publint'), tarball, '--strict']),
    node([
      tool('@arethetypeswrong/cli', 'attw'),
      tarball,
      '--profile',
      'esm-only',
      '--no-color',
      '--no-emoji',
    ]),
  ]);
  for (const { code, output } of [lint, types]) if (code !== 0) problems.push(output);
}
console.log(
  packages()
    .map(({ name }) => name)
    .join(', '),
);
report(problems, "Mend the package's package.json (exports, types, files) or its tsup.config.ts.");
