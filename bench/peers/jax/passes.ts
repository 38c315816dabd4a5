// Forward and backward passes of a recurrent cell and of a transformer, and what a call and a copy cost.
import type { Input } from '../../lib/draw.ts';
import { heads, type Peer, type Runner } from '../peer.ts';
import { all, from, type Arr, type Arrays, type Jax } from './api.ts';

/** Gates in the order i, f, g, o. */
export function cell({ numpy: np, nn }: Jax, p: Arrays, x: Arr, h: Arr, c: Arr): readonly [h: Arr, c: Arr] {
  const gates = np.matmul(x, p['wx']).add(np.matmul(h, p['wh'])).add(p['b']);
  const [i, f, g, o] = np.split(gates, 4, 1);
  const next = nn
    .sigmoid(f)
    .mul(c)
    .add(nn.sigmoid(i).mul(np.tanh(g)));
  return [nn.sigmoid(o).mul(np.tanh(next.ref)), next];
}

/** Written out, because `dotProductAttention` needs a Node newer than 20. */
function attention({ numpy: np, nn }: Jax, x: Arr, qkv: Arr, out: Arr): Arr {
  const [batch, time, width] = x.shape;
  const size = width / heads;
  const parts = np.split(np.matmul(x, qkv), 3, 2).map((part) => part.reshape([batch, time, heads, size]));
  const q = parts[0].transpose([0, 2, 1, 3]);
  const k = parts[1].transpose([0, 2, 3, 1]);
  const v = parts[2].transpose([0, 2, 1, 3]);
  const weights = nn.softmax(np.matmul(q, k).mul(1 / Math.sqrt(size)), -1);
  return np.matmul(np.matmul(weights, v).transpose([0, 2, 1, 3]).reshape([batch, time, width]), out);
}

function block(jax: Jax, p: Arrays, n: number, x: Arr): Arr {
  const { numpy: np, nn } = jax;
  const of = (name: string): Arr => p[`${name}${n}`];
  const normed = nn.standardize(x.ref, -1).mul(of('gainA')).add(of('biasA'));
  const y = x.add(attention(jax, normed, of('qkv'), of('out')));
  const again = nn.standardize(y.ref, -1).mul(of('gainB')).add(of('biasB'));
  return y.add(np.matmul(nn.relu(np.matmul(again, of('up'))), of('down')));
}

/** A jitted function of arrays that stay; its result is disposed of before the next. */
function pass<A extends unknown[], R>(
  jax: Jax,
  f: (...args: A) => R,
  args: A,
  answer: (result: R) => Promise<number[]>,
): Runner {
  const program = jax.jit(f);
  let result: R | undefined;
  const run = async (): Promise<void> => {
    if (result !== undefined) jax.tree.dispose(result);
    result = await jax.blockUntilReady(program(...jax.tree.ref(args)));
  };
  return {
    run,
    async answer() {
      await run();
      return answer(result as R);
    },
  };
}

const numbers = async (...arrays: Arr[]): Promise<number[]> =>
  (await Promise.all(arrays.map(({ ref }) => ref.data()))).flatMap((data) => [...data]);

type Works = 'lstm' | 'transformer' | 'call' | 'copy';

export function passes(jax: Jax): Pick<Peer['work'], Works> {
  const { numpy: np } = jax;
  return {
    lstm({ x, h, c, ...weights }) {
      const loss = (p: Arrays, ...[input, hidden, state]: Arr[]): [Arr, Arr] => {
        const [next, carried] = cell(jax, p, input, hidden, state);
        return [next.ref.sum().add(carried.sum()), next];
      };
      const f = (p: Arrays, ...rest: Arr[]): { readonly hidden: Arr; readonly gradients: Arrays } => {
        const [[value, hidden], gradients] = jax.valueAndGrad(loss, { hasAux: true })(p, ...rest);
        value.dispose();
        return { hidden, gradients };
      };
      const args = [x, h, c].map((input) => from(jax, input));
      return pass(jax, f, [all<string>(jax, weights), ...args], ({ hidden, gradients }) =>
        numbers(hidden, gradients['wh']),
      );
    },
    transformer({ x, ...weights }) {
      const loss = (p: Arrays, input: Arr): Arr =>
        np
          .square(block(jax, p, 2, block(jax, p, 1, input)))
          .sum()
          .mul(1 / x.data.length);
      const f = (p: Arrays, input: Arr): Arrays => {
        const [value, gradients] = jax.valueAndGrad(loss)(p, input);
        value.dispose();
        return gradients;
      };
      const params = all<string>(jax, weights as Readonly<Record<string, Input>>);
      return pass(jax, f, [params, from(jax, x)], (g) => numbers(g['qkv1'], g['down2']));
    },
    call: ({ x, y }) =>
      pass(
        jax,
        (a: Arr, b: Arr) => a.ref.mul(b).add(a),
        [from(jax, x), from(jax, y)],
        (z) => numbers(z),
      ),
    copy({ x }) {
      const negative = jax.jit((v: Arr) => v.mul(-1));
      const run = (): Promise<Float32Array> => negative(from(jax, x)).data();
      return { run: async () => void (await run()), answer: run };
    },
  };
}
