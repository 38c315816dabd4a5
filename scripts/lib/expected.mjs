// Programs that must not compile: `// error: text` above a statement says what the compiler must print in it.
// Every such text must appear, and nothing else may be wrong.
import ts from 'typescript';
import { print } from './tsc.mjs';

/** @param {string} text */
const words = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * The lines of the statement that begins at a line.
 * @param {ts.SourceFile} file
 * @param {number} line
 */
const statement = (file, line) => {
  let last = line;
  /** @param {ts.Node} node */
  const visit = (node) => {
    const [start, end] = [node.getStart(), node.end].map(
      (at) => file.getLineAndCharacterOfPosition(at).line + 1,
    );
    if (start === line && ts.isStatement(node)) last = Math.max(last, end ?? line);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return { from: line, to: last };
};

/**
 * @param {string} path
 * @param {string} text
 * @returns {{ text: string, from: number, to: number }[]}
 */
const expectations = (path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const match = /^\s*\/\/ error: (.*)$/.exec(line);
    if (!match) return [];
    let next = index + 1;
    while (/^\s*\/\//.test(lines[next] ?? '')) next++;
    return [{ text: words(match[1] ?? ''), ...statement(file, next + 1) }];
  });
};

/**
 * @param {{ from: number, to: number }} statement
 * @param {number} line
 */
const within = ({ from, to }, line) => from <= line && line <= to;

/**
 * @param {string} path
 * @param {string} text
 * @param {import('./tsc.mjs').Diagnostic[]} diagnostics of this file
 * @returns {string[]} problems
 */
export const judge = (path, text, diagnostics) => {
  const wanted = expectations(path, text);
  if (wanted.length === 0) return [`${path} states no \`// error: ...\``];
  const missing = wanted.flatMap((one) => {
    const there = diagnostics.filter(({ line }) => within(one, line));
    if (there.some((diagnostic) => words(diagnostic.text).includes(one.text))) return [];
    const seen = there.length === 0 ? 'it compiles' : `the compiler says\n${there.map(print).join('\n')}`;
    return [`${path}:${one.from} must fail with "${one.text}", but ${seen}`];
  });
  const unexpected = diagnostics.filter(({ line }) => !wanted.some((one) => within(one, line)));
  return [...missing, ...unexpected.map((diagnostic) => `not expected: ${print(diagnostic)}`)];
};
