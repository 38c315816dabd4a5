// Every op, with every argument replaced by what untyped JavaScript might pass: it works or says what is wrong.
import * as cotangent from '@cotangent/tensor';
import { CotangentError, isTensor, ones, tensor, windows, zeros, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const x = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const v = tensor([1, 2, 3]);
const mask = tensor([
  [true, false, true],
  [false, false, true],
]);
const positions = tensor([0, 2, 1], 'int32');
const column = tensor([[0], [1]], 'int32');

/** What may be passed by mistake, by the name that failures show. */
const values = {
  undefined: undefined,
  null: null,
  text: 'text',
  object: {},
  'empty list': [],
  list: [1, 2],
  'nested list': [[1]],
  'list of texts': ['text'],
  'list of symbols': [Symbol('s')],
  NaN: Number.NaN,
  fraction: 0.5,
  negative: -7,
  huge: 1e10,
  Infinity: Infinity,
  true: true,
  function: () => 1,
  symbol: Symbol('s'),
  bigint: 3n,
  'float tensor': x,
  'bool tensor': mask,
  'int32 scalar': tensor(1, 'int32'),
  'typed array': new Float32Array([1, 2]),
  lookalike: { shape: [2, 3], dtype: 'float32', size: 6, rank: 2 },
  'half a lookalike': { shape: null, dtype: 1 },
};
type Name = keyof typeof values;
const names = Object.keys(values) as Name[];

/** What each kind of argument may take among those; everything else must be refused. */
const tensors: readonly Name[] = ['float tensor', 'bool tensor', 'int32 scalar'];
const numbers: readonly Name[] = ['NaN', 'fraction', 'negative', 'huge', 'Infinity'];
const lists: readonly Name[] = ['empty list', 'list'];
const omitted: readonly Name[] = ['undefined', 'null'];
const kinds = {
  anything: names,
  tensor: tensors,
  operand: [...tensors, ...numbers, 'true'],
  axes: [...omitted, 'empty list'],
  axis: omitted,
  someAxis: [],
  someAxes: ['empty list'],
  newAxes: lists,
  shape: lists,
  dtype: omitted,
  value: [...numbers, 'true'],
  weight: [...numbers, ...omitted, ...tensors, 'true'],
  flag: names.filter((name) => name !== 'symbol'),
  options: ['undefined', 'object'],
  required: [],
  count: ['huge', 'true'],
  shift: ['huge', 'negative'],
  optionalCount: [...omitted, 'negative', 'huge'],
  numberOrOmitted: [...numbers, ...omitted],
  literal: ['empty list', 'list', 'nested list', ...numbers, 'true'],
  indices: [...lists, ...omitted],
  perAxis: ['undefined', 'huge'],
  function: ['function', 'undefined'],
} as const satisfies Record<string, readonly Name[]>;
type Kind = keyof typeof kinds;
const takes = (kind: Kind, name: Name): boolean => kinds[kind].some((taken) => taken === name);

/** A call that works, and the kind of each argument; of options, the kinds by name. */
type Row = readonly [args: readonly unknown[], ...kinds: (Kind | Readonly<Record<string, Kind>>)[]];

const same = (ops: string, ...row: Row): Record<string, Row> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, row]));

const keepDims = { keepDims: 'flag' } as const;
const spread = { axes: [1], size: 2, stride: 1, dilation: 1 } as const;

const rows: Readonly<Record<string, Row>> = {
  ...same('isTensor', [x], 'anything'),
  ...same('exp expm1 log log10 log1p log2 exp2 sqrt rsqrt reciprocal', [x], 'operand'),
  ...same('sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf sigmoid softplus', [x], 'operand'),
  ...same('abs sign ceil floor round neg square isNaN isFinite', [x], 'operand'),
  ...same('relu silu selu mish hardSigmoid logSigmoid', [x], 'operand'),
  ...same('elu leakyRelu', [x, 0.1], 'operand', 'weight'),
  gelu: [[x, { approximate: 'tanh' }], 'operand', { approximate: 'dtype' }],
  ...same('add sub mul div rem pow atan2 maximum minimum', [x, v], 'operand', 'operand'),
  ...same('equal notEqual less lessEqual greater greaterEqual', [x, v], 'operand', 'operand'),
  ...same('logicalAnd logicalOr logicalXor', [mask, mask], 'tensor', 'tensor'),
  logicalNot: [[mask], 'tensor'],
  where: [[mask, x, v], 'tensor', 'operand', 'operand'],
  allClose: [
    [x, x, { relative: 1e-5, absolute: 1e-8, equalNaN: true }],
    'operand',
    'operand',
    { relative: 'weight', absolute: 'weight', equalNaN: 'flag' },
  ],
  lerp: [[x, v, 0.5], 'operand', 'operand', 'operand'],
  clamp: [[x, 0, 1], 'operand', 'value', 'value'],
  cast: [[x, 'int32'], 'operand', 'required'],
  withShape: [[x, [2, 3]], 'tensor', 'required'],
  tensor: [[[1, 2], 'float32'], 'literal', 'dtype'],
  fromTypedArray: [[new Float32Array(6), [2, 3], 'float32'], 'required', 'required', 'dtype'],
  full: [[[2, 3], 1, 'float32'], 'shape', 'value', 'dtype'],
  ...same('zeros ones', [[2, 3], 'float32'], 'shape', 'dtype'),
  fullLike: [[x, 1], 'tensor', 'value'],
  ...same('zerosLike onesLike stopGradient', [x], 'tensor'),
  arange: [[0, 3, 1, 'float32'], 'value', 'numberOrOmitted', 'numberOrOmitted', 'dtype'],
  linspace: [[0, 1, 3, 'float32'], 'value', 'value', 'required', 'dtype'],
  eye: [[2, 3, 'float32'], 'required', 'axis', 'dtype'],
  oneHot: [[positions, 3, 'float32'], 'tensor', 'required', 'dtype'],
  ...same(
    'sum prod mean max min argmax argmin norm logSumExp',
    [x, [0], { keepDims: true }],
    'tensor',
    'axes',
    keepDims,
  ),
  ...same('any all', [mask, [0], { keepDims: true }], 'tensor', 'axes', keepDims),
  ...same('variance standardDeviation', [x, [0], { keepDims: true, correction: 1 }], 'tensor', 'axes', {
    keepDims: 'flag',
    correction: 'numberOrOmitted',
  }),
  ...same('softmax logSoftmax', [x, -1], 'tensor', 'axes'),
  ...same('cumsum cumprod', [x, 0], 'tensor', 'someAxis'),
  ...same('sort argsort', [x, 0, { descending: true }], 'tensor', 'axis', { descending: 'flag' }),
  topK: [[x, 2, -1], 'tensor', 'required', 'axis'],
  reshape: [[x, [3, 2]], 'tensor', 'required'],
  expandDims: [[x, [0]], 'tensor', 'newAxes'],
  squeeze: [[ones([1, 3]), [0]], 'tensor', 'axes'],
  permute: [[x, [1, 0]], 'tensor', 'required'],
  transpose: [[x], 'tensor'],
  flip: [[x, [0]], 'tensor', 'axes'],
  broadcastTo: [[v, [2, 3]], 'tensor', 'required'],
  slice: [[x, [0], [2], [1]], 'tensor', 'indices', 'indices', 'indices'],
  pad: [
    [
      x,
      [
        [1, 1],
        [0, 2],
      ],
      0,
    ],
    'tensor',
    'required',
    'weight',
  ],
  ...same('concat stack', [[x, x], 0], 'required', 'axis'),
  split: [[x, [1, 1], 0], 'tensor', 'required', 'axis'],
  tile: [[x, [1, 2]], 'tensor', 'shape'],
  roll: [[x, 1, 0], 'tensor', 'shift', 'axis'],
  ...same('diagonal tril triu', [x, 0], 'tensor', 'optionalCount'),
  windows: [
    [x, spread],
    'tensor',
    { axes: 'someAxes', size: 'required', stride: 'perAxis', dilation: 'perAxis' },
  ],
  fold: [
    [windows(x, { axes: [1], size: 2 }), { ...spread, sizes: [3] }],
    'tensor',
    { axes: 'required', size: 'required', stride: 'perAxis', dilation: 'perAxis', sizes: 'required' },
  ],
  take: [[x, positions, 1], 'tensor', 'tensor', 'axis'],
  gather: [[x, column, 1], 'tensor', 'tensor', 'axis'],
  scatterAdd: [[x, column, ones([2, 1]), 1], 'tensor', 'tensor', 'tensor', 'axis'],
  updateAt: [[x, tensor([1], 'int32'), zeros([1, 3]), 0], 'tensor', 'tensor', 'tensor', 'axis'],
  updateSlice: [[x, [0, 0], zeros([1, 1])], 'tensor', 'shape', 'tensor'],
  ...same('dot outer', [v, v], 'tensor', 'tensor'),
  matmul: [[x, zeros([3, 2])], 'tensor', 'tensor'],
  einsum: [['ij,j->i', x, v], 'required', 'tensor', 'tensor'],
};
/** Those that only pass on what they are given. */
const others = ['CotangentError', 'pipe', 'cond', 'scan', 'whileLoop'];

const call = (op: string, args: readonly unknown[]): unknown =>
  Reflect.apply(Reflect.get(cotangent, op), undefined, args);

/** What becomes of a call: nothing to complain about, or what is wrong with its outcome. */
function judge(op: string, args: readonly unknown[], mayPass: boolean): string | undefined {
  try {
    const result = call(op, args);
    return mayPass ? undefined : `returned ${isTensor(result) ? brief(result) : String(result)}`;
  } catch (error) {
    if (!(error instanceof CotangentError)) return `threw ${String(error).split('\n')[0]}`;
    const { op: said, argument, expected, received, message } = error;
    if (said !== op) return `threw for '${said}'`;
    if (argument === '' || expected === '' || received === '')
      return `threw without naming the mistake: ${message}`;
    return undefined;
  }
}

function brief(result: Tensor): string {
  return result.size < 10
    ? result.toString().replaceAll(/\s+/g, ' ')
    : `${result.dtype}[${result.shape.join(', ')}]`;
}

/** All outcomes that are wrong, one line for each, with the values that lead to it. */
function problems(op: string, [args, ...expected]: Row): string[] {
  const found = new Map<string, string[]>();
  const attempt = (label: string, given: readonly unknown[], mayPass: boolean): void => {
    const problem = judge(op, given, mayPass);
    if (problem !== undefined) found.set(problem, [...(found.get(problem) ?? []), label]);
  };
  expected.forEach((kind, place) => {
    const replace = (value: unknown): unknown[] => args.map((arg, k) => (k === place ? value : arg));
    for (const name of names) {
      const own = typeof kind === 'string' ? kind : 'options';
      attempt(`argument ${place} = ${name}`, replace(values[name]), takes(own, name));
      if (typeof kind === 'string') continue;
      for (const [option, one] of Object.entries(kind)) {
        const options = { ...(args[place] as object), [option]: values[name] };
        attempt(`${option} = ${name}`, replace(options), takes(one, name));
      }
    }
  });
  args.forEach((_, count) => {
    const optional = expected
      .slice(count)
      .every((kind) => typeof kind !== 'string' || takes(kind, 'undefined'));
    attempt(`${count} arguments`, args.slice(0, count), optional);
  });
  return [...found].map(([problem, labels]) => `${problem}: ${labels.join(', ')}`);
}

test('every exported op has a row here', () => {
  const exported = Object.entries(cotangent).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : [],
  );
  expect(exported.filter((name) => !(name in rows) && !others.includes(name))).toEqual([]);
  expect(Object.keys(rows).filter((name) => !exported.includes(name))).toEqual([]);
});

describe('an op that is given', () => {
  test.each(Object.entries(rows))('what %s is meant to take works', (op, [args]) => {
    expect(() => call(op, args)).not.toThrow();
  });

  test.each(Object.entries(rows))('what %s cannot take says so as a CotangentError of its own', (op, row) => {
    expect(problems(op, row)).toEqual([]);
  });
});
