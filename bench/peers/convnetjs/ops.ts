// Single layers, an example at a time.
import type { Input } from '../../lib/draw.ts';
import type { Peer, Runner } from '../peer.ts';
import { flat, vols, type Convnetjs, type Layer, type Vol } from './api.ts';

type Works = 'matmul' | 'add' | Unary | 'sum' | 'softmax' | 'layerNorm';
type Unary = 'tanh' | 'exp' | 'sigmoid';
type Convolutions = 'convForward' | 'convInputGradient' | 'convWeightGradient';

/** A convolution whose filters are `w`, without bias. */
function layerOf(library: Convnetjs, w: Input, side: number): Layer {
  const [filters, in_depth, size] = w.shape;
  const pad = (size - 1) / 2;
  const layer = new library.ConvLayer({ in_sx: side, in_sy: side, in_depth, sx: size, filters, pad });
  vols(library, w).forEach((vol, i) => (layer.filters[i] = vol));
  return layer;
}

/** A layer over a list of Vols. */
function forward(layer: Layer, inputs: readonly Vol[]): Runner {
  let outputs: Vol[] = [];
  const run = (): void => {
    outputs = inputs.map((x) => layer.forward(x, false));
  };
  return {
    run,
    answer() {
      run();
      return flat(outputs);
    },
  };
}

/** A matrix as a Vol a row. */
function rows(library: Convnetjs, { data, shape }: Input): Vol[] {
  const [count, width] = shape;
  return vols(library, { data, shape: [count, width, 1, 1] });
}

export function ops(library: Convnetjs): Pick<Peer['work'], Works | Convolutions> {
  const one = (x: Input): Vol[] => rows(library, { data: x.data, shape: [1, x.data.length] });
  return {
    matmul: 'it has no matrix product apart from its fc layer',
    sum: 'it has no such operation',
    exp: 'it has no such layer',
    sigmoid: ({ x }) =>
      forward(new library.SigmoidLayer({ in_sx: 1, in_sy: 1, in_depth: x.data.length }), one(x)),
    layerNorm: 'it has no such layer',
    add({ a, b }) {
      const [x] = one(a);
      const [y] = one(b);
      return {
        note: 'in place',
        run: () => x.addFrom(y),
        answer() {
          x.addFrom(y);
          return x.w.slice();
        },
      };
    },
    tanh: ({ x }) => forward(new library.TanhLayer({ in_sx: 1, in_sy: 1, in_depth: x.data.length }), one(x)),
    softmax: ({ x }) =>
      forward(new library.SoftmaxLayer({ in_sx: 1, in_sy: 1, in_depth: x.shape[1] }), rows(library, x)),
    convForward: ({ x, w }) => forward(layerOf(library, w, x.shape[2]), vols(library, x)),
    convInputGradient: 'its backward pass computes both gradients at once: see the weight gradient',
    convWeightGradient({ x, g, w }) {
      const layer = layerOf(library, w, x.shape[2]);
      const images = vols(library, x);
      const outputs = images.map((image) => layer.forward(image, true));
      vols(library, g).forEach((gradient, n) => (outputs[n].dw = gradient.w));
      const run = (): void => {
        images.forEach((image, n) => {
          Object.assign(layer, { in_act: image, out_act: outputs[n] });
          layer.backward();
        });
      };
      return {
        note: 'both gradients',
        run,
        answer() {
          for (const filter of layer.filters) filter.dw.fill(0);
          run();
          return flat(layer.filters, 'dw');
        },
      };
    },
  };
}
