// Kernels as text: what tests compare and `inspect` shows.
import type { Buffer } from './buffer.ts';
import { eachPart, partsOf, type Access, type Expression } from './expression.ts';
import type { Kernel, Move, Span, Store } from './kernel.ts';

const list = (numbers: readonly number[]): string => `[${numbers.join(' ')}]`;
const name = ({ id, dtype, size }: Buffer): string => `%${id}:${dtype}×${size}`;

const rowStep = (row = 0): string => (row === 0 ? '' : ` a row ${row}`);

function place({ offset, strides, woven, row }: Access): string {
  const rows = rowStep(row);
  const cells = woven === undefined ? '' : ` a ${woven.size}, ${woven.step} within`;
  return `${offset === 0 ? '' : `${offset}+`}${list(strides)}${cells}${rows}`;
}

/** One kernel: its loops, and below them what each store computes; what is used twice has a name. */
export function printKernel(kernel: Kernel): string {
  switch (kernel.kind) {
    case 'map': {
      const head = `map ${list(kernel.domain)}${kernel.accumulate === true ? ' accumulate' : ''}`;
      return [head, ...printStores(kernel.stores, [])].join('\n  ');
    }
    case 'reduce': {
      const { reduction, domain, kept, value, stores } = kernel;
      const head = `${reduction} ${list(domain.slice(0, kept))} over ${list(domain.slice(kept))}`;
      return [head, ...printStores(stores, [value])].join('\n  ');
    }
    case 'contract': {
      const axes = kernel.axes.map(({ size, a, b, out }) => `${size}(${a} ${b} ${out ?? '-'})`);
      const [a, b] = [kernel.a, kernel.b].map(({ buffer, row }) => `${name(buffer)}${rowStep(row)}`);
      return `contract ${name(kernel.out)}${rowStep(kernel.outRow)} = ${a} · ${b}  ${axes.join(' ')}`;
    }
    case 'fill':
      return `fill ${name(kernel.buffer)}`;
    case 'own':
      return `${kernel.primitive} ${kernel.outputs.map(({ buffer }) => name(buffer)).join(', ')} = ${kernel.inputs.map(({ buffer }) => name(buffer)).join(', ')}`;
    case 'scan': {
      const head = `scan ${kernel.length} times${kernel.reverse ? ', from the last' : ''}`;
      const lines = [...printMoves(kernel.before), ...printBlock(kernel.body), ...printMoves(kernel.after)];
      return [head, ...lines].join('\n  ');
    }
    case 'rows':
      return [`rows ${kernel.count}, ${kernel.size} at a time`, ...printBlock(kernel.body)].join('\n  ');
    case 'while': {
      const head = `while ${name(kernel.flag.buffer)}`;
      const body = [...printBlock(kernel.body), ...printMoves(kernel.after)];
      return [head, ...printBlock(kernel.test), 'do', ...body].join('\n  ');
    }
    case 'cond': {
      const head = `if ${name(kernel.flag.buffer)}`;
      return [head, ...printBlock(kernel.onTrue), 'else', ...printBlock(kernel.onFalse)].join('\n  ');
    }
  }
}

function printBlock(kernels: readonly Kernel[]): string[] {
  return kernels.map((kernel) => printKernel(kernel).replaceAll('\n', '\n  '));
}

function printMoves(moves: readonly Move[]): string[] {
  const span = ({ buffer, offset, step }: Span): string =>
    `${name(buffer)}${step === 0 ? (offset === 0 ? '' : `+${offset}`) : `+${offset}+${step}·i`}`;
  return moves.map(({ from, to, size }) => `move ${span(to)} = ${span(from)}  ${size}`);
}

function printStores(stores: readonly Store[], before: readonly Expression[]): string[] {
  const readers = new Map<Expression, number>();
  const roots = [...before, ...stores.map(({ value }) => value)];
  const count = (e: Expression): void => void readers.set(e, (readers.get(e) ?? 0) + 1);
  eachPart(roots, (e) => partsOf(e).forEach(count));
  roots.forEach(count);
  const names = new Map<Expression, string>();
  const lines: string[] = [];
  const text = (e: Expression): string => {
    const known = names.get(e);
    if (known !== undefined) return known;
    const shown = spell(e);
    if (e.kind !== 'apply' || (readers.get(e) ?? 0) < 2) return shown;
    const fresh = `t${names.size}`;
    names.set(e, fresh);
    lines.push(`${fresh} = ${shown}`);
    return fresh;
  };
  const spell = (e: Expression): string => {
    switch (e.kind) {
      case 'load':
        return `${name(e.buffer)}${place(e)}`;
      case 'constant':
        return String(e.value);
      case 'count':
        return `count${place(e)}`;
      case 'gather':
        return `${name(e.buffer)}${place(e)} at ${text(e.index)}`;
      case 'apply':
        return `${e.op}(${e.args.map(text).join(', ')})`;
      case 'result':
        return e.part;
    }
  };
  for (const e of before) lines.push(`of ${text(e)}`);
  for (const store of stores) lines.push(`${name(store.buffer)}${place(store)} = ${text(store.value)}`);
  return lines;
}
