// Programs whose results every engine must find to the bit: functions, sums, products, loops, random draws and training,
// hashed result by result. Inputs are drawn by programs too: an engine's own `Math` is not the same everywhere.
import { grad, valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import { conv, flatten, linear, maxPool, predict, sequential, softmaxCrossEntropy } from '@cotangent/nn';
import { adadelta, applyUpdates } from '@cotangent/optim';
import { add, argsort, cast, concat, cumsum, einsum, flip, matmul, mul, random, relu, scan, sum, tanh, tensor, type DType, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { takeApart } from '@cotangent/tensor/extend';
import { op } from '../differential/ops.ts';

/** A hash of the bytes of all tensors in a tree; every NaN counts as the same one. */
function hash(tree: unknown): string {
  let state = 0x811c9dc5;
  for (const leaf of takeApart('hash', 'result', tree).leaves) {
    const values = leaf.data().map((value: number) => (Number.isNaN(value) ? NaN : value));
    for (const byte of new Uint8Array(values.buffer)) state = Math.imul(state ^ byte, 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}

const options = { relaxed: false };
const key = (n: number): Tensor<[2], 'int32'> => random.key(n);
/** Numbers from -4 to 4, and what is special among numbers. */
const drawn = (n: number, shape: readonly number[], dtype: DType = 'float32'): Tensor =>
  jit(
    (k: Tensor<[2], 'int32'>) => cast(random.uniform(k, shape, { low: -4, high: 4 }), dtype) as Tensor,
    options,
  )(key(n));

const functions =
  'exp expm1 log log1p log2 log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf sigmoid softplus ' +
  'sqrt abs sign floor round';
const pairs = 'add sub mul div rem pow atan2 maximum';
function elementwise(dtype: DType): Record<string, () => unknown> {
  const specials = cast(tensor([0, -0, Infinity, -Infinity, NaN, 1e-42, 3e38, 0.5, 1]), dtype) as Tensor;
  const x = concat([drawn(1, [1000], dtype), specials] as never, 0) as Tensor;
  const y = flip(x, 0) as Tensor;
  return Object.fromEntries([
    ...functions.split(' ').map((name) => [`${name} of ${dtype}`, () => jit(op(name), options)(x)]),
    ...pairs.split(' ').map((name) => [`${name} of ${dtype}`, () => jit(op(name), options)(x, y)]),
  ]) as Record<string, () => unknown>;
}

function training(steps: number): unknown {
  const model = sequential([1, 24, 24], conv(8, 5, { padding: 2 }), relu, maxPool(2), conv(16, 5, { padding: 2 }), relu, maxPool(3), flatten(), linear(10)); // prettier-ignore
  const optimizer = adadelta();
  const start = jit((k: Tensor<[2], 'int32'>) => model.init(k).params, options)(key(2));
  type Params = typeof start;
  const images = drawn(3, [20, 1, 24, 24]) as Tensor<[20, 1, 24, 24]>;
  const labels = jit((k: Tensor<[2], 'int32'>) => random.integers(k, [20], 0, 10), options)(key(4));
  const step = jit(
    (params: Params, state: ReturnType<typeof optimizer.init<Params>>) => {
      const loss = (p: Params): Tensor<[]> => softmaxCrossEntropy(predict(model, p, images), labels);
      const [value, gradients] = valueAndGrad(loss)(params);
      const [updates, next] = optimizer.update(gradients, state, params);
      return [applyUpdates(params, updates), next, value] as const;
    },
    { ...options, donate: [0, 1] },
  );
  let [params, state] = [start, optimizer.init(start)];
  const losses: Tensor[] = [];
  for (let k = 0; k < steps; k++) {
    const [nextParams, nextState, loss] = step(params, state);
    [params, state] = [nextParams, nextState];
    losses.push(loss as Tensor);
  }
  return { params, losses };
}

const recurrent = (w: Tensor<[8, 8]>): Tensor<[]> =>
  sum(scan((h: Tensor<[8]>) => [tanh(matmul(w, h)), h], sum(w, 0), null, { length: 20 })[0]) as Tensor<[]>;

const programs = (): Readonly<Record<string, () => unknown>> => ({
  ...elementwise('float32'),
  ...elementwise('float64'),
  sums: () => jit((x: Tensor) => [sum(x), sum(x, 0), sum(x, 1), cumsum(x, 1)], options)(drawn(5, [97, 301])),
  products: () =>
    jit((x: Tensor, y: Tensor) => matmul(x, y), options)(drawn(6, [67, 301]), drawn(7, [301, 45])),
  'products of float64': () => jit((x: Tensor) => einsum('ij,kj->ik', x, x), options)(drawn(8, [33, 500], 'float64')), // prettier-ignore
  draws: () =>
    jit((k: Tensor<[2], 'int32'>) => [random.normal(k, [999]), random.bits(k, [99])], options)(key(9)),
  orders: () => jit((x: Tensor) => argsort(x, 0), options)(drawn(10, [500])),
  integers: () =>
    jit((x: Tensor) => mul(add(cast(mul(x, 1e5), 'int32'), 7), 2 ** 20), options)(drawn(11, [500])),
  'a loop and its gradient': () => jit(grad(recurrent), options)(drawn(12, [8, 8]) as Tensor<[8, 8]>),
  'ten steps of training': () => training(10),
});

/** The hash of every program's results, by its name. */
export function hashes(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(programs()).map(([name, run]) => [name, hash(run())]));
}
