// Graphs in two parts: what the second needs of the first, and what it makes again instead.
import { expect, test } from 'vitest';
import { vjpFlat } from '@cotangent/autograd/extend';
import { add, einsum, mul, sin, windows, zerosLike, type Tensor } from '@cotangent/tensor';
import { cut, type Cut } from './cut.ts';
import { printGraph } from './print.ts';
import { recordInTwo } from './record.ts';

type Leaves = readonly Tensor[];

/** A function and its pullback. */
function inTwo(shapes: readonly (readonly number[])[], f: (xs: Leaves) => Leaves): Cut {
  const specs = shapes.map((shape) => ({ shape, dtype: 'float32' }) as const);
  return cut(
    recordInTwo(specs, (xs) => {
      const { outputs, pullback } = vjpFlat(f, xs);
      const back = (g: Leaves): Leaves => pullback(g).map((x, i) => x ?? (zerosLike(xs[i]) as Tensor));
      return { outputs, specs: outputs, back };
    }),
  );
}

test('what the derivatives keep is handed over', () => {
  const { first, second, handed } = inTwo([[3], [3]], ([x, y]) => [sin(mul(x, add(y, 1))) as Tensor]);
  expect(handed).toBe(3);
  expect(printGraph(first)).toMatchInlineSnapshot(`
    "inputs a: float32[3], b: float32[3]
    c: float32[3] = broadcastTo(1) {"shape":[3]}
    d: float32[3] = add(b, c)
    e: float32[3] = mul(a, d)
    f: float32[3] = sin(e)
    outputs f, e, d, a"
  `);
  expect(printGraph(second)).toMatchInlineSnapshot(`
    "inputs a: float32[3], b: float32[3], c: float32[3], d: float32[3]
    e: float32[3] = cos(a)
    f: float32[3] = mul(d, e)
    g: float32[3] = mul(f, b)
    h: float32[3] = mul(f, c)
    outputs g, h"
  `);
});

test('views are made again: an image is handed over, and no windows of it', () => {
  const f = ([x, w]: Leaves): Leaves => [
    einsum('nik,k->ni', windows(x, { axes: [1], size: 5 }) as Tensor, w) as Tensor,
  ];
  const { first, second } = inTwo([[8, 64], [5]], f);
  expect(printGraph(first)).toMatchInlineSnapshot(`
    "inputs a: float32[8, 64], b: float32[5]
    c: float32[8, 60, 5] = windows(a) {"axes":[1],"size":[5],"stride":[1],"dilation":[1]}
    d: float32[8, 60] = contract(c, b) {"x":"abc","y":"c","out":"ab"}
    outputs d, b, a"
  `);
  expect(printGraph(second)).toMatchInlineSnapshot(`
    "inputs a: float32[5], b: float32[8, 64], c: float32[8, 60]
    d: float32[8, 60, 5] = windows(b) {"axes":[1],"size":[5],"stride":[1],"dilation":[1]}
    e: float32[8, 60, 5] = contract(c, a) {"x":"ab","y":"c","out":"abc"}
    f: float32[5] = contract(d, c) {"x":"abc","y":"ab","out":"c"}
    g: float32[8, 64] = fold(e) {"axes":[1],"size":[5],"stride":[1],"dilation":[1],"sizes":[64]}
    outputs g, f"
  `);
});
