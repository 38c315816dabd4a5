// Training steps of recurrent networks along time: cells in a scan, and gradient descent.
import { valueAndGrad } from '@cotangent/autograd';
import { functional, softmaxCrossEntropy, type LstmState } from '@cotangent/nn';
import { applyUpdates, sgd } from '@cotangent/optim';
import { add, cast, matmul, mean, reshape, scan, square, zeros, type Tensor } from '@cotangent/tensor';
import type { Input } from '../../lib/draw.ts';
import type { Peer, Runner } from '../peer.ts';
import { training, type Compile } from './compile.ts';
import { from, type Matrix } from './ops.ts';

type Params = Readonly<Record<string, Tensor>>;
type Loss<B> = (params: Params, batch: B) => Tensor<[]>;

/** A step of gradient descent on what is done to `batch`. */
function descent<B>(
  compile: Compile,
  weights: Readonly<Record<string, Input>>,
  batch: B,
  loss: Loss<B>,
): Runner {
  const params: Params = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, from(w)]));
  const optimizer = sgd(0.01);
  const initial = { params, slots: optimizer.init(params) };
  return training(compile, initial, batch, (state, given) => {
    const [value, gradients] = valueAndGrad(loss)(state.params, given);
    const [updates, slots] = optimizer.update(gradients, state.slots, state.params);
    return [{ params: applyUpdates(state.params, updates), slots }, value];
  });
}

/** What a cell gives in each step, from zeros. */
function along<C>(
  cell: (x: Tensor, carry: C) => C,
  outputOf: (carry: C) => Tensor,
  start: C,
  xs: Tensor,
): Tensor {
  const step = (carry: C, x: Tensor): readonly [C, Tensor] => {
    const next = cell(x, carry);
    return [next, outputOf(next)];
  };
  return scan(step as never, start as never, xs as never)[1] as Tensor;
}

export function recurrent(compile: Compile): Pick<Peer['work'], 'lstmStep' | 'rnnStep'> {
  return {
    lstmStep({ x, ...weights }) {
      const nothing = zeros([x.shape[1], weights.wh.shape[0]]) as Tensor;
      const start: LstmState = { h: nothing, c: nothing };
      return descent(compile, weights, from(x), ({ wx: wi, wh, b }, xs) => {
        const cell = (row: Tensor, carry: LstmState): LstmState =>
          functional.lstmCell(row, carry, { wi, wh, b });
        return mean(square(along(cell, ({ h }) => h as Tensor, start, xs))) as Tensor<[]>;
      });
    },
    rnnStep({ x, labels, ...weights }) {
      const start = zeros([x.shape[1], weights.wh.shape[0]]) as Tensor;
      const batch = { xs: from(x), next: cast(from(labels), 'int32') as Tensor };
      return descent(compile, weights, batch, ({ wx: wi, wh, b, wy, by }, { xs, next }) => {
        const cell = (row: Tensor, h: Tensor): Tensor => functional.rnnCell(row, h, { wi, wh, b });
        const hidden = along(cell, (h) => h, start, xs);
        const rows = reshape(hidden, [labels.shape[0], wy.shape[0] as number]);
        return softmaxCrossEntropy(add(matmul(rows, wy as Matrix), by), next) as Tensor<[]>;
      });
    },
  };
}
