// What our types cost a user's compiler: instantiations of a program, less those of its imports alone.
// Each program of scripts/budgets states its budget in its first line; `imports included` counts those too.
import ts from 'typescript';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../lib/files.mjs';
import { consumer, root } from '../lib/packages.mjs';
import { report, table } from '../lib/report.mjs';

const folder = join(consumer, 'budgets');
mkdirSync(folder, { recursive: true });

/** @param {string} path */
const measure = (path) => {
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  });
  const errors = ts.getPreEmitDiagnostics(program);
  return { errors, instantiations: program.getInstantiationCount() };
};

/** @type {string[]} */
const problems = [];
const rows = readdirSync(join(root, 'scripts/budgets')).map((name) => {
  const text = read(`scripts/budgets/${name}`);
  const [, limit, all] = /^\/\/ budget: (\d+) instantiations(, imports included)?/.exec(text) ?? [];
  const budget = Number(limit);
  const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => `import '${fileName}';`);
  const [program, alone] = [join(folder, name), join(folder, name.replace(/\.ts$/, '.imports.ts'))];
  writeFileSync(program, text);
  writeFileSync(alone, `${imports.join('\n')}\nexport {};\n`);
  const { errors, instantiations } = measure(program);
  const cost = instantiations - (all === undefined ? measure(alone).instantiations : 0);
  const where = `scripts/budgets/${name}`;
  for (const { file, start, messageText } of errors) {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    problems.push(`${where}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  }
  if (Number.isNaN(budget))
    problems.push(`${where}: the first line must be \`// budget: 12000 instantiations\``);
  if (cost > budget) problems.push(`${where}: ${cost} instantiations, past ${budget}`);
  return [name, cost, `of ${budget}`];
});
console.log(table(rows));
report(
  problems,
  'Look for a type computed twice, a union distributed over, a recursion without an accumulator; ' +
    'raise a budget only with the reason in the commit.',
);
