// Every ```ts block of the documents and of the comments in sources compiles, runs, and prints what it says.
// `ts no-run` only compiles; `ts fails` must not compile, with the words of its `// error: ...` comment.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../lib/expected.mjs';
import { root } from '../lib/packages.mjs';
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';
import { snippets, written } from '../lib/snippets.mjs';
import { print, tsc } from '../lib/tsc.mjs';

const all = snippets().map((snippet) => ({
  ...snippet,
  module: `${snippet.path.replaceAll('/', '+')}+${snippet.line}.ts`,
}));

/** @param {string} name @param {string[]} include */
const project = (name, include) => {
  const compilerOptions = { types: ['node'], noUnusedLocals: false, allowUnusedLabels: true };
  writeFileSync(
    join(written, name),
    JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions, files: include }),
  );
};

rmSync(written, { recursive: true, force: true });
mkdirSync(written, { recursive: true });
// The peers that documents import, fast-check and vitest, are found where the package that has them finds them.
symlinkSync(join(root, 'packages/testing/node_modules'), join(written, 'node_modules'), 'junction');
writeFileSync(join(written, 'package.json'), JSON.stringify({ type: 'module', private: true }));
for (const { module, text } of all) writeFileSync(join(written, module), text);
writeFileSync(join(written, 'index.json'), JSON.stringify(all.filter(({ kind }) => kind === 'run')));

const failing = all.filter(({ kind }) => kind === 'fails');
const passing = all.filter(({ kind }) => kind !== 'fails');

/** @param {string} name @param {typeof all} members */
const check = async (name, members) => {
  if (members.length === 0) return [];
  project(
    name,
    members.map(({ module }) => module),
  );
  const found = await tsc('6.0', ['-p', join(written, name)]);
  return found.map((diagnostic) => {
    const snippet = members.find(({ module }) => diagnostic.file === `.cache/snippets/${module}`);
    return { ...diagnostic, file: snippet?.path ?? diagnostic.file, module: snippet?.module };
  });
};

const [wrong, expected] = await Promise.all([check('passing.json', passing), check('failing.json', failing)]);
const problems = wrong.map(print);
for (const { path, module, text } of failing) {
  problems.push(
    ...judge(
      path,
      text,
      expected.filter((diagnostic) => diagnostic.module === module),
    ),
  );
}
problems.push(...expected.filter(({ module }) => !module).map(print));

if (problems.length === 0 && passing.some(({ kind }) => kind === 'run')) {
  const { code, output } = await node([tool('vitest'), 'run', '--project', 'snippets', '--reporter', 'dot']);
  if (code !== 0) problems.push(output);
}
console.log(`${passing.length} compile, ${failing.length} must fail`);
report(problems, 'Mend the document: what it shows must be what happens.');
