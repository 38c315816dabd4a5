// The three compilers we promise to work with, and their diagnostics as data.
// They are read from what `tsc` prints, because TypeScript 7 has no compiler API.
import { relative, resolve } from 'node:path';
import { root } from './packages.mjs';
import { node, tool } from './run.mjs';

/** The package that holds each compiler. @type {Record<string, string>} */
export const compilers = { 5.9: 'typescript-5.9', '6.0': 'typescript', '7.0': 'typescript-7.0' };

/** @typedef {{ file: string, line: number, text: string }} Diagnostic `file` is relative to the root */

const located = /^(.+?)\((\d+),\d+\): (error TS\d+: .*)$/;

/**
 * @param {string} compiler a key of `compilers`
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {Promise<Diagnostic[]>}
 */
export const tsc = async (compiler, args, cwd = root) => {
  const script = tool(compilers[compiler] ?? '', 'tsc');
  const { code, output } = await node([script, '--pretty', 'false', ...args], { cwd });
  /** @type {Diagnostic[]} */
  const diagnostics = [];
  for (const line of output.split('\n')) {
    const match = located.exec(line);
    const last = diagnostics.at(-1);
    if (match) {
      const file = relative(root, resolve(cwd, match[1] ?? ''));
      diagnostics.push({ file, line: Number(match[2]), text: match[3] ?? '' });
    } else if (last && line.startsWith(' ')) last.text += `\n${line}`;
    else if (line.trim() !== '') diagnostics.push({ file: '', line: 0, text: line });
  }
  if (code !== 0 && diagnostics.length === 0)
    diagnostics.push({ file: '', line: 0, text: `exit code ${code}` });
  return diagnostics;
};

/**
 * One diagnostic in the form editors and terminals turn into a link.
 * @param {Diagnostic} diagnostic
 */
export const print = ({ file, line, text }) => (file === '' ? text : `${file}:${line} ${text}`);
