import {
  argmax,
  cast,
  exp,
  matmul,
  mul,
  ones,
  pow,
  prod,
  reshape,
  sin,
  square,
  sum,
  tensor,
  transpose,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { grad, hessian, hvp, jacobian, jvp } from './index.ts';
import { arrays } from './scalars.samples.ts';

type Vector<N extends number> = Tensor<[N], 'float64'>;
const modes = ['reverse', 'forward'] as const;

describe.each(modes)('jacobian in %s mode', (mode) => {
  it('has the axes of the output, then those of the input', () => {
    const a = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const f = (x: Tensor<[3]>): Tensor<[2]> => matmul(a, x);
    expect(jacobian(f, { mode })(ones([3])).toArray()).toEqual(a.toArray());
    const turned = jacobian((x: Tensor<[2, 3]>) => transpose(x), { mode })(a);
    expect(turned.shape).toEqual([3, 2, 2, 3]);
    expect(sum(turned).item()).toBe(6);
    expect(turned.toArray()[2][1][1][2]).toBe(1);
    expect(jacobian((x: Tensor<[]>) => mul(x, x), { mode })(3).item()).toBe(6);
  });

  it('of trees by trees is a tree of trees', () => {
    const f = ({ a, b }: { a: Tensor<[2]>; b: [Tensor<[]>] }) => ({
      y: mul(a, b[0]),
      rest: [sum(square(a))] as const,
    });
    const got = jacobian(f, { mode })({ a: tensor([1, 2]), b: [tensor(10)] });
    expect(arrays(got)).toEqual({
      y: {
        a: [
          [10, 0],
          [0, 10],
        ],
        b: [[1, 2]],
      },
      rest: [{ a: [2, 4], b: [0] }],
    });
  });

  it('is zero where nothing depends on the input, also for integers', () => {
    const f = (x: Tensor<[2]>) => [ones([3]), argmax(x), x] as const;
    const got = jacobian(f, { mode })(tensor([1, 2]));
    expect(got.map((block) => block.shape)).toEqual([[3, 2], [2], [2, 2]]);
    expect(arrays(got[1])).toEqual([0, 0]);
    expect(got.map((block) => block.dtype)).toEqual(['float32', 'int32', 'float32']);
  });

  it('has the dtype of the output', () => {
    const got = jacobian((x: Tensor<[2]>) => cast(square(x), 'float64'), { mode })(tensor([1, 2]));
    expect(String(got)).toBe('float64[2, 2]\n[[2, 0],\n [0, 4]]');
  });

  it('of and by empty tensors is empty', () => {
    expect(jacobian((x: Tensor<[0]>) => mul(x, 2), { mode })(zeros([0])).shape).toEqual([0, 0]);
    expect(jacobian((x: Tensor<[0]>) => sum(x), { mode })(zeros([0])).shape).toEqual([0]);
    const f = (x: Tensor<[2]>): Tensor<[0]> => mul(zeros([0]), sum(x));
    expect(jacobian(f, { mode })(ones([2])).shape).toEqual([0, 2]);
  });

  it('passes further arguments on', () => {
    const f = (x: Tensor<[2]>, power: number): Tensor<[2]> => pow(x, power + 1);
    expect(jacobian(f, { mode })(tensor([1, 2]), 1).toArray()).toEqual([
      [2, 0],
      [0, 4],
    ]);
  });

  it('nests in either mode', () => {
    const f = (x: Vector<2>): Tensor<[], 'float64'> => mul(prod(x), sum(exp(x)));
    const [a, b] = [0.5, -0.25];
    const x = tensor([a, b], 'float64');
    const [ea, eb] = [Math.exp(a), Math.exp(b)];
    const mixed = (1 + a) * ea + (1 + b) * eb;
    const want = [(2 + a) * b * ea, mixed, mixed, (2 + b) * a * eb];
    for (const outer of modes) {
      const second = jacobian(jacobian(f, { mode }), { mode: outer })(x);
      expect(second.shape).toEqual([2, 2]);
      [...second.data()].forEach((value, i) => expect(value).toBeCloseTo(want[i], 12));
    }
  });
});

describe('jacobian refuses', () => {
  it('modes there are not, and arguments without gradients', () => {
    expect(() => jacobian((x: Tensor<[2]>) => x, { mode: 'backward' as 'reverse' }))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jacobian: there are two modes.
        mode: 'backward'
      Expected 'reverse' or 'forward'.]
    `);
    const f = (x: Tensor<[2], 'int32'>): Tensor<[2]> => mul(cast(x, 'float32'), 1);
    expect(() => jacobian(f)(tensor([1, 2], 'int32'))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jacobian: only floats have gradients.
        argument 0: int32[2]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated, or pass it as another argument.]
    `);
  });
});

describe('hessian', () => {
  it('holds all second derivatives', () => {
    const f = (x: Vector<2>): Tensor<[], 'float64'> => sum(pow(x, 3));
    expect(hessian(f)(tensor([1, 2], 'float64')).toArray()).toEqual([
      [6, 0],
      [0, 12],
    ]);
    expect(hessian((x: Tensor<[]>) => mul(x, mul(x, x)))(5).item()).toBe(30);
  });

  it('of a matrix has the axes twice, and is symmetric', () => {
    const x = tensor(
      [
        [0.5, 1],
        [-1, 2],
      ],
      'float64',
    );
    const h = hessian((m: Tensor<[2, 2], 'float64'>) => sum(sin(matmul(m, m))))(x);
    expect(h.shape).toEqual([2, 2, 2, 2]);
    const flat = reshape(h, [4, 4]).toArray();
    flat.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(flat[j][i], 12)));
  });

  it('of a tree is a tree of trees', () => {
    const f = ({ a, b }: { a: Tensor<[2]>; b: Tensor<[]> }): Tensor<[]> => mul(sum(square(a)), b);
    expect(arrays(hessian(f)({ a: tensor([1, 2]), b: tensor(3) }))).toEqual({
      a: {
        a: [
          [6, 0],
          [0, 6],
        ],
        b: [2, 4],
      },
      b: { a: [2, 4], b: 0 },
    });
  });

  it('of what is linear is zero', () => {
    expect(arrays(hessian((x: Tensor<[2]>) => sum(x))(ones([2])))).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('speaks in its own name', () => {
    expect(() => hessian((x: Tensor) => x)(ones([2]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: hessian: the function must return a scalar.
        output: float32[2]
      Expected a float tensor of shape []. Reduce it with sum or mean, or use vjp or jacobian for all outputs.]
    `);
    expect(() => hessian((x: Tensor) => sum(x))(ones([2], 'int32') as Tensor))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: hessian: only floats have gradients.
        argument 0: int32[2]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated, or pass it as another argument.]
    `);
    expect(() => hessian((): Tensor<[]> => tensor(3))(tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: hessian: the output depends on none of the differentiated arguments.
        output: float32[]
      Expected an output computed from the arguments by ops that have gradients. Look for stopGradient, comparisons, integers, or a value read with item() or data() on the way.]
    `);
  });
});

describe('powers', () => {
  type Pair = { x: Tensor<[], 'float64'>; y: Tensor<[], 'float64'> };
  const power = ({ x, y }: Pair): Tensor<[], 'float64'> => pow(x, y);
  const at = (x: number, y: number): Pair => ({ x: tensor(x, 'float64'), y: tensor(y, 'float64') });

  it('have a symmetric Hessian at base 0', () => {
    expect(arrays(hessian(power)(at(0, 1)))).toEqual({ x: { x: 0, y: 1 }, y: { x: 1, y: 0 } });
    expect(arrays(hessian(power)(at(0, 2)))).toEqual({ x: { x: 2, y: 0 }, y: { x: 0, y: 0 } });
    expect(arrays(hessian(power)(at(0, 0)))).toEqual({ x: { x: 0, y: 0 }, y: { x: 0, y: 0 } });
  });

  it('of negative numbers have a slope by the base in both modes', () => {
    for (const mode of ['forward', 'reverse'] as const) {
      expect(arrays(jacobian(power, { mode })(at(-2, 3)))).toEqual({ x: 12, y: NaN });
    }
    expect(jvp(power, [at(-2, 3)], [at(1, 0)])[1].item()).toBe(12);
    expect(jvp(power, [at(-2, 3)], [at(1, 1)])[1].item()).toBe(NaN);
  });
});

describe('hvp', () => {
  it('is the Hessian times the vector', () => {
    const f = (x: Vector<3>): Tensor<[], 'float64'> => mul(prod(x), sum(sin(x)));
    const x = tensor([0.5, -1.5, 2], 'float64');
    const v = tensor([1, -2, 0.5], 'float64');
    const want = matmul(hessian(f)(x), v).toArray();
    hvp(f, x, v)
      .toArray()
      .forEach((value, i) => expect(value).toBeCloseTo(want[i], 12));
  });

  it('takes trees and numbers, and is zero for what is linear', () => {
    const f = ({ a, b }: { a: Tensor<[]>; b: Tensor<[]> }): Tensor<[]> => mul(mul(a, a), b);
    const point = { a: tensor(3), b: tensor(5) };
    expect(arrays(hvp(f, point, { a: tensor(1), b: tensor(10) }))).toEqual({ a: 70, b: 6 });
    expect(hvp((x: Tensor<[]>) => mul(x, mul(x, x)), tensor(2), 1).item()).toBe(12);
    expect(hvp((x: Tensor<[2]>) => sum(x), ones([2]), ones([2])).toArray()).toEqual([0, 0]);
  });

  it('agrees with the other orders of modes', () => {
    const f = (x: Vector<2>): Tensor<[], 'float64'> => prod(sin(x));
    const x = tensor([0.5, 1.25], 'float64');
    const v = tensor([2, -1], 'float64');
    const want = hvp(f, x, v).toArray();
    const reverse = grad((y: Vector<2>) => sum(mul(grad(f)(y), v)))(x).toArray();
    reverse.forEach((value, i) => expect(value).toBeCloseTo(want[i], 12));
  });

  it('speaks in its own name', () => {
    const f = (x: Tensor<[2]>): Tensor<[]> => sum(x);
    expect(() => hvp(f, ones([2]), ones([3]) as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: hvp: v must be like argument 0.
        v: float32[3]
      Expected float32[2].]
    `);
    expect(() => hvp((x: Tensor) => x, ones([2]) as Tensor, ones([2]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: hvp: the function must return a scalar.
        output: float32[2]
      Expected a float tensor of shape []. Reduce it with sum or mean, or use vjp or jacobian for all outputs.]
    `);
  });
});
