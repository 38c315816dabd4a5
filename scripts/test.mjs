// The one command: installs, tests, builds, and passes every gate; two steps at a time.
// `test.mjs check` runs the gates alone; `unit` and `golden` the tests alone, further arguments going to vitest, and
// `golden --jit` compiles every case.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { cache, root } from './lib/packages.mjs';
import { table } from './lib/report.mjs';
import { node, tool } from './lib/run.mjs';

/** @typedef {{ passed: number, failed: number, output: string }} Result */
/** @typedef {{ name: string, after?: string, alone?: boolean, run: () => Promise<Result> }} Step */

/** What vitest is told besides. */
const rest = process.argv.slice(3).filter((argument) => argument !== '--jit');

/** @param {string} project @param {Record<string, string>} [env] @param {string} [name] @returns {Step} */
const vitest = (project, env = {}, name = `${project} tests`) => ({
  name,
  alone: true,
  async run() {
    const file = join(cache, `${project}.json`);
    rmSync(file, { force: true });
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await node([tool('vitest'), 'run', '--project', project, ...reporters, ...rest], {
      live: true,
      env,
    });
    try {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
      const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
      return { passed: numPassedTests, failed, output: '' };
    } catch {
      return { passed: 0, failed: 1, output: 'vitest ended without a report' };
    }
  },
});

/** @param {string} name @param {string} [after] @returns {Step} */
const script = (name, after) => ({
  name,
  ...(after === undefined ? {} : { after }),
  async run() {
    const file = name === 'build' ? 'scripts/build.mjs' : `scripts/gates/${name}.mjs`;
    const { code, output } = await node([file]);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
  },
});

const gates = [
  script('build'),
  script('types'),
  script('lint'),
  script('floors'),
  script('refused'),
  script('lines'),
  script('format'),
  script('unused'),
  script('snippets'),
  script('examples'),
  script('size', 'build'),
  script('budgets', 'build'),
  script('consumers', 'build'),
  script('tarballs', 'build'),
];
const unit = vitest('unit');
const golden = vitest('golden');
const goldenCompiled = vitest('golden', { GOLDEN_JIT: '1' }, 'golden tests, compiled');
/** @type {Record<string, Step[]>} */
const plans = {
  all: [unit, golden, goldenCompiled, ...gates],
  check: gates,
  unit: [unit],
  golden: [golden],
};

/** @type {Map<string, Result & { seconds: number }>} */
const done = new Map();

/** @param {Step} step */
const take = async ({ name, run }) => {
  const start = performance.now();
  const result = await run();
  const seconds = (performance.now() - start) / 1000;
  done.set(name, { ...result, seconds });
  console.log(`${result.failed === 0 ? '✓' : '✗ FAILED'} ${name}  ${seconds.toFixed(1)} s`);
  if (result.output !== '') console.log(result.output.replace(/^(?=.)/gm, '    '));
};

/**
 * What stands in for a step whose ground is missing.
 * @param {Step} step
 * @returns {Step | undefined}
 */
const blocked = ({ name, after }) =>
  after && done.get(after)?.failed
    ? { name, run: async () => ({ passed: 0, failed: 1, output: `not run, because ${after} failed` }) }
    : undefined;

/** @param {Step[]} steps */
const work = async (steps) => {
  const waiting = [...steps];
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  while (waiting.length > 0 || running.size > 0) {
    const ready = waiting.findIndex(({ after, alone }) =>
      alone ? running.size === 0 : !after || done.has(after),
    );
    const step = waiting[ready];
    if (!step || running.size === 2) {
      await Promise.race(running);
      continue;
    }
    waiting.splice(ready, 1);
    if (step.alone) await take(step);
    else {
      const promise = take(blocked(step) ?? step).then(() => void running.delete(promise));
      running.add(promise);
    }
  }
};

const plan = plans[process.argv[2] ?? 'all'];
if (!plan) throw new Error(`There is no plan '${process.argv[2]}': ${Object.keys(plans).join(', ')}.`);
const begun = performance.now();
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.log(`The tools of this workspace need Node 20.19 or later; this is ${process.version}.`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
process.chdir(root);
mkdirSync(cache, { recursive: true });
await take({
  name: 'install',
  run: () =>
    install().then(
      (output) => ({ passed: 0, failed: 0, output }),
      (/** @type {Error} */ error) => ({ passed: 0, failed: 1, output: error.message }),
    ),
});
if (done.get('install')?.failed === 0) await work(plan);

const results = [...done.values()];
const passed = results.reduce((sum, one) => sum + one.passed, 0);
const failed = results.reduce((sum, one) => sum + one.failed, 0);
const rows = [...done].map(([name, one]) => [
  one.failed === 0 ? '✓' : '✗',
  name,
  `${one.seconds.toFixed(1).padStart(6)} s`,
]);
rows.push(['', 'in all', `${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s`]);
console.log(`\n${table(rows)}\n`);
if (failed > 0)
  console.log(`Failed: ${[...done].flatMap(([name, one]) => (one.failed > 0 ? name : [])).join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
