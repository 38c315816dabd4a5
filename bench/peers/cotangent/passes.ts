// Forward and backward passes of a recurrent cell and of a transformer, and what a call and a copy cost.
import { valueAndGrad } from '@cotangent/autograd';
import {
  add,
  einsum,
  matmul,
  mean,
  mul,
  neg,
  permute,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  square,
  sum,
  tanh,
  zeros,
  zerosLike,
  type Tensor,
} from '@cotangent/tensor';
import { dense } from '@cotangent/tensor/extend';
import type { Input } from '../../lib/draw.ts';
import { heads, type Peer } from '../peer.ts';
import { operation, resident, type Compile } from './compile.ts';
import { from, layerNorm, type Matrix } from './ops.ts';

type Sequence = Tensor<[number, number, number]>;
type Heads = Tensor<[number, number, number, number, number]>;
type Params = Readonly<Record<string, Tensor>>;

function all(inputs: Readonly<Record<string, Input>>): Params {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, from(input)]));
}

const zerosOf = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).map(([name, x]) => [name, zerosLike(x)]));

/** The cell of Hochreiter and Schmidhuber with a forget gate; gates stand in the order i, f, g, o. */
function cell(p: Params, x: Matrix, h: Matrix, c: Matrix): readonly [h: Matrix, c: Matrix] {
  const [batch, width] = h.shape;
  const gates = add(add(matmul(x, p['wx'] as Matrix), matmul(h, p['wh'] as Matrix)), p['b']) as Matrix;
  const gate = (n: number): Matrix => slice(gates, [0, n * width], [batch, (n + 1) * width]) as Matrix;
  const next = add(mul(sigmoid(gate(1)), c), mul(sigmoid(gate(0)), tanh(gate(2))));
  return [mul(sigmoid(gate(3)), tanh(next)), next];
}

/** Self-attention over all places. */
function attention(x: Sequence, qkv: Matrix, out: Matrix): Sequence {
  const [batch, time, width] = x.shape;
  const size = width / heads;
  const split = reshape(matmul(x, qkv), [batch, time, 3, heads, size]);
  const [q, k, v] = [0, 1, 2].map((n) =>
    reshape(slice(split, [0, 0, n], [batch, time, n + 1]) as Heads, [batch, time, heads, size]),
  );
  const scores = mul(einsum('bihd,bjhd->bhij', q, k), 1 / Math.sqrt(size));
  const mixed = einsum('bhij,bjhd->bhid', softmax(scores, -1), v);
  const joined: Sequence = reshape(permute(mixed, [0, 2, 1, 3]) as Tensor<[number, number, number, number]>, [
    batch,
    time,
    width,
  ]);
  return matmul(joined, out);
}

function block(p: Params, n: number, x: Sequence): Sequence {
  const of = (name: string): Tensor => p[`${name}${n}`];
  const [qkv, out, up, down] = ['qkv', 'out', 'up', 'down'].map((name) => of(name) as Matrix);
  const y = add(x, attention(layerNorm(x, of('gainA'), of('biasA')), qkv, out));
  return add(y, matmul(relu(matmul(layerNorm(y, of('gainB'), of('biasB')), up)), down));
}

type Works = 'lstm' | 'transformer' | 'call' | 'copy';

export function passes(compile: Compile): Pick<Peer['work'], Works> {
  return {
    lstm({ x, h, c, ...weights }) {
      const p = all(weights);
      const operands = { p, x: from<Matrix>(x), h: from<Matrix>(h), c: from<Matrix>(c) };
      const loss = (params: Params, o: typeof operands): readonly [Tensor<[]>, Matrix] => {
        const [hidden, state] = cell(params, o.x, o.h, o.c);
        return [add(sum(hidden), sum(state)), hidden];
      };
      const initial = { hidden: zeros(h.shape) as Matrix, gradients: zerosOf(p) };
      return resident(
        compile,
        operands,
        initial,
        (o): typeof initial => {
          const [[, hidden], gradients] = valueAndGrad(loss, { hasAux: true })(o.p, o);
          return { hidden, gradients };
        },
        ({ hidden, gradients }) => [...hidden.data(), ...gradients['wh'].data()],
      );
    },
    transformer({ x, ...weights }) {
      const p = all(weights);
      const loss = (params: Params, v: Sequence): Tensor<[]> =>
        mean(square(block(params, 2, block(params, 1, v))));
      const initial = { value: zeros([]) as Tensor<[]>, gradients: zerosOf(p) };
      return resident(
        compile,
        { p, x: from<Sequence>(x) },
        initial,
        (o): typeof initial => {
          const [value, gradients] = valueAndGrad(loss)(o.p, o.x);
          return { value, gradients };
        },
        ({ gradients }) => [...gradients['qkv1'].data(), ...gradients['down2'].data()],
      );
    },
    call: ({ x, y }) =>
      operation(compile, { x: from(x), y: from(y) }, x.shape, (o) => add(mul(o.x, o.y), o.x)),
    copy({ x: { data, shape } }) {
      // The array is lent as long as a call lasts, and the result before given back: nothing is kept that nobody reads.
      const f = compile((x: Tensor, _before: Tensor) => neg(x), { donate: [1] });
      let result = zeros(shape) as Tensor;
      const run = (): ArrayLike<number> => {
        result = f(dense(data as Float32Array<ArrayBuffer>, 'float32', shape) as Tensor, result);
        return result.data();
      };
      return { run: () => void run(), answer: run };
    },
  };
}
