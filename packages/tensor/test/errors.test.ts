// Every error a caller can meet, as a page to be read; and the hints, followed.
import * as cotangent from '@cotangent/tensor';
import { CotangentError } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { mistakes, named, operators, type Mistake } from './mistakes.ts';

/** The op of a name such as `'random.key'`, called. */
function call(name: string, args: readonly unknown[]): unknown {
  const op = name.split('.').reduce<object>((space, part) => Reflect.get(space, part) as object, cotangent);
  return Reflect.apply(op as () => unknown, undefined, args);
}

/** What a call throws; a sentence of its own if it throws nothing. */
function thrown(f: () => unknown): unknown {
  try {
    return new Error(`nothing was thrown, but ${String(f())} returned`);
  } catch (error) {
    return error;
  }
}

const page = (entries: readonly (readonly [string, unknown])[]): string =>
  entries
    .map(([what, error]) => `— ${what}\n${error instanceof Error ? error.message : String(error)}`)
    .join('\n\n');
const errorsOf = (op: string, list: readonly Mistake[]): (readonly [string, unknown])[] =>
  list.map(([what, args]) => [what, thrown(() => call(op, args))] as const);
const all = Object.entries(mistakes);

// Strings as they are, so that the snapshots read like what users see.
expect.addSnapshotSerializer({
  test: (value) => typeof value === 'string',
  serialize: (value: string) => value,
});

describe('the errors of', () => {
  test.each(all)('%s', (op, list) => {
    expect(page(errorsOf(op, list))).toMatchSnapshot();
  });

  test('operators and readers', () => {
    const entries = Object.entries(operators).map(([code, [attempt]]) => [code, thrown(attempt)] as const);
    expect(page(entries)).toMatchSnapshot();
  });
});

/** What is wrong with the form of an error. */
function flaws(op: string, error: unknown): string[] {
  if (!(error instanceof CotangentError)) return [String(error)];
  const { argument, expected, received, hint, message } = error;
  const [first, ...rest] = message.split('\n');
  const last = `Expected ${expected}.${hint === undefined ? '' : ` ${hint}`}`;
  return [
    ...(error.op === op && first.startsWith(`${op}: `) && first.endsWith('.') ? [] : [first]),
    ...(rest.includes(`  ${argument}: ${received}`) ? [] : [argument]),
    ...(rest.at(-1) === last ? [] : [last]),
  ];
}

/** What goes wrong if a hint is followed. */
function failure(what: string, hint: string | undefined, mended: (() => unknown) | undefined): string[] {
  if (hint === undefined) return mended === undefined ? [] : [`${what}: no hint`];
  if (mended === undefined) return [`${what}: not tried: ${hint}`];
  try {
    mended();
    return [];
  } catch (error) {
    return [`${what}: ${String(error)}`];
  }
}
const hintOf = (error: unknown): string | undefined =>
  error instanceof CotangentError ? error.hint : undefined;

describe('every error', () => {
  test.each(all)('of %s names the op, the argument, what was expected and what was received', (op, list) => {
    expect(errorsOf(op, list).flatMap(([, error]) => flaws(op, error))).toEqual([]);
  });

  test.each(all)('of %s that gives a hint gives one that works', (op, list) => {
    const hints = list.map(
      ([what, args, mended]) => [what, hintOf(thrown(() => call(op, args))), mended] as const,
    );
    expect(hints.flatMap((hint) => failure(...hint))).toEqual([]);
  });

  test('has a different text', () => {
    const texts = all.flatMap(([op, list]) => errorsOf(op, list).map(([, error]) => String(error)));
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  test('of an operator gives a way that works', () => {
    for (const [, mended] of Object.values(operators)) expect(mended).not.toThrow();
  });
});

describe('the argument at fault is named', () => {
  test.for(named)('%s: %s', ([op, , args, argument, mended]) => {
    const error = thrown(() => call(op, args));
    expect(flaws(op, error)).toEqual([]);
    expect(error).toMatchObject({ argument });
    expect(mended === undefined ? [] : failure(op, hintOf(error), mended)).toEqual([]);
  });
});
