// `debug`: what agrees passes, loops and donation included; what does not is named, with its line, its place and both
// numbers.
import { grad } from '@cotangent/autograd';
import { add, exp, matmul, mul, random, scan, sin, sub, sum, type Tensor } from '@cotangent/tensor';
import type { DenseTensor } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denseOf, numbersOf } from '../src/debug/numbers.ts';
import { compareSideBySide, watched } from '../src/debug/sideBySide.ts';
import { evaluate } from '../src/graph/evaluate.ts';
import { record } from '../src/graph/record.ts';
import { jit } from '../src/index.ts';
import { subjects } from './differential/subject.ts';

test('programs that agree run as they do without it', () => {
  for (const subject of fc.sample(subjects, { numRuns: 30, seed: 5 })) {
    const { f } = subject;
    const inputs = [...subject.inputs];
    expect(jit(f, { debug: true })(...inputs).map(String)).toEqual(jit(f)(...inputs).map(String));
  }
});

test('so do loops, and arguments that are donated', () => {
  const w = random.normal(random.key(0), [8, 8]);
  const f = (v: typeof w): Tensor<[]> =>
    sum(scan((h: Tensor<[8]>) => [sin(matmul(v, h)), h] as const, sum(v, 0), null, { length: 5 })[0]);
  const step = (v: typeof w): typeof w => sub(v, mul(0.1, grad(f)(v)));
  const [slow, fast] = [jit(step, { debug: true, donate: [0] }), jit(step, { donate: [0] })];
  let [a, b] = [mul(w, 1), mul(w, 1)];
  for (let k = 0; k < 3; k++) [a, b] = [slow(a), fast(b)];
  expect(a.toArray()).toEqual(b.toArray());
});

const x = denseOf([0, 1, 2, 3, 4, 5], 'float32', [2, 3]);
const f = (y: Tensor): readonly Tensor[] => {
  const z = add(y, 1);
  const e = exp(z); // the line that is named
  return [mul(e, y) as Tensor];
};

/** Compares a program that gives `change` of what is right for every call, and `outputs` of it. */
function compare(change: (values: Float64Array, k: number) => Float64Array, results?: DenseTensor[]): void {
  const graph = record([{ shape: [2, 3], dtype: 'float32' }], ([y]) => f(y));
  const watch = (inputs: readonly DenseTensor[]): readonly DenseTensor[] =>
    evaluate(watched(graph), inputs).map((y, k) => denseOf(change(numbersOf(y), k), 'float32', [2, 3]));
  compareSideBySide({ name: 'f', traced: graph, graph, watch }, [x], results ?? evaluate(graph, [x]));
}

test('the first call that differs is named', () => {
  expect(() => compare((values) => values)).not.toThrow();
  expect(() => compare((values) => values.map((v) => v * (1 + 2 ** -23)))).toThrow('f: the compiled program');
  const wrong = (values: Float64Array, k: number): Float64Array => {
    if (k > 1) values[4] *= 1.001;
    return values;
  };
  expect(() => compare(wrong)).toThrow(
    /^f: the compiled program and the eager interpreter differ\.\n {2}call: exp {3}called at .*debug\.test\.ts:\d+:\d+\n {2}input 0: float32\[2, 3\]\n {2}result: float32\[2, 3\]\n {2}index: \[1, 1\]\n {2}compiled: 148\.56\d+\n {2}eager: 148\.41\d+\nExpected a difference of at most \S+\. /,
  );
});

test('outputs are compared even where all calls agree', () => {
  const results = [denseOf([0, 0, 0, 0, 0, 0], 'float32', [2, 3])];
  expect(() => compare((values) => values, results)).toThrow(
    'output: 0, whose calls agree one by one: what the passes or the loops make of them does not',
  );
});
