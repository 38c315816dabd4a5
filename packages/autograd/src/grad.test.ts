import {
  add,
  cast,
  exp,
  floor,
  greater,
  log,
  matmul,
  mul,
  ones,
  square,
  stopGradient,
  sub,
  sum,
  tensor,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  valueAndGrad,
  vjp,
} from './index.ts';
import { recordingTapes } from './recording.ts';
import { arrays, x64, type Scalar } from './scalars.samples.ts';

describe('grad', () => {
  it('is the derivative', () => {
    expect(grad((x: Tensor<[3]>) => sum(square(x)))(tensor([1, 2, 3])).toArray()).toEqual([2, 4, 6]);
    expect(grad((x: Scalar) => exp(x))(x64(2)).item()).toBe(Math.exp(2));
  });

  it('keeps the dtype of what it differentiates by', () => {
    expect(String(grad((x: Scalar) => mul(x, x))(x64(3)))).toBe('float64[] 6');
    const mixed = (x: Tensor<[2]>): Scalar => sum(square(cast(x, 'float64')));
    expect(String(grad(mixed)(tensor([1, 2])))).toBe('float32[2] [2, 4]');
  });

  it('takes numbers', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>): Tensor<[]> => mul(mul(x, x), y);
    expect(grad(f)(3, tensor(5)).item()).toBe(30);
    expect(grad(f, 1)(tensor(3), 5).item()).toBe(9);
    expect(grad(f)(3, tensor(5)).dtype).toBe('float32');
  });

  it('passes other numbers on as numbers', () => {
    const seen: unknown[] = [];
    const f = (x: Tensor<[]>, n: number, p: { m: number }): Tensor<[]> => {
      seen.push(n, p.m);
      return mul(mul(x, n), p.m);
    };
    expect(grad(f)(3, 5, { m: 2 }).item()).toBe(10);
    expect(valueAndGrad(f)(3, 5, { m: 2 })[0].item()).toBe(30);
    expect(hessian(f)(3, 5, { m: 2 }).item()).toBe(0);
    expect(seen).toEqual([5, 2, 5, 2, 5, 2]);
  });

  it('picks an argument, or several in any order', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>, z: Tensor<[]>): Tensor<[]> => mul(x, add(mul(y, y), z));
    expect(grad(f, 1)(tensor(2), 3, tensor(4)).item()).toBe(12);
    expect(arrays(grad(f, [2, 0])(2, tensor(3), 4))).toEqual([2, 13]);
    expect(arrays(grad(f, [1])(tensor(2), 3, tensor(4)))).toEqual([12]);
  });

  it('passes on what it does not differentiate', () => {
    const f = (x: Tensor<[3]>, labels: Tensor<[3], 'int32'>, how: string): Tensor<[]> =>
      how === 'labels' ? sum(mul(x, labels)) : sum(x);
    expect(grad(f)(ones([3]), tensor([1, 2, 3], 'int32'), 'labels').toArray()).toEqual([1, 2, 3]);
  });

  it('of a tree is a tree with the same keys and places', () => {
    const parameters = {
      layers: [{ w: tensor([[1, 2]]), b: tensor([3, 4]) }, { w: tensor([[5], [6]]) }],
      pair: [tensor(2), { deep: tensor(7) }] as const,
    };
    type Parameters = typeof parameters;
    const loss = ({ layers, pair: [factor, { deep }] }: Parameters, x: Tensor<[1, 1]>): Tensor<[]> => {
      const hidden = add(matmul(x, layers[0].w as Tensor<[1, 2]>), layers[0].b as Tensor<[2]>);
      return mul(factor, add(sum(matmul(hidden, layers[1].w as Tensor<[2, 1]>)), deep));
    };
    const gradient = grad(loss)(parameters, tensor([[10]]));
    expect(arrays(gradient)).toEqual({
      layers: [{ w: [[100, 120]], b: [10, 12] }, { w: [[26], [48]] }],
      pair: [216, { deep: 2 }],
    });
    expect(Object.keys(gradient.layers[0]).toSorted()).toEqual(['b', 'w']);
  });

  it('gives zeros to leaves that are not used, and to arguments', () => {
    const f = ({ used }: { used: Tensor<[2]>; unused: Tensor<[2, 2], 'float64'> }): Tensor<[]> => sum(used);
    const gradient = grad(f)({ used: ones([2]), unused: ones([2, 2], 'float64') });
    expect(arrays(gradient)).toEqual({
      used: [1, 1],
      unused: [
        [0, 0],
        [0, 0],
      ],
    });
    expect(gradient.unused.dtype).toBe('float64');
    const first: (x: Tensor<[]>, y: Tensor<[2]>) => Tensor<[]> = (x) => x;
    expect(arrays(grad(first, [0, 1])(1, ones([2])))).toEqual([1, [0, 0]]);
  });

  it('adds up all uses of a value', () => {
    expect(grad((x: Tensor<[]>) => add(mul(x, x), mul(x, add(x, x))))(5).item()).toBe(30);
    const shared = tensor(3);
    const f = ({ a, b }: { a: Tensor<[]>; b: Tensor<[]> }): Tensor<[]> => mul(a, mul(b, b));
    expect(arrays(grad(f)({ a: shared, b: shared }))).toEqual({ a: 9, b: 18 });
  });

  it('returns the argument itself, empty trees and empty tensors', () => {
    expect(grad((x: Tensor<[]>) => x)(5).item()).toBe(1);
    expect(grad((x: Tensor<[0, 3]>) => sum(x))(zeros([0, 3])).shape).toEqual([0, 3]);
    expect(grad((_: readonly [], x: Tensor<[]>) => x, [0, 1])([], 3)[0]).toEqual([]);
  });

  it('goes where differentiation is off by zeros that are real', () => {
    expect(grad((x: Tensor<[]>) => floor(x))(2.5).item()).toBe(0);
  });

  it('leaves values readable while a function runs', () => {
    const f = (x: Tensor<[]>): Tensor<[]> => (x.item() > 0 ? mul(x, 2) : mul(x, -3));
    expect([grad(f)(1).item(), grad(f)(-1).item()]).toEqual([2, -3]);
  });
});

describe('valueAndGrad', () => {
  it('gives both', () => {
    const [value, gradient] = valueAndGrad((x: Tensor<[]>) => mul(x, x))(3);
    expect([value.item(), gradient.item()]).toEqual([9, 6]);
  });

  it('takes the argument as an option', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>): Tensor<[]> => mul(x, mul(y, y));
    expect(arrays(valueAndGrad(f, { argument: 1 })(tensor(2), 3))).toEqual([18, 12]);
    expect(arrays(valueAndGrad(f, { argument: [1, 0] })(2, 3))).toEqual([18, [12, 9]]);
  });

  it('brings auxiliary trees out of the function, as values without a trace', () => {
    const f = (
      x: Tensor<[2]>,
    ): [Tensor<[]>, { mask: Tensor<[2], 'bool'>; parts: [Tensor<[2]>, []]; input: Tensor<[2]> }] => [
      sum(square(x)),
      { mask: greater(x, 1), parts: [exp(x), []], input: x },
    ];
    const [[value, aux], gradient] = valueAndGrad(f, { hasAux: true })(tensor([1, 2]));
    expect(value.item()).toBe(5);
    expect(gradient.toArray()).toEqual([2, 4]);
    expect(aux.mask.toArray()).toEqual([false, true]);
    expect(aux.input.toArray()).toEqual([1, 2]);
    expect(add(aux.parts[0], 1).toArray()[0]).toBeCloseTo(Math.E + 1);
    expect(aux.parts[1]).toEqual([]);
  });

  it('lets gradients flow through auxiliary outputs of an inner call', () => {
    const outer = (x: Scalar): Scalar => {
      const [[, aux], gradient] = valueAndGrad(
        (y: Scalar): [Scalar, Scalar] => [mul(y, y), mul(y, mul(y, x))],
        {
          hasAux: true,
        },
      )(x);
      return add(aux, gradient); // x³ + 2x
    };
    expect(grad(outer)(x64(3)).item()).toBe(29);
  });
});

describe('grad refuses', () => {
  it('what is no function, as all that take one do', () => {
    const x = tensor(2);
    const no = x as never;
    expect(() => grad(no)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: f must be a function.
        f: float32[]
      Expected a function.]
    `);
    expect(() => valueAndGrad(no)).toThrow('valueAndGrad: f must be a function.');
    expect(() => jacobian(no)).toThrow('jacobian: f must be a function.');
    expect(() => hessian(no)).toThrow('hessian: f must be a function.');
    expect(() => checkpoint(no)).toThrow('checkpoint: f must be a function.');
    expect(() => vjp(no, x)).toThrow('vjp: f must be a function.');
    expect(() => jvp(no, [x], [x] as never)).toThrow('jvp: f must be a function.');
    expect(() => hvp(no, x, x)).toThrow('hvp: f must be a function.');
    expect(() => customVjp((y: Tensor) => [y, []], no)).toThrow('customVjp: backward must be a function.');
    expect(() => customJvp((y: Tensor) => y, no)).toThrow('customJvp: rule must be a function.');
  });

  const of = (f: unknown, ...args: unknown[]): (() => unknown) => {
    const differentiated = grad(f as (x: unknown) => Tensor);
    return () => (differentiated as (...args: unknown[]) => unknown)(...args);
  };

  it('leaves without gradients, by their path', () => {
    expect(of(sum, { conv: [{ w: tensor([1], 'int32') }] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: only floats have gradients.
        argument 0.conv[0].w: int32[1]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated.]
    `);
    expect(of(sum, tensor([true]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: only floats have gradients.
        argument 0: bool[1]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated.]
    `);
    expect(of(sum, tensor([1], 'uint8'), 3)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: only floats have gradients.
        argument 0: uint8[1]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated, or pass it as another argument.]
    `);
  });

  it('what is no tree', () => {
    expect(of(sum, { w: 3 })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: a tree's leaves must be tensors.
        argument 0: 3 at w
      Expected a tensor, an array or a plain object at w. Write tensor(3).]
    `);
    expect(of(sum, 'x')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: a tree's leaves must be tensors.
        argument 0: 'x'
      Expected a tensor, an array or a plain object.]
    `);
  });

  it('outputs that are no scalar', () => {
    expect(of((x: Tensor) => x, zeros([2, 3]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: float32[2, 3]
      Expected a float tensor of shape []. Reduce it with sum or mean, or use vjp or jacobian for all outputs.]
    `);
    expect(of((x: Tensor) => cast(x, 'int32'), tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: int32[]
      Expected a float tensor of shape [].]
    `);
    expect(of(() => 3, tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: 3
      Expected a float tensor of shape [].]
    `);
    expect(of(() => undefined, tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: undefined
      Expected a float tensor of shape [].]
    `);
  });

  it('pairs without hasAux, and hasAux without a pair', () => {
    expect(of((x: Tensor) => [x, x], tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: a list
      Expected a float tensor of shape []. For auxiliary outputs, pass { hasAux: true } to valueAndGrad.]
    `);
    const single = (x: Tensor<[]>): readonly [Tensor<[]>, []] => x as never;
    expect(() => valueAndGrad(single, { hasAux: true })(2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: valueAndGrad: with hasAux, the function must return a pair.
        output: float32[]
      Expected a list [value, aux].]
    `);
    const wrong = (x: Tensor<[]>): readonly [Tensor<[]>, unknown] => [x, { count: 3 }];
    expect(() => valueAndGrad(wrong, { hasAux: true })(2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: valueAndGrad: a tree's leaves must be tensors.
        aux: 3 at count
      Expected a tensor, an array or a plain object at count. Write tensor(3).]
    `);
  });

  it('outputs that depend on nothing', () => {
    expect(of(() => x64(3), x64(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the output depends on none of the differentiated arguments.
        output: float64[]
      Expected an output computed from the arguments by ops that have gradients. Look for stopGradient, comparisons, integers, or a value read with item() or data() on the way.]
    `);
    expect(of((x: Tensor) => stopGradient(x), tensor(2))).toThrow('depends on none');
    expect(of((x: Tensor) => cast(greater(x, 1), 'float32'), tensor(2))).toThrow('depends on none');
    expect(of((x: Tensor<[]>) => tensor(x.item()), tensor(2))).toThrow('depends on none');
    expect(of((_: Tensor, y: Tensor) => y, tensor(2), tensor(3))).toThrow('depends on none');
  });

  it('arguments that are not there', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>): Tensor<[]> => mul(x, y);
    expect(() => grad(f, { argument: 1 } as unknown as 0)(1, tensor(2))).toThrow(
      'must be among those that are passed',
    );
    expect(() => grad(f, 2 as 0)(1, tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the differentiated argument must be among those that are passed.
        argument: 2
        passed: 2 arguments
      Expected a position from 0 to 1.]
    `);
    expect(() => grad(f, [0, 0])(1, tensor(2))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: an argument is differentiated once.
        argument: [0, 0]
      Expected a list of different positions.]
    `);
    expect(of(f)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the differentiated argument must be among those that are passed.
        argument: 0
        passed: 0 arguments
      Expected at least one argument.]
    `);
  });

  it('functions that are asynchronous', async () => {
    const later: Promise<unknown>[] = [];
    const f = (x: Tensor<[]>): Promise<Tensor> => {
      const run = async (): Promise<Tensor> => {
        await Promise.resolve();
        return mul(x, 2) as Tensor;
      };
      const promise = run();
      later.push(promise.catch((error: Error) => error.message.split('\n')[0]));
      return promise;
    };
    expect(of(f, tensor(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: grad: the function must return a scalar.
        output: a promise
      Expected a float tensor of shape []. Await before differentiating: the function itself must be synchronous.]
    `);
    expect(await later[0]).toBe('mul: a traced value must not outlive its function.');
  });
});

describe('what happens inside a function stays there', () => {
  it('also when it throws', () => {
    const failing = (x: Tensor<[]>): Tensor<[]> => {
      if (mul(x, 2).item() > 1) throw new RangeError('too large');
      return x;
    };
    expect(() => grad(failing)(3)).toThrow(new RangeError('too large'));
    expect(recordingTapes()).toEqual([]);
    expect(grad(failing)(0).item()).toBe(1);
    const nested = (x: Tensor<[]>): Tensor<[]> => {
      try {
        return grad(failing)(x);
      } catch {
        return mul(x, x);
      }
    };
    expect(grad(nested)(3).item()).toBe(6);
  });

  it('and values that escape are refused, but may be read', () => {
    let escaped = tensor(0);
    grad((x: Tensor<[]>) => (escaped = mul(x, x)))(3);
    expect(escaped.item()).toBe(9);
    expect(() => add(escaped, 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: a traced value must not outlive its function.
        x: a value from inside a function that was differentiated
      Expected a tensor, or a value of a function that is still running. Return the value from the function instead of storing it.]
    `);
    expect(() => grad((x: Tensor<[]>) => mul(x, escaped))(3)).toThrow('must not outlive');
  });

  it('of the outer function may be used by the inner one, and not the other way round', () => {
    const outer = (x: Tensor<[]>): Tensor<[]> => {
      let escaped = x;
      const inner = grad((y: Tensor<[]>) => (escaped = mul(x, sub(y, 1))))(2);
      expect(() => log(escaped)).toThrow('must not outlive');
      return mul(inner, x);
    };
    expect(grad(outer)(3).item()).toBe(6);
  });
});
