// checkpoint in compiled functions: what is recomputed is a call of its own, made late, and so memory is saved.
import { describe, expect, test } from 'vitest';
import { checkpoint, grad } from '@cotangent/autograd';
import { add, exp, matmul, mean, mul, random, relu, scan, sin, square, sum, tanh, tensor, zeros, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { inspect, jit } from '../src/index.ts';

type Square = Tensor<[64, 64]>;
type Net = (x: Square, ws: readonly Square[]) => Square;

const layer: Net = (x, ws) => ws.reduce((y: Square, w) => tanh(matmul(y, w)), x);
const depth = 16;
const weights = Array.from({ length: depth }, (_, k) => mul(random.normal(random.key(k), [64, 64]), 0.1));
const x = random.normal(random.key(99), [64, 64]);

/** The gradient of a net of blocks of four layers. */
function gradient(wrap: (f: Net) => Net): (ws: readonly Square[], x: Square) => readonly Square[] {
  const block = wrap(layer);
  const loss = (ws: readonly Square[], y: Square): Tensor<[]> => {
    let z = y;
    for (let k = 0; k < depth; k += 4) z = block(z, ws.slice(k, k + 4));
    return mean(square(z)) as Tensor<[]>;
  };
  return grad(loss);
}

test('the graph has the recomputation, and it stays apart', () => {
  const block = checkpoint((y: Tensor<[2]>) => exp(sin(y)));
  const f = jit((y: Tensor<[2]>) => grad((v: Tensor<[2]>) => sum(block(v)))(y));
  const { traced, graph } = inspect(f, tensor([1, 2]));
  expect(traced).toMatchInlineSnapshot(`
    "inputs a: float32[2]
    b: float32[2] = sin(a)
    c: float32[2] = exp(b)
    d: float32[] = sum(c) {"axes":[0]}
    e: float32[1] = reshape(1) {"shape":[1]}
    f: float32[2] = broadcastTo(e) {"shape":[2]}
    g: float32[2] = sin(a)   again 1
    h: float32[2] = exp(g)   again 1
    i: float32[2] = mul(f, h)
    j: float32[2] = cos(a)
    k: float32[2] = mul(i, j)
    outputs k"
  `);
  expect(graph).toMatchInlineSnapshot(`
    "inputs a: float32[2]
    b: float32[1] = reshape(1) {"shape":[1]}
    c: float32[2] = broadcastTo(b) {"shape":[2]}
    d: float32[2] = sin(a)   again 1
    e: float32[2] = exp(d)   again 1
    f: float32[2] = mul(c, e)
    g: float32[2] = cos(a)
    h: float32[2] = mul(f, g)
    outputs h"
  `);
});

describe('a deep net', () => {
  const plain = jit(gradient((f) => f));
  const saving = jit(gradient(checkpoint));

  test('takes less memory, and gives the same bits', () => {
    const [whole, saved] = [plain, saving].map((f) => inspect(f, weights, x).memory.size);
    const parameters = 2 * depth * 64 * 64 * 4;
    expect(saved - parameters).toBeLessThan(0.65 * (whole - parameters));
    const [want, got] = [plain(weights, x), saving(weights, x)];
    got.forEach((g, k) => expect(g.data()).toEqual(want[k].data()));
  });

  test('computes its layers twice', () => {
    const products = (f: typeof plain): number =>
      inspect(f, weights, x).kernels.filter(({ kind }) => kind === 'contract').length;
    // The last layer of a block is not needed again: its derivative keeps the block's output.
    expect(products(saving) - products(plain)).toBeGreaterThanOrEqual(depth - depth / 4);
  });
});

test('nested, and in a loop', () => {
  const inner = checkpoint((y: Tensor<[3]>) => sin(mul(y, y)));
  const outer = checkpoint((y: Tensor<[3]>) => relu(inner(exp(inner(y)))));
  const f = (y: Tensor<[3]>): Tensor<[]> => {
    const [last] = scan((c: Tensor<[3]>) => [outer(mul(c, 0.9)), null], y, null, { length: 5 });
    return sum(mul(last, outer(y))) as Tensor<[]>;
  };
  const y = tensor([0.5, 1, -0.75]);
  const want = grad(f)(y).data();
  Array.from(jit((v: Tensor<[3]>) => grad(f)(v))(y).data()).forEach((g, i) =>
    expect(g).toBeCloseTo(want[i], 4),
  );
});

test('in the step of a scan, nothing but the carries is kept for all steps', () => {
  const step: Net = (y, ws) => layer(y, ws.slice(0, 4));
  const after = (wrap: (f: Net) => Net) => (ws: readonly Square[]) =>
    mean(square(scan((y) => [wrap(step)(y, ws), null], x, null, { length: 32 })[0])) as Tensor<[]>;
  const [plain, saving] = [(f: Net): Net => f, checkpoint].map((wrap) => jit(grad(after(wrap))));
  const [whole, saved] = [plain, saving].map((f) => inspect(f, weights).memory.size);
  const carries = 32 * 64 * 64 * 4;
  expect(whole - saved).toBeGreaterThan(3 * carries);
  const [want, got] = [plain, saving].map((f) => f(weights)[0].toArray().flat());
  got.forEach((value, k) => expect(value).toBeCloseTo(want[k], 6));
});

test('nor are products of rows made for all steps at once where steps are computed again', () => {
  type Weights = readonly [u: Tensor<[8, 256]>, v: Tensor<[256, 4]>];
  const rows = random.normal(random.key(1), [200, 16, 8]);
  const w: Weights = [random.normal(random.key(2), [8, 256]), random.normal(random.key(3), [256, 4])];
  const step = (h: Tensor<[16, 4]>, row: Tensor<[16, 8]>, u: Weights[0], v: Weights[1]): Tensor<[16, 4]> =>
    tanh(add(h, matmul(tanh(matmul(row, u)), v)));
  const loss =
    (wrap: (f: typeof step) => typeof step) =>
    ([u, v]: Weights): Tensor<[]> =>
      mean(square(scan((h, row) => [wrap(step)(h, row, u, v), null], zeros([16, 4]), rows)[0])) as Tensor<[]>;
  const [whole, saved] = [(f: typeof step) => f, checkpoint].map((wrap) => inspect(jit(grad(loss(wrap))), w).memory.size); // prettier-ignore
  const product = 200 * 16 * 256 * 4;
  expect(whole).toBeGreaterThan(product);
  expect(saved).toBeLessThan(product);
});
