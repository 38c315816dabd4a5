// Who takes part, in the order of the table. The first column that has a time is what ratios compare with.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Session, type Command } from './session.ts';

/** The peers that are written in TypeScript, by the name their process is started with. */
const inNode = [
  'jit',
  'relaxed',
  'eager',
  'kernels',
  'convnetjs',
  'tfjs-cpu',
  'tfjs-wasm',
  'jax-js',
] as const;
export type InNode = (typeof inNode)[number];
export const columnNames = [...inNode, 'pytorch'] as const;
export type ColumnName = (typeof columnNames)[number];

export interface Column {
  readonly name: ColumnName;
  readonly title: string;
  readonly session: Session;
}

const titles: Readonly<Record<ColumnName, string>> = {
  jit: 'Cotangent jit',
  relaxed: 'Cotangent jit, relaxed',
  eager: 'Cotangent eager',
  kernels: 'Cotangent eager, compiled kernels',
  convnetjs: 'ConvNetJS',
  'tfjs-cpu': 'TensorFlow.js cpu',
  'tfjs-wasm': 'TensorFlow.js wasm',
  'jax-js': 'jax-js',
  pytorch: 'PyTorch',
};

/** A Python that has PyTorch, or how to get one. */
function python(script: string): Command | string {
  const found = ['python3', '/usr/bin/python3'].find(
    (program) => spawnSync(program, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  if (found) return { program: found, args: [script] };
  return 'PyTorch is not installed (Debian: apt-get install python3-torch libopenblas0-pthread)';
}

/** What a Node must be started with to have relaxed SIMD, as the script that starts this one found out. */
const relaxedFlags = (process.env['BENCH_RELAXED'] ?? '').split(' ').filter((flag) => flag !== '');

/** `folder` holds `child.mjs`, which serves the peers in Node, with the peers' packages beside it. */
export function openColumns(folder: URL, peers: URL, only: readonly string[]): Column[] {
  const child = fileURLToPath(new URL('child.mjs', folder));
  return columnNames
    .filter((name) => only.length === 0 || only.includes(name))
    .map((name) => {
      const command =
        name === 'pytorch'
          ? python(fileURLToPath(new URL('torch/serve.py', peers)))
          : {
              program: process.execPath,
              args: [...(name === 'relaxed' ? relaxedFlags : []), child, name],
            };
      return { name, title: titles[name], session: new Session(command) };
    });
}
