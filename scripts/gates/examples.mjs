// Every exported function has an `@example`; each compiles and runs, and the comments behind its statements are true:
// values (`float32[2] [1, 2]`, `true`, `{ … }`) and types (`Tensor<[2, 3]>`). Other comments are words nobody checks.
import ts from 'typescript';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare } from '../lib/bare.mjs';
import { examples, written } from '../lib/examples.mjs';
import { entries, packages, root } from '../lib/packages.mjs';
import { report } from '../lib/report.mjs';
import { node, tool } from '../lib/run.mjs';

const all = examples();
rmSync(written, { recursive: true, force: true });
for (const { folder, directory } of packages()) {
  mkdirSync(join(written, folder), { recursive: true });
  symlinkSync(join(directory, 'node_modules'), join(written, folder, 'node_modules'), 'junction');
}
writeFileSync(join(written, 'package.json'), JSON.stringify({ type: 'module', private: true }));
writeFileSync(join(written, 'index.json'), JSON.stringify(all.map(({ place, module }) => [place, module])));
for (const { module, text } of all) writeFileSync(join(written, module), text);
const running = node([tool('vitest'), 'run', '--project', 'examples', '--reporter', 'dot']);

const api = packages().flatMap((pkg) => entries(pkg.manifest).map((entry) => join(pkg.directory, entry)));
const compilerOptions = { types: ['node'], noUnusedLocals: false };
const config = { extends: './tsconfig.base.json', compilerOptions };
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram([...api, ...all.map(({ module }) => join(written, module))], options);

const problems = all.flatMap(({ path, module }) => {
  const file = program.getSourceFile(join(written, module));
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(({ start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${path}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
});
problems.push(...bare(program, api));

const { code, output } = await running;
if (code !== 0) problems.push(output);
const stated = all.reduce((sum, one) => sum + one.stated, 0);
console.log(`${all.length} examples, ${stated} of their statements checked`);
report(problems, 'Mend the example or its comment: what it shows must be what happens.');
