// The command as people use it: a process of its own, in a folder of its own, with few images.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '@cotangent/data/node';
import { zeros } from '@cotangent/tensor';
import { bundleSources } from '../../scripts/lib/bundle.mjs';

const here = import.meta.dirname;
const command = join(here, 'dist/mnist.test.mjs');
const proof = join(here, 'dist/killed.test.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mnist-'));
const few = ['--images', '120', '--every', '2'];

beforeAll(async () => {
  await bundleSources(join(here, 'main.ts'), command, 'outside');
  await bundleSources(join(here, 'proofs/killed.ts'), proof, 'outside');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function run(script: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { cwd: folder }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

const saved = (): string => readFileSync(join(folder, 'mnist.safetensors')).toString('base64');

describe('npm run mnist', { timeout: 120_000 }, () => {
  test('trains, tests, and writes the run and the report', async () => {
    const { code, output } = await run(command, ...few);
    expect(code).toBe(0);
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/^test accuracy \d+\.\d\d %$/);
    expect(output).toMatch(/epoch 1\/1 {2}50 % {2}loss \d\.\d{3} {2}[\d,]+ images\/s {2}\d+ MB resident/);
    const report = readFileSync(join(folder, 'mnist.html'), 'utf8');
    expect(report.match(/<figure>/g)?.length).toBeGreaterThan(5);
    expect(report).not.toMatch(/<script|<link|url\(|src=/);
  });

  test('gives the same numbers for the same seed, and others for another', async () => {
    await run(command, ...few);
    const first = saved();
    await run(command, ...few);
    expect(saved()).toBe(first);
    await run(command, ...few, '--seed', '1');
    expect(saved()).not.toBe(first);
  });

  test('goes on where Ctrl-C stopped it, as if nothing had happened', async () => {
    await run(command, ...few, '--epochs', '2');
    const whole = saved();
    const child = spawn(process.execPath, [command, ...few, '--epochs', '2'], { cwd: folder });
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('resident') && !child.killed) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(output).toMatch(/To go on: npm run mnist -- --resume mnist\.safetensors\n/);
    expect(saved()).not.toBe(whole);
    const resumed = await run(command, '--resume', 'mnist.safetensors');
    expect(resumed.output).toMatch(/Going on with mnist\.safetensors after step \d+\./);
    expect(saved()).toBe(whole);
  });

  test('ends as the run that was not killed, killed where it may', async () => {
    const { code, output } = await run(proof, '--kills', '2', '--images', '100', '--every', '3');
    expect(output).toMatch(/2 of 2 runs ended as the run that was not killed/);
    expect(code).toBe(0);
  });

  test('refuses a file whose parts do not fit together', async () => {
    await run(command, ...few);
    const { tensors, metadata } = await readSafetensors(join(folder, 'mnist.safetensors'));
    const broken = join(folder, 'broken.safetensors');
    const shorter = new Map(tensors).set('history.losses', zeros([1]));
    for (const [map, words] of [
      [tensors, { ...metadata, optimizer: 'lion' }],
      [tensors, { ...metadata, images: '70000' }],
      [shorter, metadata],
    ] as const) {
      await writeSafetensors(broken, map, words);
      const { code, output } = await run(command, '--resume', broken);
      expect(output).toContain('is damaged');
      expect(code).toBe(2);
    }
  });

  test.each([
    [['--epochs', 'many'], "--epochs takes an integer from 1 to 10000, not 'many'."],
    [['--batch', '0'], "--batch takes an integer from 1 to 60000, not '0'."],
    [['--optimizer', 'adm'], "--optimizer takes adadelta, adam, sgd, not 'adm'."],
    [['--epoch', '2'], "Unknown option '--epoch'."],
    [['--seed'], "Option '--seed <value>' argument missing."],
    [['--seed', '-3'], "use '--seed=-XYZ'.\n"],
    [['fast'], "Unexpected argument 'fast'."],
    [['--resume', 'none.safetensors'], 'none.safetensors'],
    [['--resume', 'mnist.safetensors', '--batch', '10'], 'The run in mnist.safetensors has --batch 20'],
  ])('refuses %j', async (words, message) => {
    const { code, output } = await run(command, ...words);
    expect(output).toContain(message);
    expect(output).not.toContain('    at ');
    expect(output).toContain('--help');
    expect(code).toBe(2);
  });

  test('explains itself', async () => {
    const { code, output } = await run(command, '--help');
    expect(code).toBe(0);
    expect(output).toContain('--resume FILE');
  });
});
