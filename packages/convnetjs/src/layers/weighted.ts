// The layers with weights, which start as ConvNetJS starts them and stand in a tree as those of nn do.
import { constant, convNetJS, define, functional, type AnyLayer } from '@cotangent/nn';
import { add, cast, expandDims, matmul, random, reshape, type Tensor } from '@cotangent/tensor';
import type { ConvSpec, FcSpec } from '../definitions/layerSpec.ts';

/** What a layer with weights trains. Conv: `w` `[out, in, h, w]`; fc: `w` `[in, out]`, with channels first in `in`. */
export interface Weights {
  readonly w: Tensor;
  readonly b: Tensor;
}

type InitKey = Parameters<AnyLayer['init']>[0];

/** Fresh weights: normal with variance `1 / fanIn`, and biases of one value. */
function fresh(shape: readonly number[], outputs: number, bias: number) {
  const fanIn = shape.reduce((n, size) => n * size, 1) / outputs;
  return (key: InitKey, dtype: 'float32' | 'float64'): Weights => {
    const fans = { fanIn, fanOut: outputs, dtype };
    return {
      w: convNetJS()(key, shape, fans),
      b: constant(bias)(random.fold(key, 'b'), [outputs], fans),
    };
  };
}

/** `[c, h, w] → [filters, h′, w′]` */
export function convolution(spec: ConvSpec): (input: readonly number[]) => unknown {
  const { out_sx, out_sy, out_depth, in_depth, sx, sy, stride, pad, bias_pref } = spec;
  return define('conv', () => ({
    output: [out_depth, out_sy, out_sx],
    params: fresh([out_depth, in_depth, sy, sx], out_depth, bias_pref),
    apply: ({ w, b }, state, x) => {
      const image = cast(x.rank === 4 ? x : (expandDims(x, [2, 3]) as Tensor), w.dtype);
      return [functional.conv(image, w, { stride, padding: pad, bias: b }) as Tensor, state];
    },
  }));
}

/** Every output from every input. `[c, h, w] → [n]` */
export function fc(spec: FcSpec): (input: readonly number[]) => unknown {
  const { out_depth, num_inputs, bias_pref } = spec;
  return define('fc', () => ({
    output: [out_depth],
    params: fresh([num_inputs, out_depth], out_depth, bias_pref),
    apply: ({ w, b }, state, x) => {
      const flat = reshape(cast(x, w.dtype), [x.shape[0], num_inputs]) as Tensor;
      return [add(matmul(flat, w), b) as Tensor, state];
    },
  }));
}
