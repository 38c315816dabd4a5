// Training steps of recurrent networks along time. There is no scan: steps are written out, each in its turn.
import type { Input } from '../../lib/draw.ts';
import { losses, steps, type Peer, type Runner } from '../peer.ts';
import { all, type Arr, type Arrays, type Jax } from './api.ts';
import { sgd } from './optimizers.ts';
import { cell } from './passes.ts';

/** A step of gradient descent. */
function descent(
  jax: Jax,
  inputs: Readonly<Record<string, Input>>,
  loss: (p: Arrays, x: Arr, labels: Arr) => Arr,
): Runner {
  const { x, labels = jax.numpy.zeros([]), ...start } = all(jax, inputs) as Arrays;
  const optimizer = sgd(0.01);
  const program = jax.jit((p: Arrays, rows: Arr, answers: Arr): [Arrays, Arr] => {
    const [value, gradients] = jax.valueAndGrad(loss)(jax.tree.ref(p), rows, answers);
    return [optimizer.update(p, [], gradients)[0], value];
  });
  let params: Arrays = start;
  const step = async (): Promise<Arr> => {
    const [next, value] = await jax.blockUntilReady(program(params, x.ref, labels.ref));
    params = next;
    return value;
  };
  return {
    run: async () => (await step()).dispose(),
    answer: () => losses(async () => (await (await step()).data())[0], steps),
  };
}

/** The steps of `[t, b, n]`. */
function rowsOf({ numpy: np }: Jax, x: Arr): Arr[] {
  const [time, batch, width] = x.shape;
  return np.split(x, time, 0).map((row) => row.reshape([batch, width]));
}

export function recurrent(jax: Jax): Pick<Peer['work'], 'lstmStep' | 'rnnStep'> {
  const { numpy: np, nn } = jax;
  const nothing = (x: Input, wh: Input): Arr => np.zeros([x.shape[1], wh.shape[0]]);
  return {
    lstmStep: (inputs) =>
      descent(jax, inputs, (p, x) => {
        let [h, c] = [nothing(inputs.x, inputs.wh), nothing(inputs.x, inputs.wh)];
        const total = rowsOf(jax, x).reduce((sum: Arr, row) => {
          [h, c] = cell(jax, jax.tree.ref(p), row, h, c);
          return sum.add(np.square(h.ref).sum());
        }, np.zeros([]));
        const [time, batch] = inputs.x.shape;
        return total.mul(1 / (time * batch * inputs.wh.shape[0]));
      }),
    rnnStep: (inputs) =>
      descent(jax, inputs, (p, x, labels) => {
        let h = nothing(inputs.x, inputs.wh);
        const [batch, classes] = [inputs.x.shape[1], inputs.by.shape[0]];
        const answers = rowsOf(jax, nn.oneHot(labels, classes).reshape([inputs.x.shape[0], batch, classes]));
        const total = rowsOf(jax, x).reduce((sum: Arr, row, t) => {
          h = np.tanh(np.matmul(row, p['wx'].ref).add(np.matmul(h, p['wh'].ref)).add(p['b'].ref));
          const logits = np.matmul(h.ref, p['wy'].ref).add(p['by'].ref);
          return sum.add(nn.logSoftmax(logits, 1).mul(answers[t]).sum());
        }, np.zeros([]));
        return total.mul(-1 / inputs.labels.shape[0]);
      }),
  };
}
