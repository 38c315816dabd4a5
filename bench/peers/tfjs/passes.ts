// Forward and backward passes of a recurrent cell and of a transformer, and what a call and a copy cost.
import type { Input } from '../../lib/draw.ts';
import { heads, type Peer, type Runner } from '../peer.ts';
import type { Tensor, Tfjs } from './api.ts';

type Params = Readonly<Record<string, Tensor>>;

/** Layer normalization over the last axis. */
export function layerNorm(tf: Tfjs, x: Tensor, gain: Tensor, bias: Tensor): Tensor {
  const centered = tf.sub(x, tf.mean(x, -1, true));
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centered), -1, true), 1e-5));
  return tf.add(tf.mul(tf.mul(centered, scale), gain), bias);
}

/** Gates in the order i, f, g, o. */
export function cell(tf: Tfjs, p: Params, x: Tensor, h: Tensor, c: Tensor): readonly [h: Tensor, c: Tensor] {
  const gates = tf.add(tf.add(tf.matMul(x, p['wx']), tf.matMul(h, p['wh'])), p['b']);
  const [i, f, g, o] = tf.split(gates, 4, 1);
  const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return [tf.mul(tf.sigmoid(o), tf.tanh(next)), next];
}

/** `[b, t, m] x [m, n]` */
function dense(tf: Tfjs, x: Tensor, w: Tensor): Tensor {
  const [batch, time, width] = x.shape;
  return tf.reshape(tf.matMul(tf.reshape(x, [batch * time, width]), w), [batch, time, w.shape[1]]);
}

function attention(tf: Tfjs, x: Tensor, qkv: Tensor, out: Tensor): Tensor {
  const [batch, time, width] = x.shape;
  const size = width / heads;
  const [q, k, v] = tf
    .split(dense(tf, x, qkv), 3, 2)
    .map((part) => tf.transpose(tf.reshape(part, [batch, time, heads, size]), [0, 2, 1, 3]));
  const weights = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)));
  const mixed = tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]);
  return dense(tf, tf.reshape(mixed, [batch, time, width]), out);
}

function block(tf: Tfjs, p: Params, n: number, x: Tensor): Tensor {
  const of = (name: string): Tensor => p[`${name}${n}`];
  const normed = layerNorm(tf, x, of('gainA'), of('biasA'));
  const y = tf.add(x, attention(tf, normed, of('qkv'), of('out')));
  const hidden = tf.relu(dense(tf, layerNorm(tf, y, of('gainB'), of('biasB')), of('up')));
  return tf.add(y, dense(tf, hidden, of('down')));
}

/** A pass whose result is disposed of by the next. */
function pass(tf: Tfjs, f: () => Tensor[], answer: (result: Tensor[]) => number[]): Runner {
  let result: Tensor[] = [];
  const run = (): void => {
    for (const one of result) one.dispose();
    result = tf.tidy(f);
  };
  return {
    run,
    answer() {
      run();
      return answer(result);
    },
  };
}

type Works = 'lstm' | 'transformer' | 'call' | 'copy';

export function passes(tf: Tfjs): Pick<Peer['work'], Works> {
  const tensor = ({ data, shape }: Input): Tensor => tf.tensor(data, shape);
  const gradients = (params: Params, loss: (p: Params) => Tensor): Tensor[] => {
    const names = Object.keys(params);
    const f = (...all: Tensor[]): Tensor => loss(Object.fromEntries(names.map((name, i) => [name, all[i]])));
    return tf.grads(f)(Object.values(params));
  };
  return {
    lstm({ x, h, c, wx, wh, b }) {
      const [input, hidden, state] = [x, h, c].map(tensor);
      const params = { wx: tensor(wx), wh: tensor(wh), b: tensor(b) };
      return pass(
        tf,
        () => {
          let next: Tensor = hidden;
          const all = gradients(params, (p) => {
            const [after, carried] = cell(tf, p, input, hidden, state);
            next = tf.keep(after);
            return tf.add(tf.sum(after), tf.sum(carried));
          });
          return [next, ...all];
        },
        ([next, , ofWh]) => [...next.dataSync(), ...ofWh.dataSync()],
      );
    },
    transformer({ x, ...weights }) {
      const input = tensor(x);
      const entries = Object.entries<Input>(weights).map(([name, w]) => [name, tensor(w)]);
      const params = Object.fromEntries(entries) as Record<keyof typeof weights, Tensor>;
      const names = Object.keys(params);
      const loss = (p: Params): Tensor => {
        const y = block(tf, p, 2, block(tf, p, 1, input));
        return tf.mul(tf.sum(tf.square(y)), 1 / x.data.length);
      };
      return pass(
        tf,
        () => gradients(params, loss),
        (all) => ['qkv1', 'down2'].flatMap((name) => [...all[names.indexOf(name)].dataSync()]),
      );
    },
    call({ x, y }) {
      const [a, b] = [tensor(x), tensor(y)];
      return pass(
        tf,
        () => [tf.add(tf.mul(a, b), a)],
        ([z]) => [...z.dataSync()],
      );
    },
    copy({ x }) {
      // Without `tidy`, which would look for tensors among the ten million numbers it gives back.
      const run = (): Float32Array => {
        const input = tensor(x);
        const output = tf.neg(input);
        const numbers = output.dataSync();
        for (const one of [input, output]) one.dispose();
        return numbers;
      };
      return { run: () => void run(), answer: run };
    },
  };
}
