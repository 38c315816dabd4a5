// A floor imports only from the floors below it: packages are walls, and folders inside a package are floors.
// The two tables are the whole architecture; a new package or folder begins with its line here.
import ts from 'typescript';
import { posix } from 'node:path';
import { beside, files, read, source } from '../lib/files.mjs';
import { report } from '../lib/report.mjs';

/** Which packages the sources of a package may import. @type {Record<string, string[]>} */
const walls = {
  tensor: [],
  autograd: ['tensor'],
  compiler: ['tensor', 'autograd'],
  nn: ['tensor'],
  optim: ['tensor'],
  testing: ['tensor', 'autograd', 'compiler'],
  data: ['tensor'],
  convnetjs: ['tensor', 'autograd', 'compiler', 'nn', 'optim', 'data'],
  cotangent: ['tensor', 'autograd', 'compiler', 'nn', 'optim', 'data'],
};

/** Folders of a package from the ground up; folders in one row do not know each other. `.` is `src` itself. */
const floors = {
  compiler: [
    ['wasm'],
    ['math', 'contract', 'graph'],
    ['passes', 'loops', 'debug'],
    ['plan'],
    ['emit'],
    ['runtime'],
    ['.'],
  ],
  tensor: [
    ['base'],
    ['shape'],
    ['core'],
    ['kernels'],
    ['primitives'],
    ['ops'],
    ['random', 'tree'],
    ['control'],
    ['.'],
  ],
  convnetjs: [['base'], ['definitions'], ['layers'], ['network'], ['training'], ['agents'], ['.']],
  data: [['base'], ['formats', 'batching'], ['datasets'], ['files'], ['.']],
};

/** @param {string} path */
const place = (path) => {
  const [, name = '', , ...rest] = path.split('/');
  return { name, folder: rest.length > 1 ? (rest[0] ?? '') : '.' };
};

/**
 * @param {string} path the importing file
 * @param {string} specifier
 * @returns {string | undefined} what is wrong with it
 */
const judge = (path, specifier) => {
  const here = place(path);
  const wall = /^(?:@cotangent\/([^/]+)|(cotangent)(?=\/|$))/.exec(specifier);
  if (wall) {
    const there = wall[1] ?? wall[2] ?? '';
    if (beside.test(path)) return;
    if (there === here.name) return `imports its own package by name; write the relative path`;
    if (!walls[here.name]) return `stands in a package without a line in \`walls\``;
    if (walls[here.name]?.includes(there)) return;
    return `imports '${specifier}', but ${here.name} may import ${walls[here.name]?.join(', ') || 'no package'}`;
  }
  if (!specifier.startsWith('.')) return;
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith(`packages/${here.name}/src/`)) return `leaves its package with '${specifier}'`;
  const order = /** @type {Record<string, string[][]>} */ (floors)[here.name];
  if (!order || beside.test(path)) return;
  const there = place(target);
  if (there.folder === here.folder) return;
  const [from, to] = [here, there].map(({ folder }) => order.findIndex((row) => row.includes(folder)));
  if (from === -1) return `stands in ${here.folder}/, which has no line in \`floors\``;
  if (to === -1) return `imports '${specifier}', and ${there.folder}/ has no line in \`floors\``;
  if (to < from) return;
  return `imports '${specifier}': ${here.folder}/ lies ${to > from ? 'below' : 'beside'} ${there.folder}/`;
};

const problems = files(source).flatMap((path) =>
  ts.preProcessFile(read(path)).importedFiles.flatMap(({ fileName }) => {
    const wrong = judge(path, fileName);
    return wrong ? `${path} ${wrong}` : [];
  }),
);
report(
  problems,
  'Move the shared part down to the lower floor, or pass it in from above. The order is in scripts/gates/floors.mjs.',
);
