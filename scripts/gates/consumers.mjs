// A user's project: our tarballs installed, programs compiled against them by each compiler, and run.
// `*.fails.ts` must not compile; the comment `// error: text` above a statement says with which words.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../lib/expected.mjs';
import { read } from '../lib/files.mjs';
import { consumer } from '../lib/packages.mjs';
import { report } from '../lib/report.mjs';
import { node } from '../lib/run.mjs';
import { compilers, print, tsc } from '../lib/tsc.mjs';

const home = 'scripts/consumer';
const names = readdirSync(home).filter((name) => name.endsWith('.ts'));
const failing = names.filter((name) => name.endsWith('.fails.ts'));
const running = names.filter((name) => !failing.includes(name));

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  rootDir: 'programs',
  outDir: 'out',
};
writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['programs'] }));
rmSync(join(consumer, 'programs'), { recursive: true, force: true });
cpSync(home, join(consumer, 'programs'), { recursive: true });
writeFileSync(join(consumer, 'package.json'), JSON.stringify({ type: 'module', private: true }));

/** @type {string[]} */
const problems = [];
for (const compiler of Object.keys(compilers)) {
  const found = (await tsc(compiler, ['-p', '.'], consumer)).map((diagnostic) => ({
    ...diagnostic,
    file: diagnostic.file.replace('.cache/consumer/programs', home),
  }));
  const wrong = found.filter(({ file }) => !file.endsWith('.fails.ts')).map(print);
  for (const name of failing) {
    const path = `${home}/${name}`;
    wrong.push(
      ...judge(
        path,
        read(path),
        found.filter(({ file }) => file === path),
      ),
    );
  }
  problems.push(...wrong.map((problem) => `TypeScript ${compiler}: ${problem}`));
}
for (const name of problems.length === 0 ? running : []) {
  const { code, output } = await node([join(consumer, 'out', name.replace(/\.ts$/, '.js'))]);
  if (code !== 0) problems.push(`${home}/${name} throws when run\n${output}`);
}
console.log(
  `${running.length} programs run, ${failing.length} must fail, ${Object.keys(compilers).length} compilers`,
);
report(
  problems,
  'What works here on sources but not there: look at the built declarations and at package.json `exports`.',
);
