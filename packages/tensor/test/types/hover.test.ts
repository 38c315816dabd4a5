// Hovering over a result shows a plain tuple and a dtype, never the machinery that computed them.
import { expect, test } from 'vitest';
import { hover } from './languageService.ts';

const ops = `import {
  add, argmax, broadcastTo, cast, concat, cond, cumsum, diagonal, einsum, expandDims, flip, fold, full, gather, greater,
  less, logSumExp, matmul, max, mean, mul, norm, oneHot, ones, outer, pad, permute, pipe, random, relu, reshape, scan,
  slice, softmax, split, squeeze, stack, sub, sum, take, tanh, tensor, tile, topK, transpose, tree, updateAt, variance,
  where, whileLoop, windows, withShape, zeros, type DType, type Dim, type FloatDType, type Shape, type Tensor,
} from '@cotangent/tensor';
void [cumsum, diagonal, flip, fold, full, sub, tanh, tile, updateAt, whileLoop, cond, greater];
`;

test('results of literal sizes', () => {
  expect(
    hover(`${ops}
const x = tensor([[1, 2, 3], [4, 5, 6]]);
const flags = tensor([true, false]);
const images = zeros([20, 1, 24, 24]);
const sum1 = add(x, 1);
const scaled = mul(x, ones([3], 'float64'));
const near = less(x, 2);
const chosen = where(near, x, 0);
const bytes = cast(x, 'uint8');
const hot = oneHot(tensor([1, 2], 'int32'), 10);
const total = sum(near);
const perChannel = mean(images, [0, 2, 3], { keepDims: true });
const best = argmax(x, -1);
const spread = variance(x, 0, { correction: 1 });
const length = norm(x, 1);
const softened = softmax(x);
const y = matmul(reshape(ones([10, 20]), [20, -1]), ones([10, 10]));
const batched = matmul(ones([8, 1, 5, 6]), ones([7, 6, 2]));
const product = einsum('ij,jk->ik', x, ones([3, 4]));
const square = outer(ones([3]), ones([4]));
const turned = permute(images, [0, 2, 3, 1]);
const flipped = transpose(x);
const column = expandDims(ones([3]), -1);
const squeezed = squeeze(images);
const wide = broadcastTo(ones([3, 1]), [2, 3, 4]);
const cut = slice(images, [0, 0, 1], [10, null, -1], [1, 1, 2]);
const padded = pad(images, [[0, 0], [0, 0], [2, 2], [2, 2]]);
const patches = windows(padded, { axes: [2, 3], size: 5, stride: 2 });
const longer = concat([x, ones([2, 5])], 1);
const piled = stack([x, x], -1);
const [left, right] = split(x, [1, 2], 1);
const rows = take(x, tensor([[0, 1]], 'int32'));
const picked = gather(x, tensor([[0], [1]], 'int32'));
const { values, indices } = topK(x, 2);
const piped = pipe(x, relu, (h) => matmul(h, ones([3, 2])), (h) => max(h, 1));
const noise = random.normal(random.key(1), [2, 3], { dtype: 'float64' });
const keys = random.split(random.key(1), 2);
`),
  ).toMatchInlineSnapshot(`
    "const x: Tensor<[2, 3], "float32">
    const flags: Tensor<[2], "bool">
    const images: Tensor<[20, 1, 24, 24], "float32">
    const sum1: Tensor<[2, 3], "float32">
    const scaled: Tensor<[2, 3], "float64">
    const near: Tensor<[2, 3], "bool">
    const chosen: Tensor<[2, 3], "float32">
    const bytes: Tensor<[2, 3], "uint8">
    const hot: Tensor<[2, 10], "float32">
    const total: Tensor<[], "int32">
    const perChannel: Tensor<[1, 1, 1, 1], "float32">
    const best: Tensor<[2], "int32">
    const spread: Tensor<[3], "float32">
    const length: Tensor<[2], "float32">
    const softened: Tensor<[2, 3], "float32">
    const y: Tensor<[20, 10], "float32">
    const batched: Tensor<[8, 7, 5, 2], "float32">
    const product: Tensor<[2, 4], "float32">
    const square: Tensor<[3, 4], "float32">
    const turned: Tensor<[20, 24, 24, 1], "float32">
    const flipped: Tensor<[3, 2], "float32">
    const column: Tensor<[3, 1], "float32">
    const squeezed: Tensor<[20, 24, 24], "float32">
    const wide: Tensor<[2, 3, 4], "float32">
    const cut: Tensor<[10, 1, 11, 24], "float32">
    const padded: Tensor<[20, 1, 28, 28], "float32">
    const patches: Tensor<[20, 1, 12, 12, 5, 5], "float32">
    const longer: Tensor<[2, 8], "float32">
    const piled: Tensor<[2, 3, 2], "float32">
    const left: Tensor<[2, 1], "float32">
    const right: Tensor<[2, 2], "float32">
    const rows: Tensor<[1, 2, 3], "float32">
    const picked: Tensor<[2, 1], "float32">
    const values: Tensor<[2, 2], "float32">
    const indices: Tensor<[2, 2], "int32">
    const piped: Tensor<[2], "float32">
    const noise: Tensor<[2, 3], "float64">
    const keys: readonly [Key, Key]"
  `);
});

test('results of names, of sizes that nobody knows, and of nothing known', () => {
  expect(
    hover(`${ops}
const named = withShape(ones([20, 784]), ['batch', 784]);
const hidden = add(matmul(named, ones([784, 10])), ones([10]));
const folded = reshape(hidden, [-1, 2, 5]);
const twice = concat([hidden, hidden]);
const count: number = Number('20');
const some = matmul(zeros([count, 784]), ones([784, 10]));
const list: number[] = [2, 3];
const unranked = zeros(list);
const either = zeros([count > 2 ? 2 : 3, 4]);
const unknown: Tensor = unranked;
const mixed = add(unknown, some);
const reshaped = reshape(unknown, [2, -1]);
const reduced = sum(unknown, 1);
`),
  ).toMatchInlineSnapshot(`
    "const named: Tensor<["batch", 784], "float32">
    const hidden: Tensor<["batch", 10], "float32">
    const folded: Tensor<["batch", 2, 5], "float32">
    const twice: Tensor<[number, 10], "float32">
    const count: number
    const some: Tensor<[number, 10], "float32">
    const list: number[]
    const unranked: Tensor<number[], "float32">
    const either: Tensor<[2 | 3, 4], "float32">
    const unknown: Tensor<Shape, DType>
    const mixed: Tensor<Shape, "float32" | "float64">
    const reshaped: Tensor<[2, number], DType>
    const reduced: Tensor<Shape, "int32" | "float32" | "float64">"
  `);
});

test('results inside generic functions', () => {
  expect(
    hover(`${ops}
export function generic<B extends Dim, I extends Dim, H extends Dim, C extends number, D extends FloatDType>(
  x: Tensor<[B, I]>, w: Tensor<[I, H]>, b: Tensor<[H]>, images: Tensor<[B, I, 24, 24]>, kernel: Tensor<[H, I, 5, 5]>,
  labels: Tensor<[B], 'int32'>, logits: Tensor<[B, C], D>,
) {
  const product = matmul(x, w);
  const h = relu(add(product, b));
  const center = mean(h, -1, { keepDims: true });
  const perRow = logSumExp(h, 1);
  const flipped = transpose(h);
  const both = stack([h, h]);
  const patches = windows(images, { axes: [2, 3], size: 5 });
  const features = einsum('bcxyij,ocij->boxy', patches, kernel);
  const flat = reshape(features, [-1, 20, 20]);
  const hot = oneHot(labels, logits.shape[1]);
  const masked = mul(logits, 0.5);
  const picked = gather(logits, expandDims(labels, 1));
  const sizes = logits.shape;
  const [half] = split(pad(x as Tensor<[B, 6]>, [[0, 0], [1, 1]]), 2, 1);
}
export function ranks<S extends Shape, H extends Dim>(x: Tensor<[...S, H], 'float32'>, y: Tensor<S, 'float32'>) {
  const shifted = add(y, y);
  const last = sum(x, -1);
  const kept = max(x, -1, { keepDims: true });
}
`),
  ).toMatchInlineSnapshot(`
    "const product: Tensor<[B, H], "float32">
    const h: Tensor<[B, H], "float32">
    const center: Tensor<[B, 1], "float32">
    const perRow: Tensor<[B], "float32">
    const flipped: Tensor<[H, B], "float32">
    const both: Tensor<[2, B, H], "float32">
    const patches: Tensor<[B, I, 20, 20, 5, 5], "float32">
    const features: Tensor<[B, H, 20, 20], "float32">
    const flat: Tensor<[number, 20, 20], "float32">
    const hot: Tensor<[B, C], "float32">
    const masked: Tensor<[B, C], D>
    const picked: Tensor<[B, 1], D>
    const sizes: readonly [number, C]
    const half: Tensor<[B, 4], "float32">
    const shifted: Tensor<S, "float32">
    const last: Tensor<[...S], "float32">
    const kept: Tensor<[...S, 1], "float32">"
  `);
});

test('trees, loops, and an op where it is called', () => {
  expect(
    hover(`${ops}
interface Layer { w: Tensor<[3, 4]>; b: Tensor<[4]> }
declare const layer: Layer;
const moved = tree.map((p, g) => sub(p, mul(g, 0.1)), layer, layer);
const norms = tree.map((p) => norm(p), layer);
const leaf = tree.get(layer, 'b');
const [carry, sums] = scan((c, row) => [add(c, row), sum(row)], zeros([3]), ones([5, 3]));
const called = matmul(ones([2, 3]), layer.w); // ^matmul
const reduced = sum(layer.w, 0); // ^sum
`),
  ).toMatchInlineSnapshot(`
    "const layer: Layer
    const moved: Layer
    const norms: { w: Tensor<[], "float32">; b: Tensor<[], "float32">; }
    const leaf: Tensor<[4], "float32">
    const carry: Tensor<[3], "float32">
    const sums: Tensor<[5], "float32">
    const called: Tensor<[2, 4], "float32">
    const reduced: Tensor<[4], "float32">
    (alias) matmul<[2, 3], "float32", [3, 4], "float32">(a: Tensor<[2, 3], "float32">, b: Tensor<[3, 4], "float32">): Tensor<[2, 4], "float32"> import matmul
    (alias) sum<[3, 4], "float32", 0, false>(x: Tensor<[3, 4], "float32">, axes?: 0 | undefined, options?: KeepDims<false>): Tensor<[4], "float32"> import sum"
  `);
});
