import { afterEach, describe, expect, test, vi } from 'vitest';
import { grad, jvp, valueAndGrad } from '@cotangent/autograd';
import {
  add,
  exp,
  matmul,
  mul,
  ones,
  random,
  sin,
  sub,
  sum,
  take,
  tensor,
  tree,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { jit } from './jit.ts';

afterEach(() => vi.restoreAllMocks());

describe('signatures', () => {
  test('a function is traced once for each', () => {
    let traces = 0;
    const f = jit((x: Tensor) => {
      traces++;
      return mul(x, 2);
    });
    f(tensor([1, 2]));
    f(tensor([3, 4]));
    expect(traces).toBe(1);
    f(tensor([1, 2, 3]));
    f(tensor([1, 2], 'float64'));
    f(tensor([1, 2]));
    expect(traces).toBe(3);
  });

  test('static arguments are part of the program, by value or by identity', () => {
    const f = jit(
      (x: Tensor<[2]>, how: { readonly scale: number }, g: (x: Tensor<[2]>) => Tensor<[2]>) =>
        mul(g(x), how.scale),
      {
        static: [1, 2],
      },
    );
    const x = tensor([1, 2]);
    expect(f(x, { scale: 2 }, (y) => y).toArray()).toEqual([2, 4]);
    expect(f(x, { scale: 3 }, (y) => y).toArray()).toEqual([3, 6]);
    expect(f(x, { scale: 3 }, (y) => add(y, 1)).toArray()).toEqual([6, 9]);
  });

  test('numbers are inputs', () => {
    let traces = 0;
    const f = jit((x: Tensor<[2]>, rate: number) => {
      traces++;
      return mul(x, rate);
    });
    expect(f(tensor([1, 2]), 0.5).toArray()).toEqual([0.5, 1]);
    expect(f(tensor([1, 2]), 2).toArray()).toEqual([2, 4]);
    expect(traces).toBe(1);
  });

  test('a function that is compiled over and over says so once, with what changes', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const f = jit((x: Tensor) => mul(x, 2));
    for (let n = 1; n < 40; n++) f(ones([n]) as Tensor);
    expect(warn.mock.calls.length).toBe(1);
    expect(warn.mock.calls[0][0]).toContain('before float32[15]\n  now float32[16]');
  });

  test('trees go in and come out', () => {
    const f = jit(({ a, b }: { a: Tensor<[2]>; b: readonly Tensor<[2]>[] }) => ({
      sum: add(a, b[0]),
      parts: [a, b[1]],
    }));
    const { sum: total, parts } = f({ a: tensor([1, 2]), b: [tensor([3, 4]), tensor([5, 6])] });
    expect(total.toArray()).toEqual([4, 6]);
    expect(parts.map((x) => x.toArray())).toEqual([[1, 2], [5, 6]]); // prettier-ignore
  });
});

describe('transformations', () => {
  const f = (x: Tensor<[3]>): Tensor<[]> => sum(mul(sin(x), exp(x)));
  const x = tensor([0.1, 0.2, 0.3], 'float64') as Tensor as Tensor<[3]>;

  test('grad inside and outside gives the same', () => {
    const want = grad(f)(x).toArray();
    const inside = jit(grad(f))(x).toArray();
    const outside = grad(jit(f))(x).toArray();
    for (const got of [inside, outside]) got.forEach((value, i) => expect(value).toBeCloseTo(want[i], 14));
    const second = jit((y: Tensor<[3]>) => grad((z: Tensor<[3]>) => sum(grad(f)(z)))(y))(x).toArray();
    grad((z: Tensor<[3]>) => sum(grad(f)(z)))(x)
      .toArray()
      .forEach((value, i) => expect(second[i]).toBeCloseTo(value, 13));
  });

  test('jit inside of jit, and of jvp, is the function itself', () => {
    const inner = jit((y: Tensor<[3]>) => mul(y, y));
    expect(jit((y: Tensor<[3]>) => add(inner(y), 1))(tensor([1, 2, 3])).toArray()).toEqual([2, 5, 10]);
    const [, t] = jvp(inner, [tensor([1, 2, 3])], [ones([3])]);
    expect(t.toArray()).toEqual([2, 4, 6]);
  });

  test('a function that closes over a traced value still has its gradient', () => {
    const g = (w: Tensor<[]>): Tensor<[]> => jit((y: Tensor<[]>) => mul(w, y))(tensor(3));
    expect(grad(g)(tensor(5)).item()).toBe(3);
  });

  test('random keys are traced: each call draws anew', () => {
    const draw = jit((key: Tensor<[2], 'int32'>) => random.normal(key, [5]));
    const [a, b] = [random.key(1), random.key(2)];
    expect(draw(a).toArray()).not.toEqual(draw(b).toArray());
    random
      .normal(a, [5])
      .toArray()
      .forEach((value, i) => expect(draw(a).toArray()[i]).toBeCloseTo(value, 5));
  });
});

describe('results', () => {
  const long = ones([100]);
  const double = jit((x: Tensor<[100]>) => mul(x, 2));

  test('results of earlier calls keep their values', () => {
    const first = double(long);
    const again = double(first);
    const third = double(zeros([100]));
    expect([first, again, third].map((y) => y.toArray()[99])).toEqual([2, 4, 0]);
  });

  test('a view of a result keeps its values too', () => {
    const first = double(long);
    const shifted = add(first, 1);
    double(zeros([100]));
    expect(sub(shifted, first).toArray()).toEqual(new Array(100).fill(1));
  });

  test('results of one program go into another', () => {
    const half = jit((x: Tensor<[100]>) => mul(x, 0.5));
    expect(half(double(long)).toArray()).toEqual(long.toArray());
  });

  test('the same tensor may stand in several places, donated or not', () => {
    const f = jit((x: Tensor<[100]>, y: Tensor<[100]>) => [add(x, y), sub(x, y)] as const, { donate: [0] });
    const x = double(long);
    const [plus, minus] = f(x, x);
    expect([plus.toArray()[0], minus.toArray()[0]]).toEqual([4, 0]);
  });

  test('a training loop in place gives what it gives eagerly', () => {
    type Params = { readonly w: Tensor<[20, 10]>; readonly m: Tensor<[20, 10]> };
    const x = random.normal(random.key(0), [5, 20]);
    const step = ({ w, m }: Params): { params: Params; loss: Tensor<[]> } => {
      const [loss, g] = valueAndGrad((v: Tensor<[20, 10]>) => sum(mul(matmul(x, v), matmul(x, v))))(w);
      const next = add(mul(m, 0.9), g);
      return { params: { w: sub(w, mul(next, 0.001)), m: next }, loss };
    };
    const compiled = jit(step, { donate: [0] });
    const begin = (): Params => ({ w: random.normal(random.key(1), [20, 10]), m: zeros([20, 10]) });
    let [a, b] = [
      { params: begin(), loss: tensor(0) },
      { params: begin(), loss: tensor(0) },
    ];
    for (let i = 0; i < 10; i++) [a, b] = [step(a.params), compiled(b.params)];
    expect(b.loss.item() / a.loss.item()).toBeCloseTo(1, 5);
    tree.map(
      (p, q) => expect(Math.abs(p.toArray()[3][4] - q.toArray()[3][4])).toBeLessThan(1e-5),
      a.params,
      b.params,
    );
  });

  test('a donated tensor is refused afterwards, on the heap and in a program', () => {
    const f = jit((x: Tensor<[100]>) => add(x, 1), { donate: [0] });
    const dense = ones([100]);
    const resident = f(dense);
    f(resident);
    for (const gone of [dense, resident]) {
      expect(() => add(gone, 1)).toThrow('a donated tensor must not be used again');
      expect(() => f(gone)).toThrow('a donated tensor must not be used again');
    }
  });
});

describe('errors', () => {
  test('reading a traced value names the line and the way out', () => {
    const f = jit((x: Tensor<[]>) => (x.item() > 0 ? x : mul(x, -1)));
    expect(() => f(tensor(1))).toThrow(
      /item\(\): a jitted function is traced before there are values to read[^]*jit\.test\.ts:\d+[^]*where or cond/,
    );
  });

  test.each<[string, unknown, unknown?]>([
    ['f must be a function', 3],
    ['there is no such option', sin, { donates: [0] }],
    ['donate must be a list of numbers', sin, { donate: 0 }],
    ['static[1] must be an integer', sin, { static: [0, -1] }],
    ['debug must be a boolean', sin, { debug: 1 }],
  ])('%s', (rule, f, options = {}) => {
    expect(() => jit(f as () => Tensor, options as object)).toThrow(`jit: ${rule}`);
  });

  test('a traced value that was stored is refused once its function has returned', () => {
    let stored: Tensor<[2]> = ones([2]);
    jit((x: Tensor<[2]>) => (stored = mul(x, 2)))(ones([2]));
    expect(() => add(stored, 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: a traced value must not outlive its function.
        x: Tracer float32[2]   made inside of a jitted function
      Expected a tensor, or a value of a function that is still being traced. Return the value from the function instead of storing it.]
    `);
    const ways = [
      () => stored.toArray(),
      () => jit((x: Tensor<[2]>) => add(x, stored))(ones([2])),
      () => jit((x: Tensor<[2]>) => sub(x, 1))(stored),
      () => grad((x: Tensor<[2]>) => sum(mul(x, stored)))(ones([2])),
    ];
    for (const way of ways) expect(way).toThrow('a traced value must not outlive its function');
  });

  test('an index out of bounds is refused, and the tensors stay usable', () => {
    const pick = jit((x: Tensor<[3]>, i: Tensor<[2], 'int32'>) => take(x, i));
    const x = tensor([1, 2, 3]);
    expect(() => pick(x, tensor([0, 3], 'int32'))).toThrow('every index must lie inside the axis');
    expect(pick(x, tensor([0, 2], 'int32')).toArray()).toEqual([1, 3]);
  });
});

test('data that was read is the reader’s, and stays as it is when the program runs again', () => {
  const next = jit((x: Tensor<[32]>) => add(x, 1));
  const first = next(zeros([32]));
  const data = first.data();
  data[0] = 7;
  expect([first.data()[0], first.toArray()[0]]).toEqual([1, 1]);
  next(ones([32]));
  expect([data[1], first.data()[1]]).toEqual([1, 1]);
});
