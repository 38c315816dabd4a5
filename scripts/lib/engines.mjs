// Engines besides the one that runs this: other versions of Node, kept in the cache, and a page in Chromium.
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { spawn } from 'node:child_process';
import { cache, root } from './packages.mjs';
import { pnpm } from './pnpm.mjs';

/** The versions of Node that programs are tried in, besides the one that runs this. */
export const versions = ['22.23.3', '24.21.0'];

/** Node as npm packages have it, for this machine. */
const packaged = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * The program of that version of Node.
 * @param {string} version
 */
export const nodeOf = async (version) => {
  const folder = join(cache, 'engines', version);
  const program = join(
    folder,
    'node_modules',
    packaged,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const flags = ['--ignore-workspace', '--ignore-scripts', '--save-exact', '--dir', folder];
  const { code, output } = await pnpm(['add', ...flags, `${packaged}@${version}`], { cwd: root });
  if (code !== 0) throw new Error(`Node ${version} could not be fetched.\n${output}`);
  return program;
};

/** What this Node must be started with to have relaxed SIMD: Node 20 has it behind a flag. */
export const relaxedFlags =
  Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : [];

/**
 * What a program prints.
 * @param {string} program @param {string[]} args
 * @returns {Promise<string>}
 */
export const printed = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output.trim()) : reject(new Error(`${program} ended with ${code}`)),
    );
  });

const probe = 'try { evaluates = Function("return true")(); } catch { evaluates = false; }';
const document =
  '<!doctype html><title>engine</title><script src="/probe.js"></script><script type="module" src="/script.js"></script>';

/**
 * What a script leaves as `result` in a page of its own, under this policy; and the browser's version.
 * @param {string} browser the program of Chromium
 * @param {string} script
 * @param {string} policy the value of script-src
 * @returns {Promise<{ version: string, result: unknown, evaluates: boolean }>} also whether the page may evaluate text
 */
export const inPage = async (browser, script, policy) => {
  const { resolve } = createRequire(join(root, 'playground/package.json'));
  const { chromium } = (await import(pathToFileURL(resolve('playwright-core')).href)).default;
  /** @type {Record<string, string>} */
  const scripts = { '/script.js': script, '/probe.js': probe };
  const server = createServer(({ url = '' }, response) => {
    const text = scripts[url];
    response.setHeader('Content-Type', text === undefined ? 'text/html' : 'text/javascript');
    response.setHeader('Content-Security-Policy', `default-src 'self'; script-src ${policy}`);
    response.end(text ?? document);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const running = await chromium.launch({ executablePath: browser, args });
  try {
    const page = await running.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    // Waiting inside of the page would have to evaluate text, which is what the policy forbids.
    const look = () => {
      const { result, evaluates } = /** @type {any} */ (globalThis);
      return { result, evaluates };
    };
    let found = await page.evaluate(look);
    for (let k = 0; k < 1200 && found.result === undefined; k++) {
      await sleep(100);
      found = await page.evaluate(look);
    }
    if (found.result === undefined) throw new Error('the page came to no result');
    return { version: running.version(), ...found };
  } finally {
    await running.close();
    server.close();
  }
};
