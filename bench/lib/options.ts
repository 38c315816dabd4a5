// The command line of the comparison with peers; what it says to people stands in scripts/bench.mjs.
import { parseArgs } from 'node:util';
import { columnNames } from './columns.ts';
import type { Effort } from './measure.ts';

export interface Options {
  readonly groups: readonly string[];
  readonly rows: string;
  readonly only: readonly string[];
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  /** By the processor's clock. */
  readonly cpu: boolean;
  readonly effort: Effort;
}

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      rows: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      cpu: { type: 'boolean', default: false },
      limit: { type: 'string', default: '60' },
      json: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const limit = Number(values.limit);
  if (!(limit > 0)) throw new Error(`--limit takes seconds, and got '${values.limit}'.`);
  const only = values.only.split(',').filter((name) => name !== '');
  for (const name of only)
    if (!columnNames.some((one) => one === name))
      throw new Error(`--only: there is no column '${name}'. Columns: ${columnNames.join(', ')}.`);
  const effort = values.quick
    ? { rounds: 3, milliseconds: 60, warmUp: 200, limit }
    : { rounds: 7, milliseconds: 200, warmUp: 1000, limit };
  return {
    groups: positionals,
    rows: values.rows,
    only,
    cpu: values.cpu,
    json: values.json,
    markdown: values.markdown,
    effort,
  };
}
