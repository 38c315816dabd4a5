// What is wrong in float32 only, and what float32 does by right.
import * as t from '@cotangent/tensor';
import { random, tensor, type Tensor } from '@cotangent/tensor';
import { bindOne, from, primitives, type Params, type Primitive, type Rule } from '@cotangent/tensor/extend';
import { describe, expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';
import { GradientCheckError } from './error.ts';

const isNarrow = (x: Tensor): boolean => x.dtype === 'float32';
const draw = (shape: readonly number[], seed = 1): Tensor => random.normal(random.key(seed), shape) as Tensor;

/** A primitive of the library with another rule. */
function wrong(name: string, rule: Rule, params: Params = {}): (...inputs: Tensor[]) => Tensor {
  const right = primitives.find((p) => p.name === name) as Primitive;
  return (...inputs) => bindOne({ ...right, rule }, inputs, params);
}
const slope = (of: (x: Tensor) => unknown): Rule => ({
  kind: 'elementwise',
  derivatives: [from([0], (g, x) => t.mul(g, of(x) as Tensor) as Tensor)],
});

function failure(f: (...args: Tensor[]) => unknown, args: Tensor[], options = {}): GradientCheckError {
  try {
    checkGradients(f, args, options);
  } catch (error) {
    if (error instanceof GradientCheckError) return error;
    throw error;
  }
  throw new Error('nothing was found');
}

describe('what is wrong in float32 only is found', () => {
  const cases: [string, (...xs: Tensor[]) => unknown, Tensor[]][] = [
    [
      'the sign',
      wrong(
        'sin',
        slope((x) => (isNarrow(x) ? t.neg(t.cos(x)) : t.cos(x))),
      ),
      [draw([3])],
    ],
    [
      'a factor of 1 + 1e-4',
      wrong(
        'sin',
        slope((x) => t.mul(isNarrow(x) ? 1 + 1e-4 : 1, t.cos(x))),
      ),
      [draw([3])],
    ],
    [
      'another op in its place',
      (x) =>
        isNarrow(x)
          ? wrong(
              'sin',
              slope(() => 1),
            )(x)
          : t.sin(x),
      [draw([2, 2])],
    ],
    [
      'a transposed operand',
      wrong(
        'contract',
        {
          kind: 'bilinear',
          adjoints: [
            (g, b) => t.matmul(g, isNarrow(b) ? b : t.transpose(b)) as Tensor,
            (g, a) => t.matmul(t.transpose(a), g) as Tensor,
          ],
        },
        { x: 'ij', y: 'jk', out: 'ik' },
      ),
      [draw([3, 3]), draw([3, 3], 2)],
    ],
    [
      'an overflow on the way back',
      wrong(
        'sigmoid',
        slope((x) => t.div(t.exp(x), t.square(t.add(1, t.exp(x))))),
      ),
      [tensor([60, 1])],
    ],
    [
      'a function that is another one there, with a wrong rule',
      (x) =>
        isNarrow(x)
          ? wrong(
              'cos',
              slope((y) => t.sin(y)),
            )(x)
          : t.sin(x),
      [draw([3])],
    ],
  ];
  it.each(cases)('%s', (_, f, args) => {
    const widened = args.map((x) => t.cast(x, 'float64') as Tensor);
    if (!String(_).startsWith('an overflow')) checkGradients(f, widened);
    expect(failure(f, args, { order: 1 }).failure).toMatch(/float32|mismatch/);
  });

  it('names the element, in both dtypes', () => {
    const mask = t.equal(t.arange(6), 4);
    const f = wrong(
      'sin',
      slope((x) => t.mul(t.cos(x), isNarrow(x) ? t.where(mask, 2, 1) : 1)),
    );
    const found = failure(f, [draw([6])], { names: ['x'] });
    expect(found).toMatchObject({
      failure: 'float32',
      order: 1,
      argument: 'x',
      index: [4],
      outputIndex: [4],
    });
    expect((found.analytic as number) / (found.numeric as number)).toBeCloseTo(2, 5);
    expect(found.message).toMatch(/float32: .*\n {2}float64: .*\n {2}tolerance: .*what float32 rounds/);
  });

  it('at second order', () => {
    const f = wrong(
      'sin',
      slope((x) => (isNarrow(x) ? t.stopGradient(t.cos(x)) : t.cos(x))),
    );
    checkGradients(f, [draw([3])], { order: 1 });
    expect(failure(f, [draw([3])])).toMatchObject({ failure: 'float32', order: 2 });
  });

  it('rules that change the dtype', () => {
    const f = wrong(
      'sin',
      slope((x) => t.cast(t.cos(x), 'float64')),
    );
    expect(() => checkGradients(f, [draw([3])])).toThrow(/float64\[3\]/);
  });
});

describe('what float32 does by right', () => {
  const correct: [string, (...xs: Tensor[]) => unknown, Tensor[]][] = [
    ['cancellation', (x) => t.sub(t.square(t.add(x, 1e3)), t.square(x)), [tensor([0.1, 0.7])]],
    ['a constant that cancels', (x) => t.log(t.add(t.sub(x, 0.1), 1e-7)), [tensor([0.1, 0.7])]],
    ['underflow', (x) => t.mul(t.exp(t.mul(x, -100)), 1e30), [tensor([1, 0.9, 1.03])]],
    ['another epsilon', (x) => t.log(t.add(t.square(x), isNarrow(x) ? 1e-5 : 1e-12)), [tensor([1e-3, 1])]],
    ['another function', (x) => (isNarrow(x) ? t.mul(x, 2) : t.sin(x)), [tensor([0.5, 1])]],
    ['a mask that rounding turns', (x) => t.where(t.greater(t.mul(x, 10), 1), t.sin(x), 0), [tensor([0.1])]],
    ['a floor that rounding turns', (x) => t.mul(x, t.floor(t.mul(x, 10))), [tensor([0.3, 0.7])]],
    ['values out of its range', (x) => t.exp(x), [tensor([100, 1])]],
    ['long sums', (x) => t.sum(t.mul(x, t.flip(x, 0))), [draw([300])]],
    ['ill-conditioned sums', (x) => t.sum(t.concat([x, tensor([1e6, -1e6])], 0)), [draw([3])]],
  ];
  it.each(correct)('%s', (_, f, args) => {
    checkGradients(f, args);
  });

  it('functions that refuse float64', () => {
    const only = (x: Tensor): unknown => {
      if (!isNarrow(x)) throw new Error('float32 only');
      return t.sin(x);
    };
    expect(checkGradients(only, [draw([3])]).comparisons).toBeGreaterThan(0);
    const bad = (x: Tensor): unknown => {
      if (!isNarrow(x)) throw new Error('float32 only');
      return wrong('sin', slope(t.sin))(x);
    };
    expect(failure(bad, [draw([3])]).failure).toBe('mismatch');
  });
});
