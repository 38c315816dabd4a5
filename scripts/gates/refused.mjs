// What no source may contain, read from the syntax tree: holes in the types, code made from strings, silenced tests.
// And what no file may contain: paths of somebody's machine, and where the lockfile's packages came from.
import ts from 'typescript';
import { files, read } from '../lib/files.mjs';
import { report } from '../lib/report.mjs';

const { SyntaxKind } = ts;
const runners = new Set(['test', 'it', 'describe', 'suite', 'bench', 'expectTypeOf']);

/** @param {ts.Expression} node @returns {string} the first name of `test.each(...).only` */
const first = (node) =>
  ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)
    ? first(node.expression)
    : ts.isIdentifier(node)
      ? node.text
      : '';

/** @param {ts.Node} node @returns {string | undefined} */
const refuse = (node) => {
  if (node.kind === SyntaxKind.AnyKeyword) return 'the type `any`: write `unknown`, or the type';
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    if (['eval', 'Function'].includes(node.expression.text))
      return `\`${node.expression.text}(\`: code from a string`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Function')
    return '`new Function`: code from a string';
  if (ts.isPropertyAccessExpression(node) && /^(skip|only|todo|skipIf|runIf|fails)$/.test(node.name.text)) {
    if (runners.has(first(node))) return `\`.${node.name.text}\`: a test runs or does not exist`;
  }
  return undefined;
};

/** @param {ts.Node} node @returns {boolean} whether it is cast once more */
const recast = ({ parent }) =>
  ts.isParenthesizedExpression(parent) ? recast(parent) : ts.isAsExpression(parent);

/** @type {[RegExp, string][]} */
const comments = [
  [/\bTODO\b|\bFIXME\b/, 'a note for later: do it, or write it in the design'],
  [/@ts-(ignore|nocheck)/, 'a silenced compiler: write `@ts-expect-error` in a type test, or mend the type'],
  [/(eslint|oxlint)-disable/, 'a silenced lint rule: mend the code'],
];

/** A cast through `unknown` is allowed in one file of a package. @type {Map<string, Map<string, string>>} */
const casts = new Map();
const problems = files(
  /^(packages|examples|playground|bench|scripts|golden)\/.*\.(tsx?|mjs)$|^[^/]+\.ts$/,
).flatMap((path) => {
  const text = read(path);
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind);
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const at = (node) => `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  /** @param {ts.Node} node */
  const visit = (node) => {
    const why = refuse(node);
    if (why) found.push(`${at(node)} ${why}`);
    if (ts.isAsExpression(node) && node.type.kind === SyntaxKind.UnknownKeyword && recast(node)) {
      const folder = path.split('/').slice(0, 2).join('/');
      const seen = casts.get(folder) ?? new Map();
      casts.set(folder, seen.set(path, seen.get(path) ?? at(node)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (path !== 'scripts/gates/refused.mjs') {
    text.split('\n').forEach((line, index) => {
      for (const [pattern, why] of comments)
        if (pattern.test(line)) found.push(`${path}:${index + 1} ${why}`);
    });
  }
  return found;
});

for (const [folder, seen] of casts) {
  if (seen.size < 2) continue;
  problems.push(
    `${folder}: \`as unknown as\` in ${seen.size} files: ${[...seen.values()].join(', ')}; keep it to one`,
  );
}

const machine = /(?<![\w.)\]}>*-])\/(?:work|root|tmp|home|Users)\/\w/;
for (const path of files(/\.(ts|mjs|json|ya?ml|md|html|css|txt)$|^\.ci\//)) {
  if (/(^|\/)golden\/.*\.json$/.test(path)) continue;
  read(path)
    .split('\n')
    .forEach((line, index) => {
      if (machine.test(line)) problems.push(`${path}:${index + 1} a path of one machine: make it relative`);
      if (path === 'pnpm-lock.yaml' && /tarball:|https?:/.test(line)) {
        problems.push(`${path}:${index + 1} the address of a registry: install again from the default one`);
      }
    });
}
report(problems, 'Each line says what to write instead.');
