// Single operations, each one jitted; a call ends when its result is there.
import type { Peer, Runner } from '../peer.ts';
import { all, conv, type Arr, type Jax } from './api.ts';

type Works = 'matmul' | 'add' | Unary | 'sum' | 'softmax' | 'layerNorm';
type Unary = 'tanh' | 'exp' | 'sigmoid';
type Convolutions = 'convForward' | 'convInputGradient' | 'convWeightGradient';

function repeated(jax: Jax, f: (...args: Arr[]) => Arr, args: readonly Arr[]): Runner {
  const program = jax.jit(f);
  let result: Arr | undefined;
  const run = async (): Promise<void> => {
    result?.dispose();
    result = await program(...args.map(({ ref }) => ref)).blockUntilReady();
  };
  return {
    run,
    async answer() {
      await run();
      return (result as Arr).ref.data();
    },
  };
}

/** The pullback of `f`, which is linear, at a point that does not matter. */
function pullback(jax: Jax, f: (x: Arr) => Arr, shape: readonly number[], g: Arr): Arr {
  const [y, back] = jax.vjp(f, [jax.numpy.zeros(shape)]);
  y.dispose();
  const [gradient] = back(g);
  back.dispose();
  return gradient;
}

export function ops(jax: Jax): Pick<Peer['work'], Works | Convolutions> {
  const { numpy: np, nn } = jax;
  return {
    matmul(inputs) {
      const { a, b } = all(jax, inputs);
      return repeated(jax, (x, y) => np.matmul(x, y), [a, b]);
    },
    add(inputs) {
      const { a, b } = all(jax, inputs);
      return repeated(jax, (x, y) => x.add(y), [a, b]);
    },
    tanh: (inputs) => repeated(jax, (x) => np.tanh(x), [all(jax, inputs).x]),
    exp: (inputs) => repeated(jax, (x) => np.exp(x), [all(jax, inputs).x]),
    sigmoid: (inputs) => repeated(jax, (x) => nn.sigmoid(x), [all(jax, inputs).x]),
    sum: (inputs) => repeated(jax, (x) => x.sum(), [all(jax, inputs).x]),
    softmax: (inputs) => repeated(jax, (x) => nn.softmax(x, 1), [all(jax, inputs).x]),
    layerNorm(inputs) {
      const { x, gain, bias } = all(jax, inputs);
      return repeated(jax, (v, g, b) => nn.standardize(v, -1).mul(g).add(b), [x, gain, bias]);
    },
    convForward(inputs) {
      const { x, w } = all(jax, inputs);
      return repeated(jax, (images, filters) => conv(jax, images, filters), [x, w]);
    },
    convInputGradient(inputs) {
      const { g, w } = all(jax, inputs);
      const shape = [g.shape[0], w.shape[1], g.shape[2], g.shape[3]];
      return repeated(jax, (dy, filters) => pullback(jax, (x) => conv(jax, x, filters), shape, dy), [g, w]);
    },
    convWeightGradient(inputs) {
      const { x, g, w } = all(jax, inputs);
      return repeated(jax, (images, dy) => pullback(jax, (f) => conv(jax, images, f), w.shape, dy), [x, g]);
    },
  };
}
