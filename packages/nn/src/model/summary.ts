// summary: a model as a table of what each layer returns, holds and computes; as data, and as text.
import type { Key, Tensor } from '@cotangent/tensor';
import { complain, show, showList } from '@cotangent/tensor/extend';
import { leaves } from '@cotangent/tensor/tree';
import { isLayer } from './define.ts';
import { Counter } from './flops.ts';
import type { AnyLayer, Part } from './layer.ts';

/** One line of a summary. */
export interface SummaryRow {
  /** The key in its model, after those of the models around it: `block2.conv0`. */
  readonly name: string;
  readonly kind: string;
  /** The shape of one example that comes out. */
  readonly output: readonly number[];
  /** How many numbers are trained. */
  readonly parameters: number;
  /** Arithmetic operations of the forward pass for one example; a multiplication and an addition are two. */
  readonly flops: number;
}

/** A model in numbers; as a string, a table. */
export interface Summary {
  readonly input: readonly number[];
  readonly rows: readonly SummaryRow[];
  /** The sums over all rows. */
  readonly parameters: number;
  readonly flops: number;
  toString(): string;
}

/**
 * What each layer of a model returns, holds and computes for one example. Nothing is computed, and no parameters are
 * made.
 *
 * `String(summary(model))` is a table. Models inside models are listed layer by layer. Throws for what is no layer.
 * @example
 * const model = sequential([784], named('hidden', linear(64)), relu, linear(10));
 * const { rows, parameters } = summary(model);
 * parameters; // 50890
 * rows.map(({ name, parameters }) => [name, parameters]); // [['hidden', 50240], ['relu1', 0], ['linear2', 650]]
 */
export function summary(model: AnyLayer): Summary {
  if (!isLayer(model)) {
    complain({
      op: 'summary',
      rule: 'only layers and models have a summary',
      got: { model: show(model) },
      argument: 'model',
      expected: 'a model, such as sequential returns',
      hint: typeof model === 'function' ? 'Write summary(sequential(input, layer)).' : undefined,
    });
  }
  const counter = new Counter();
  const rows = rowsOf(counter, model, '');
  const total = (of: 'parameters' | 'flops'): number => rows.reduce((sum, row) => sum + row[of], 0);
  const result = { input: model.input, rows, parameters: total('parameters'), flops: total('flops') };
  return Object.freeze({ ...result, toString: () => table(result) });
}

/** The rows of a layer's parts, and one of its own for what it does besides. */
function rowsOf(counter: Counter, layer: AnyLayer, name: string): readonly SummaryRow[] {
  let input = layer.input;
  const rows = layer.parts.flatMap((part) => {
    const own = [name, part.key].filter((key) => key !== '').join('.');
    const inner =
      part.layer === undefined ? [plain(counter, part, input, own)] : rowsOf(counter, part.layer, own);
    input = part.output;
    return inner;
  });
  const { params, state } = layer.init(counter.outline(keySpec) as Key);
  const flops = counter.flopsOf(() => layer.apply(params, state, batchOf(counter, layer.input)));
  const inParts = rows.reduce((sum, row) => sum + row.flops, 0);
  if (rows.length > 0 && flops <= inParts) return rows;
  const parameters = rows.length > 0 ? 0 : leaves(params).reduce((sum, leaf) => sum + leaf.size, 0);
  const { kind, output } = layer;
  return [...rows, { name: name || kind, kind, output, parameters, flops: flops - inParts }];
}

/** The row of a function of batches. */
function plain(counter: Counter, part: Part, input: readonly number[], name: string): SummaryRow {
  const flops = counter.flopsOf(() => part.run({}, {}, batchOf(counter, input)));
  return { name, kind: part.kind, output: part.output, parameters: 0, flops };
}

const keySpec = { shape: Object.freeze([2]), dtype: 'int32' } as const;

/** A batch of one example. */
function batchOf(counter: Counter, input: readonly number[]): Tensor {
  return counter.outline({ shape: Object.freeze([1, ...input]), dtype: 'float32' });
}

/** Columns under their heads, numbers to the right. */
function table({ input, rows, parameters, flops }: Omit<Summary, 'toString'>): string {
  const count = (n: number): string => n.toLocaleString('en-US');
  const lines = [
    ['layer', 'kind', 'output', 'parameters', 'FLOPs'],
    ['input', '', showList(input), '', ''],
    ...rows.map((row) => [row.name, row.kind, showList(row.output), count(row.parameters), count(row.flops)]),
    ['total', '', '', count(parameters), count(flops)],
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const drawn = lines.map((line) =>
    line
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  return [drawn[0], rule, ...drawn.slice(1, -1), rule, drawn[drawn.length - 1]].join('\n');
}
