// Sources, tests, the page and everything else type-check, under each of the three compilers.
// Each package's sources also stand alone: isolated declarations, and neither Node's nor the DOM's types.
import { packages } from '../lib/packages.mjs';
import { report } from '../lib/report.mjs';
import { compilers, print, tsc } from '../lib/tsc.mjs';

const problems = [];
for (const compiler of Object.keys(compilers)) {
  for (const project of ['tsconfig.json', 'playground/tsconfig.json']) {
    const found = await tsc(compiler, ['-p', project]);
    problems.push(...found.map((diagnostic) => `TypeScript ${compiler}: ${print(diagnostic)}`));
  }
}
for (const { folder } of packages()) {
  const found = await tsc('7.0', ['-p', `packages/${folder}`]);
  problems.push(...found.map((diagnostic) => `${folder} alone: ${print(diagnostic)}`));
}
report(problems, 'Mend the types; an expected error belongs under `@ts-expect-error` in a .test-d.ts.');
