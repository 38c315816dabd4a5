import { customVjp } from '@cotangent/autograd';
import * as t from '@cotangent/tensor';
import { random, type Tensor } from '@cotangent/tensor';
import { bindOne, from, primitives, type Params, type Primitive, type Rule } from '@cotangent/tensor/extend';
import { describe, expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';
import { GradientCheckError } from './error.ts';

const draw = (shape: readonly number[], seed = 1): Tensor =>
  random.normal(random.key(seed), shape, { dtype: 'float64' }) as Tensor;

/** A primitive of the library with another rule. */
function wrong(name: string, rule: Rule, params: Params = {}): (...inputs: Tensor[]) => Tensor {
  const right = primitives.find((p) => p.name === name) as Primitive;
  return (...inputs) => bindOne({ ...right, rule }, inputs, params);
}
const elementwise = (...of: ((g: Tensor, ...inputs: Tensor[]) => unknown)[]): Rule => ({
  kind: 'elementwise',
  derivatives: of.map((f) => from([...of.keys()], f as never)),
});
const failure = (f: (...args: Tensor[]) => unknown, args: Tensor[], options = {}): GradientCheckError => {
  try {
    checkGradients(f, args, options);
  } catch (error) {
    if (error instanceof GradientCheckError) return error;
    throw error;
  }
  throw new Error('nothing was found');
};

describe('wrong rules are found', () => {
  const x = draw([2, 3]);
  const square = draw([3, 3]);
  const cases: [string, (...args: Tensor[]) => unknown, Tensor[]][] = [
    [
      'sign',
      wrong(
        'sin',
        elementwise((g, y) => t.neg(t.mul(g, t.cos(y)))),
      ),
      [x],
    ],
    [
      'missing factor',
      wrong(
        'erf',
        elementwise((g, y) => t.mul(g, t.exp(t.neg(t.square(y))))),
      ),
      [x],
    ],
    [
      'a factor of 1 + 1e-6',
      wrong(
        'tanh',
        elementwise((g, y) => t.mul(g, t.sub(1 + 1e-6, t.square(t.tanh(y))))),
      ),
      [x],
    ],
    [
      'missing input',
      wrong(
        'div',
        elementwise(
          (g, _, y) => t.div(g, y),
          (g, a) => t.neg(t.mul(g, a)),
        ),
      ),
      [x, draw([2, 3], 2)],
    ],
    [
      'wrong axis',
      wrong(
        'sum',
        {
          kind: 'linear',
          adjoint: ([g], { inputs: [a] }) => [t.broadcastTo(t.expandDims(g, 1), a.shape as [3, 3]) as Tensor],
        },
        { axes: [0] },
      ),
      [square],
    ],
    [
      'missing broadcast sum',
      wrong(
        'broadcastTo',
        { kind: 'linear', adjoint: ([g]) => [t.slice(g, [0], [1]) as Tensor] },
        { shape: [4] },
      ),
      [draw([1])],
    ],
    [
      'transposed operand',
      wrong(
        'contract',
        {
          kind: 'bilinear',
          adjoints: [(g, b) => t.matmul(g, b), (g, a) => t.matmul(t.transpose(a), g)],
        },
        { x: 'ij', y: 'jk', out: 'ik' },
      ),
      [square, draw([3, 3], 2)],
    ],
    [
      'an error that cancels in sums',
      wrong('flip', { kind: 'linear', adjoint: ([g]) => [g] }, { axes: [0] }),
      [x],
    ],
    [
      'an error whose sum is 0',
      wrong(
        'exp',
        elementwise((g, y) => t.add(t.mul(g, t.exp(y)), t.sub(g, t.mean(g)))),
      ),
      [x],
    ],
    [
      'only for negative inputs',
      wrong(
        'cosh',
        elementwise((g, y) => t.mul(g, t.sinh(t.abs(y)))),
      ),
      [x],
    ],
    [
      'a derivative forgotten',
      wrong(
        'floor',
        elementwise((g) => g),
      ),
      [x],
    ],
    ['nothing where something is', wrong('atan', { kind: 'none' }), [x]],
    [
      'abs outside its slopes at 0',
      wrong(
        'abs',
        elementwise((g, y) => t.mul(g, t.where(t.equal(y, 0), 2, t.sign(y)))),
      ),
      [t.tensor([0, 1, -2])],
    ],
    [
      'both sides of a tie',
      wrong(
        'maximum',
        elementwise(
          (g, a, b) => t.where(t.greaterEqual(a, b), g, 0),
          (g, a, b) => t.where(t.greaterEqual(b, a), g, 0),
        ),
      ),
      [t.tensor([1, 2, 3]), t.tensor([1, 2, 4])],
    ],
    [
      'no side of a tie',
      wrong(
        'minimum',
        elementwise(
          (g, a, b) => t.where(t.less(a, b), g, 0),
          (g, a, b) => t.where(t.less(b, a), g, 0),
        ),
      ),
      [t.tensor([1, 2]), t.tensor([1, 4])],
    ],
    [
      'all of several winners',
      wrong(
        'max',
        {
          kind: 'general',
          needs: [0],
          vjp: ([g], _, y) => [t.where(t.equal(y, t.max(y)), g, 0)] as Tensor[],
        },
        { axes: [0] },
      ),
      [t.tensor([3, 1, 3, 3])],
    ],
    [
      'NaN at a kink that no primitive decides',
      (y, z) => t.add(t.sqrt(t.square(y)), t.sum(z)),
      [t.zeros([1]), t.tensor([1, 2])],
    ],
    ['NaN of a root of squares at 0', (y) => t.sqrt(t.sum(t.square(y))), [t.zeros([3])]],
    ['NaN from a where trap', (y) => t.where(t.greater(y, 0), t.sqrt(y), 0), [t.tensor([-1, 2])]],
    [
      'a custom rule',
      customVjp(
        (y: Tensor) => [t.sin(y), y],
        (y, g) => [t.mul(g, t.sin(y))] as [Tensor],
      ),
      [x],
    ],
  ];
  it.each(cases)('%s', (_, f, args) => {
    expect(failure(f, args, { order: 1 }).failure).toMatch(/mismatch/);
  });

  it('NaN, and shows the slopes from both sides', () => {
    const f = (y: Tensor, z: Tensor): unknown => t.add(t.sqrt(t.square(y)), t.sum(z));
    const found = failure(f, [t.zeros([1]), t.tensor([1, 2])], { order: 1 });
    expect(found).toMatchObject({ analytic: NaN, argument: 'args[0]' });
    expect(found.left).toBeCloseTo(-1, 8);
    expect(found.right).toBeCloseTo(1, 8);
  });

  it('at second order', () => {
    const dropped = wrong(
      'sin',
      elementwise((g, y) => t.mul(g, t.stopGradient(t.cos(y)))),
    );
    checkGradients(dropped, [x], { order: 1 });
    expect(failure(dropped, [x])).toMatchObject({ failure: 'mismatch', order: 2 });
    const detached = wrong(
      'sin',
      elementwise((g, y) => t.mul(t.stopGradient(g), t.cos(y))),
    );
    checkGradients((y) => detached(y as Tensor), [x], { order: 1 });
    expect(failure(detached, [x])).toMatchObject({ failure: 'mismatch', order: 2 });
  });

  it('in reverse mode alone, and names the element', () => {
    const shifted = wrong('cumsum', { kind: 'linear', adjoint: ([g]) => [g] }, { axis: 0, reverse: false });
    const found = failure((y) => shifted(y), [draw([3])], { affine: false, names: ['x'] });
    expect(found).toMatchObject({ failure: 'mismatch', mode: 'reverse', argument: 'x', output: 'output' });
    expect(found.outputIndex?.[0]).toBeGreaterThan(found.index?.[0] as number);
  });

  it('one of many elements, whether its coordinate was drawn or not', () => {
    const mask = t.equal(t.arange(300), 123);
    const f = wrong(
      'sin',
      elementwise((g, y) => t.mul(g, t.where(mask, 1, t.cos(y)))),
    );
    expect(failure(f, [draw([300])], { order: 1 })).toMatchObject({ index: [123] });
  });

  it('rules that change the dtype', () => {
    const f = wrong(
      'sin',
      elementwise((g, y) => t.mul(g, t.cast(t.cos(y), 'float64'))),
    );
    expect(() => checkGradients((y) => f(y as Tensor), [t.tensor([1, 2])])).toThrow(/float64\[2\]/);
    checkGradients(f, [x]);
  });
});

describe('what else fails', () => {
  it('functions that are not deterministic, however late it shows', () => {
    const counting = (steady: number): ((y: Tensor) => unknown) => {
      let n = 0;
      return (y) => t.sin(t.mul(y, ++n > steady ? 1.001 : 1));
    };
    for (const steady of [1, 2, 5, 20, 60]) {
      const { failure: kind, message } = failure(counting(steady), [draw([2])]);
      expect(kind).toBe('not deterministic');
      expect(message).toMatch(/^checkGradients: f is not deterministic: output at \[0\] was/);
    }
    const chance = (y: Tensor): unknown => t.sin(t.mul(y, Math.random() < 0.3 ? 1.01 : 1));
    expect(failure(chance, [draw([2])]).failure).toBe('not deterministic');
  });
  it('points where nothing can be judged', () => {
    expect(failure((y) => t.log(y), [t.tensor([-1, -2])]).failure).toBe('inconclusive');
    expect(failure((y) => t.sqrt(y), [t.tensor([0])]).failure).toBe('inconclusive');
  });
  it('functions that are not affine though they were said to be', () => {
    expect(failure((y) => t.mul(y, y), [draw([2])], { affine: true }).failure).toBe('not affine');
    expect(failure((y) => t.relu(y), [draw([2])], { affine: true }).message).toContain('kinks');
  });
  it('arguments without floats', () => {
    expect(() => checkGradients((y) => y, [t.tensor([1], 'int32')])).toThrow('something to differentiate by');
    expect(() => checkGradients((y) => t.greater(y, 0), [draw([1])])).toThrow('something to differentiate');
  });
});
