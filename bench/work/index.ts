// All rows, in the order of the table.
import { conv } from './conv.ts';
import { convnetjs } from './convnetjs.ts';
import { costs } from './costs.ts';
import { large } from './large.ts';
import { matmul } from './matmul.ts';
import { networks } from './networks.ts';
import type { Row } from './row.ts';
import { seed } from './seed.ts';
import { shapes } from './shapes.ts';

export const rows: readonly Row[] = [
  ...seed,
  ...convnetjs,
  ...matmul,
  ...conv,
  ...large,
  ...networks,
  ...shapes,
  ...costs,
];
