import {
  add,
  cast,
  div,
  exp,
  full,
  greater,
  log,
  logSoftmax,
  max,
  mul,
  norm,
  pad,
  sqrt,
  square,
  sub,
  sum,
  tensor,
  where,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkpoint, customVjp, explainNonFinite, grad } from './index.ts';

/** The file and line of the caller, a number of lines further down. */
function here(further = 0): string {
  const frame = (new Error('here').stack ?? '')
    .split('\n')
    .find((line) => /explain\.test/.test(line) && !line.includes('here'));
  const [, line] = /explain\.test\.ts:(\d+)/.exec(frame ?? '') ?? [];
  return `explain.test.ts:${Number(line) + further}`;
}
/** A message without the path of the file. */
const withoutPath = (message: string | undefined): string | undefined =>
  message?.replace(/at .*[\\/]([^\\/]+):\d+:\d+/, 'at $1');

describe('explainNonFinite', () => {
  it('finds nothing where all is finite', () => {
    expect(explainNonFinite((x: Tensor<[2]>) => sum(logSoftmax(x)), tensor([1e4, -1e4]))).toBeNull();
    expect(explainNonFinite((x: Tensor<[2]>) => sum(norm(x)), tensor([0, 0]))).toBeNull();
    expect(explainNonFinite((x: Tensor<[2]>) => greater(x, 0), tensor([0, 0]))).toBeNull();
  });

  it('names the call in the forward pass, with its inputs, the index and the line', () => {
    const f = (x: Tensor<[2, 2]>): Tensor<[]> => {
      const shifted = sub(x, 1);
      const logs = log(shifted);
      return sum(logs);
    };
    const line = here(-3);
    const found = explainNonFinite(
      f,
      tensor([
        [2, 3],
        [1, 4],
      ]),
    );
    expect(found).toMatchObject({
      primitive: 'log',
      pass: 'forward',
      derivativeOf: undefined,
      inputs: ['float32[2, 2]   0 there'],
      index: [1, 0],
      value: -Infinity,
    });
    expect(found?.line).toContain(`${line}:`);
    expect(withoutPath(found?.message)).toMatchInlineSnapshot(`
      "log made -Infinity at [1, 0], in the forward pass.
        input 0: float32[2, 2]   0 there
        at explain.test.ts"
    `);
  });

  it('names the call in the backward pass, and the line whose derivative it belongs to', () => {
    const f = (x: Tensor<[3]>): Tensor<[]> => sum(sqrt(x));
    const line = here(-1);
    const found = explainNonFinite(f, tensor([4, 0, 1]));
    expect(found).toMatchObject({
      primitive: 'div',
      pass: 'backward',
      derivativeOf: 'sqrt',
      index: [1],
      value: Infinity,
    });
    expect(found?.line).toContain(`${line}:`);
    expect(withoutPath(found?.message)).toMatchInlineSnapshot(`
      "div made Infinity at [1], in the backward pass, in the derivative of sqrt.
        input 0: float32[3]   1 there
        input 1: float32[3]   0 there
        at explain.test.ts"
    `);
  });

  it('explains the trap of where: the branch that is not taken', () => {
    const x = tensor([1, 0, -1]);
    const trapped = (y: Tensor<[3]>): Tensor<[]> => sum(where(greater(y, 0), sqrt(y), 0));
    expect(grad(trapped)(x).toArray()).toEqual([0.5, NaN, NaN]);
    expect(explainNonFinite(trapped, x)).toMatchObject({
      primitive: 'sqrt',
      pass: 'forward',
      index: [2],
      value: NaN,
    });
    // Finite forward: 0 · Infinity in the backward pass only.
    const quiet = tensor([1, 0, 4]);
    expect(grad(trapped)(quiet).toArray()).toEqual([0.5, NaN, 0.25]);
    expect(explainNonFinite(trapped, quiet)).toMatchObject({
      pass: 'backward',
      derivativeOf: 'sqrt',
      index: [1],
      value: NaN,
    });
    const mended = (y: Tensor<[3]>): Tensor<[]> => {
      const ok = greater(y, 0);
      return sum(where(ok, sqrt(where(ok, y, 1)), 0));
    };
    expect(explainNonFinite(mended, x)).toBeNull();
    expect(grad(mended)(x).toArray()).toEqual([0.5, 0, 0]);
  });

  it('finds 0 · Infinity in the backward pass', () => {
    // d/dx (√x)² = 2√x · 1/(2√x): 0 · Infinity at 0, though the function is just x.
    const found = explainNonFinite((x: Tensor<[]>) => square(sqrt(x)), tensor(0));
    expect(found).toMatchObject({ pass: 'backward', derivativeOf: 'sqrt', value: NaN, index: [] });
  });

  it('finds overflow, and what is beyond float32 only', () => {
    expect(explainNonFinite((x: Tensor<[2]>) => exp(x), tensor([0, 100]))).toMatchObject({
      primitive: 'exp',
      index: [1],
      value: Infinity,
    });
    expect(explainNonFinite((x: Tensor<[2], 'float64'>) => exp(x), tensor([0, 100], 'float64'))).toBeNull();
    const narrowed = explainNonFinite(
      (x: Tensor<[], 'float64'>) => cast(x, 'float32'),
      tensor(1e300, 'float64'),
    );
    expect(narrowed).toMatchObject({ primitive: 'cast', value: Infinity });
  });

  it('does not blame infinities that are written down, but what makes NaN of them', () => {
    const masked = (x: Tensor<[2]>): Tensor<[]> => max(where(tensor([true, false]), x, -Infinity));
    expect(explainNonFinite(masked, tensor([1, 2]))).toBeNull();
    expect(explainNonFinite((x: Tensor<[2]>) => max(pad(x, [[1, 1]], -Infinity)), tensor([1, 2]))).toBeNull();
    const wrong = (x: Tensor<[2]>): Tensor<[]> => sum(mul(sub(x, x), full([2], Infinity)));
    expect(explainNonFinite(wrong, tensor([1, 2]))).toMatchObject({
      primitive: 'mul',
      value: NaN,
      index: [0],
    });
  });

  it('points at arguments that are not finite to begin with', () => {
    const found = explainNonFinite((p: { w: Tensor<[2]>[] }) => sum(p.w[0]), { w: [tensor([0, NaN])] });
    expect(found).toMatchObject({ primitive: 'argument 0.w[0]', pass: 'input', index: [1], value: NaN });
    expect(found?.message).toMatchInlineSnapshot(`"argument 0.w[0] holds NaN at [1]."`);
  });

  it('reports the first of several, over several arguments and outputs', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>) => ({ a: div(1, x), b: [log(y), greater(x, y)] as const });
    expect(explainNonFinite(f, tensor(0), tensor(0))).toMatchObject({ primitive: 'div', pass: 'forward' });
    expect(explainNonFinite(f, tensor(1), tensor(0))).toMatchObject({ primitive: 'log' });
  });

  it('works inside of another derivative', () => {
    const f = (w: Tensor<[]>): Tensor<[]> => {
      const found = explainNonFinite((x: Tensor<[]>) => log(mul(x, w)), tensor(0));
      expect(found).toMatchObject({ primitive: 'log', pass: 'forward' });
      expect(explainNonFinite((x: Tensor<[]>) => exp(mul(x, w)), w)).toBeNull();
      return mul(w, w);
    };
    expect(grad(f)(3).item()).toBe(6);
    expect(
      explainNonFinite((x: Tensor<[]>) => grad((y: Tensor<[]>) => mul(x, sqrt(y)))(sub(x, x)), tensor(1)),
    ).toMatchObject({
      primitive: 'div',
      value: Infinity,
    });
  });

  it('looks into custom rules', () => {
    const f = customVjp(
      (x: Tensor<[]>) => [x, x],
      (x, g) => [div(g, sub(x, 1))],
    );
    const wrap = (x: Tensor<[]>): Tensor<[]> => add(f(x), 1);
    const line = here(-1);
    const found = explainNonFinite(wrap, tensor(1));
    expect(found).toMatchObject({ primitive: 'div', pass: 'backward', derivativeOf: 'customVjp' });
    expect(found?.line).toContain(`${line}:`);
  });

  it('tells what is made from what was infinite on purpose beside it', () => {
    const scores = (x: Tensor<[3]>): Tensor<[3]> => add(x, tensor([0, 0, -Infinity]));
    expect(explainNonFinite((x) => exp(scores(x)), tensor([1, 2, 3]))).toBeNull();
    expect(explainNonFinite((x) => exp(scores(x)), tensor([1, 1000, 3]))).toMatchObject({
      primitive: 'exp',
      index: [1],
      value: Infinity,
    });
    const gaps = tensor([NaN, 0, 0]);
    expect(explainNonFinite((x: Tensor<[3]>) => log(add(x, gaps)), tensor([1, 1, -1]))).toMatchObject({
      primitive: 'log',
      index: [2],
      value: NaN,
    });
  });

  it('looks into what checkpoint runs again', () => {
    const block = (x: Tensor<[2]>): Tensor<[2]> => sqrt(x);
    const line = here(-1);
    const found = explainNonFinite((x: Tensor<[2]>) => sum(checkpoint(block)(x)), tensor([1, 0]));
    expect(found).toMatchObject({ pass: 'backward', derivativeOf: 'sqrt', index: [1] });
    expect(found?.line).toContain(`${line}:`);
  });

  it('refuses arguments without gradients', () => {
    const f = (x: Tensor<[], 'int32'>): Tensor<[], 'int32'> => x;
    expect(() => explainNonFinite(f, tensor(1, 'int32'))).toThrow(
      'explainNonFinite: only floats have gradients.',
    );
  });
});
