import { expect, test } from 'vitest';
import { grad } from '@cotangent/autograd';
import { einsum, flip, mul, pad, random, sum, windows, type Tensor } from '@cotangent/tensor';
import type { Spec } from '@cotangent/tensor/extend';
import { printGraph } from '../graph/print.ts';
import { record } from '../graph/record.ts';
import { jit } from '../jit.ts';
import { optimized } from './passes.ts';

type Rows = Tensor<[number, number]>;
type Images = Tensor<[number, number, number, number]>;

test('the input gradient of stride 2 is two convolutions that take turns', () => {
  const loss = (x: Rows, w: Tensor<[3]>): Tensor<[]> =>
    sum(einsum('nwi,i->nw', windows(x, { axes: [1], size: 3, stride: 2 }), w));
  const specs: Spec[] = [[4, 9], [3]].map((shape) => ({ shape, dtype: 'float32' }));
  const graph = record(specs, ([x, w]) => [grad(loss)(x as Rows, w as Tensor as Tensor<[3]>)]);
  expect(printGraph(optimized(graph))).toMatchInlineSnapshot(`
    "inputs a: float32[4, 9], b: float32[3]
    c: float32[1, 1] = reshape(1) {"shape":[1,1]}
    d: float32[4, 4] = broadcastTo(c) {"shape":[4,4]}
    e: float32[2] = slice(b) {"starts":[0],"sizes":[2],"steps":[2]}
    f: float32[4, 6] = pad(d, 0) {"low":[0,1],"high":[0,1],"interior":[0,0]}
    g: float32[4, 5, 2] = windows(f) {"axes":[1],"size":[2],"stride":[1],"dilation":[1]}
    h: float32[2] = flip(e) {"axes":[0]}
    i: float32[4, 5] = contract(g, h) {"x":"abc","y":"c","out":"ab"}
    j: float32[1] = slice(b) {"starts":[1],"sizes":[1],"steps":[2]}
    k: float32[4, 5] = pad(d, 0) {"low":[0,0],"high":[0,1],"interior":[0,0]}
    l: float32[4, 5, 1] = windows(k) {"axes":[1],"size":[1],"stride":[1],"dilation":[1]}
    m: float32[1] = flip(j) {"axes":[0]}
    n: float32[4, 5] = contract(l, m) {"x":"abc","y":"c","out":"ab"}
    o: float32[4, 5, 1] = reshape(i) {"shape":[4,5,1]}
    p: float32[4, 5, 1] = reshape(n) {"shape":[4,5,1]}
    q: float32[4, 5, 2] = concat(o, p) {"axis":2}
    r: float32[4, 10] = reshape(q) {"shape":[4,10]}
    s: float32[4, 9] = slice(r) {"starts":[0,0],"sizes":[4,9],"steps":[1,1]}
    outputs s"
  `);
});

const cases = [
  { image: [9, 12], kernel: [3, 3], stride: [2, 2] },
  { image: [11, 8], kernel: [5, 2], stride: [2, 2] },
  { image: [10, 10], kernel: [1, 1], stride: [2, 2] },
  { image: [9, 13], kernel: [2, 4], stride: [1, 3] },
  { image: [12, 7], kernel: [4, 3], stride: [4, 1] },
  { image: [12, 12], kernel: [3, 3], stride: [2, 2], dilation: [1, 2] },
  { image: [12, 12], kernel: [3, 3], stride: [3, 3] },
] as const;

test.each(cases)(
  'gradients of $kernel at stride $stride over $image',
  ({ image, kernel, stride, ...rest }) => {
    const [k1, k2] = random.split(random.key(7));
    const x = random.normal(k1, [3, 2, ...image]) as Tensor as Images;
    const w = random.normal(k2, [4, 2, ...kernel]) as Tensor as Images;
    const loss = (v: Images, u: Images): Tensor<[]> => {
      const around = pad(v, [[0, 0], [0, 0], [1, 2], [1, 0]]); // prettier-ignore
      const views = windows(around, { axes: [2, 3], size: kernel, stride, ...rest });
      const y = einsum('nchwij,ocij->nohw', views, u);
      return sum(mul(y, flip(mul(y, y), [2, 3])));
    };
    const got = jit((v: Images, u: Images) => grad(loss)(v, u))(x, w).data();
    const want = grad(loss)(x, w).data();
    const scale = Math.max(...want.map(Math.abs));
    want.forEach((value, i) => expect(Math.abs(value - got[i]) / scale).toBeLessThan(1e-5));
  },
);
