// Runs a program and hands back what it printed, its exit code and how long it took.
// Tools are started by their own script under this Node, so that no shell and no PATH is involved.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './packages.mjs';

/** @typedef {{ code: number, output: string, seconds: number }} Outcome */

/**
 * @param {string[]} args a script and its arguments
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean, program?: string }} [options] `live` prints as it goes, `program` is another Node
 * @returns {Promise<Outcome>}
 */
export const node = (args, { cwd = root, env = {}, live = false, program = process.execPath } = {}) =>
  new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...(live ? {} : { NO_COLOR: '1' }), ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output: output.trimEnd(), seconds: (performance.now() - start) / 1000 }),
    );
  });

/**
 * The script behind a tool's command.
 * @param {string} name the package
 * @param {string} [command] which of its commands, where it has several
 */
export const tool = (name, command = name) => {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
};
