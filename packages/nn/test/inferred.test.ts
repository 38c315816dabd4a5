// What types say of a layer is what it is: random calls of constructors, judged by the compiler and by running them.
// INFERRED_CASES sets their number, INFERRED_SEED where they start.
import { random, tree, type Tree } from '@cotangent/tensor';
import fc from 'fast-check';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import * as nn from '../src/index.ts';
import type { AnyLayer } from '../src/index.ts';

const cases = Number(env['INFERRED_CASES'] ?? 300);
const seed = Number(env['INFERRED_SEED'] ?? 1);

/** A call of a constructor, and the shape that its function is called with. */
type Call = readonly [name: string, args: readonly unknown[], input: readonly number[]];

const small = fc.integer({ min: 1, max: 4 });
const perAxis = (rank: number, max: number, min = 1): fc.Arbitrary<number | number[]> => {
  const one = fc.integer({ min, max });
  return fc.oneof(one, fc.array(one, { minLength: rank, maxLength: rank }));
};
const pair = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
const padding = (rank: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom('same', 'valid'),
    perAxis(rank, 3, 0),
    fc.array(pair, { minLength: rank, maxLength: rank }),
  );
const image = fc.integer({ min: 1, max: 3 }).chain((rank) =>
  fc.record({
    input: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: rank + 1, maxLength: rank + 1 }),
    size: perAxis(rank, 5),
    stride: perAxis(rank, 3),
    dilation: perAxis(rank, 2),
    padding: padding(rank),
    cut: perAxis(rank, 2, 0),
    more: perAxis(rank, 1, 0),
    groups: fc.constantFrom(1, 1, 2),
    filters: fc.integer({ min: 1, max: 12 }),
    bias: fc.boolean(),
  }),
);
const shape = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
const recurrentOptions = fc.record({ output: fc.constantFrom('all', 'last') });

const calls: fc.Arbitrary<Call> = fc.oneof(
  image.map(({ input, size, filters, stride, dilation, padding: pads, groups, bias }): Call => [
    'conv',
    [filters, size, { stride, dilation, padding: pads, groups, bias }],
    input,
  ]),
  image.map(({ input, size, filters, stride, dilation, cut, more, groups }): Call => [
    'convTranspose',
    [filters, size, { stride, dilation, padding: cut, outputPadding: more, groups }],
    input,
  ]),
  fc
    .tuple(image, fc.constantFrom('maxPool', 'averagePool'))
    .map(([{ input, size, stride, padding: pads }, name]): Call => [
      name,
      [size, { stride, padding: pads }],
      input,
    ]),
  image.map(({ input, size }): Call => ['maxPool', [size], input]),
  image.map(({ input, size, stride, dilation, padding: pads }): Call => [
    'maxPool',
    [size, { stride, dilation, padding: pads }],
    input,
  ]),
  image.map(({ input }): Call => ['averagePool', ['global'], input]),
  fc.tuple(small, shape).map(([n, input]): Call => ['linear', [n], input]),
  shape.map((input): Call => ['flatten', [], input]),
  fc.tuple(small, shape).map(([size, input]): Call => ['maxout', [size], input]),
  fc.tuple(small, shape).map(([groups, input]): Call => ['groupNorm', [groups], input]),
  fc
    .tuple(fc.constantFrom('layerNorm', 'rmsNorm', 'batchNorm', 'localResponseNorm'), shape)
    .map(([name, input]): Call => [name, [], input]),
  fc.tuple(small, shape).map(([size, input]): Call => ['embedding', [7, size], input]),
  fc
    .tuple(fc.constantFrom('rnn', 'lstm', 'gru'), small, recurrentOptions, shape)
    .map(([name, units, options, input]): Call => [name, [units, options], input]),
  shape.map((input): Call => ['multiHeadAttention', [1], input]),
);

/** What a layer is: its output, and the shape of each parameter and each tensor of state. */
type Facts = Readonly<Record<string, readonly number[]>>;

function factsOf([name, args, input]: Call): Facts | undefined {
  const make = (nn as Readonly<Record<string, unknown>>)[name] as (
    ...args: readonly unknown[]
  ) => (input: unknown) => AnyLayer;
  try {
    const layer = make(...args)(input);
    const { params, state } = layer.init(random.key(0));
    const leaves = [params, state].flatMap((t) => tree.entries(t as Tree));
    return { output: layer.output, ...Object.fromEntries(leaves.map(([path, leaf]) => [path, leaf.shape])) };
  } catch (error) {
    if (error instanceof Error && error.name === 'CotangentError') return undefined;
    throw error;
  }
}

const generated = fileURLToPath(new URL('generated.ts', import.meta.url));

/** What the compiler says of all calls: facts, or `undefined` where it refuses one. */
function inferred(all: readonly Call[]): readonly (Facts | undefined)[] {
  const lines = all.map(([name, args, input], n) => {
    const list = args.map((arg) => JSON.stringify(arg).replaceAll('"', "'")).join(', ');
    return `export const l${n} = nn.${name}(${list})(${JSON.stringify(input)});`;
  });
  const text = `import * as nn from '../src/index.ts';\n${lines.join('\n')}\n`;
  const base = fileURLToPath(new URL('../../../', import.meta.url));
  const { options } = ts.parseJsonConfigFileContent({ extends: './tsconfig.base.json' }, ts.sys, base);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([generated], options, {
    ...host,
    fileExists: (file) => file === generated || host.fileExists(file),
    getSourceFile: (file, version) =>
      file === generated ? ts.createSourceFile(file, text, version, true) : host.getSourceFile(file, version),
  });
  const source = program.getSourceFile(generated)!;
  const checker = program.getTypeChecker();
  const refused = new Set(
    program
      .getSemanticDiagnostics(source)
      .map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line - 1),
  );
  const found = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return all.map((_, n) => {
    const symbol = found.find(({ name }) => name === `l${n}`)!;
    return refused.has(n) ? undefined : read(checker, checker.getTypeOfSymbol(symbol));
  });
}

function read(checker: ts.TypeChecker, layer: ts.Type): Facts {
  const [, output, params, state] = checker.getTypeArguments(layer as ts.TypeReference);
  return Object.fromEntries([
    ['output', sizes(checker, output)],
    ...leavesOf(checker, params, ''),
    ...leavesOf(checker, state, ''),
  ]);
}

function leavesOf(checker: ts.TypeChecker, type: ts.Type, path: string): [string, readonly number[]][] {
  if (type.symbol?.name === 'Tensor') {
    return [[path, sizes(checker, checker.getTypeArguments(type as ts.TypeReference)[0])]];
  }
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const inner = path === '' ? property.name : `${path}.${property.name}`;
    return leavesOf(checker, checker.getTypeOfSymbol(property), inner);
  });
}

/** The sizes of a shape; NaN for what is no literal. */
function sizes(checker: ts.TypeChecker, type: ts.Type): readonly number[] {
  if (!checker.isTupleType(type)) return [NaN];
  return checker
    .getTypeArguments(type as ts.TypeReference)
    .map((dim) => (dim.isNumberLiteral() ? dim.value : NaN));
}

test(`types and values agree on ${cases} layers`, { timeout: 60_000 + 60 * cases }, () => {
  const all = fc.sample(calls, { numRuns: cases, seed });
  const types = inferred(all);
  const values = all.map(factsOf);
  const sorted = (facts: Facts | undefined): unknown => facts && Object.entries(facts).toSorted();
  const wrong = all.flatMap((call, n) =>
    JSON.stringify(sorted(types[n])) === JSON.stringify(sorted(values[n]))
      ? []
      : [{ call: JSON.stringify(call), types: JSON.stringify(types[n]), values: JSON.stringify(values[n]) }],
  );
  expect(wrong.slice(0, 5), `${wrong.length} of ${cases} disagree`).toEqual([]);
  const refused = values.filter((facts) => facts === undefined).length / cases;
  expect(refused, 'the part of calls that do not fit').toBeGreaterThan(0.1);
  expect(refused, 'the part of calls that do not fit').toBeLessThan(0.6);
});
