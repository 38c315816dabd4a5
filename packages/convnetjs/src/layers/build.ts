// The nn layer of each layer of a network. Sizes were checked before; what differs between modes is chosen here.
import { define, functional, named, type AnyLayer, type Context } from '@cotangent/nn';
import {
  concat,
  max,
  mul,
  expandDims,
  permute,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  tanh,
  type Tensor,
} from '@cotangent/tensor';
import { refuse } from '../base/errors.ts';
import type { Mode } from '../base/mode.ts';
import type { DropoutSpec, LayerSpec, MaxoutSpec, PoolSpec } from '../definitions/layerSpec.ts';
import { columnPool, looseDropout, looseLrn, looseTanh } from './compat.ts';
import { normalized } from './lrn.ts';
import { convolution, fc } from './weighted.ts';

/** A function from the shape of an example to a layer, as `sequential` takes it. */
export type Step = (input: readonly number[]) => AnyLayer;

/** The key of a layer's parameters: `conv1`. */
export function keyOf(spec: LayerSpec, index: number): string {
  return `${spec.layer_type}${index}`;
}

/** The step of a network that `spec` describes, under a name with its index. Throws for what the layer cannot do. */
export function stepOf(spec: LayerSpec, index: number, mode: Mode): Step {
  return named(keyOf(spec, index), definitionOf(spec, mode)) as Step;
}

type F = (x: Tensor, context: Context) => Tensor;
const activations = {
  relu: (x: Tensor): Tensor => relu(x) as Tensor,
  sigmoid: (x: Tensor): Tensor => sigmoid(x) as Tensor,
  tanh: (x: Tensor): Tensor => tanh(x) as Tensor,
};

function definitionOf(spec: LayerSpec, mode: Mode): (input: readonly number[]) => unknown {
  const { out_sx, out_sy, out_depth, layer_type: type } = spec;
  const compat = mode === 'compat';
  const like = (f: F) => plain(type, f, (input) => input);
  const channels = (f: F) => plain(type, f, ([, ...sides]) => [out_depth, ...sides]);
  switch (spec.layer_type) {
    case 'conv':
      return convolution(spec);
    case 'fc':
      return fc(spec);
    case 'pool': {
      const pool = compat ? (x: Tensor) => columnPool(x, spec) : poolOf(spec);
      return plain(
        type,
        (x) => pool(asImage(x)),
        () => [out_depth, out_sy, out_sx],
      );
    }
    case 'tanh':
      return like(compat ? one(looseTanh) : activations.tanh);
    case 'relu':
    case 'sigmoid':
      return like(activations[spec.layer_type]);
    case 'maxout':
      return channels((x) => maxout(x, spec));
    case 'dropout':
      return like(dropoutOf(spec, compat));
    case 'lrn':
      return like(compat ? one(looseLrn(spec)) : (x) => normalized(x, spec));
    case 'quadtransform':
      return channels(quadratic);
    case 'softmax':
      return plain(
        type,
        (x) => softmax(rows(x), -1) as Tensor,
        () => [out_depth],
      );
    case 'svm':
    case 'regression':
      return plain(type, rows, () => [out_depth]);
    default:
      return like((x) => x);
  }
}

/** `f` of the batch alone, for functions that take all their arguments for tensors. */
function one(f: (x: Tensor) => Tensor): F {
  return (x) => f(x);
}

/** A layer without parameters. */
function plain(
  type: string,
  f: F,
  output: (input: readonly number[]) => readonly number[],
): (input: readonly number[]) => unknown {
  return define(type, (input) => ({
    output: output(input),
    apply: (_, state, x, context) => [f(x, context), state],
  }));
}

/** What an fc layer returns is an image of one pixel to layers of images. */
function asImage(x: Tensor): Tensor {
  return x.rank === 4 ? x : (expandDims(x, [2, 3]) as Tensor);
}

/** Each example as one row, in ConvNetJS's order: channels fastest. `[b, c, h, w] → [b, h·w·c]` */
export function rows(x: Tensor): Tensor {
  if (x.rank === 2) return x;
  const [batch, ...sizes] = x.shape as readonly number[];
  return reshape(permute(x, [0, 2, 3, 1]) as Tensor, [
    batch,
    sizes.reduce((n, size) => n * size, 1),
  ]) as Tensor;
}

function poolOf({ sx, sy, stride, pad }: PoolSpec): (x: Tensor) => Tensor {
  if (pad >= Math.min(sx, sy)) {
    refuse('pool', 'no window may lie in the padding alone', 'pad', pad, `less than ${Math.min(sx, sy)}`);
  }
  return (x) => functional.maxPool(x, [sy, sx], { stride, padding: pad }) as Tensor;
}

/** The largest of each group of channels; channels that fill no group are left out. */
function maxout(x: Tensor, { out_depth: groups, group_size: size }: MaxoutSpec): Tensor {
  const [batch, , ...sides] = x.shape as readonly number[];
  const whole = slice(x, [0, 0], [batch, groups * size]) as Tensor;
  return max(reshape(whole, [batch, groups, size, ...sides]) as Tensor, 2) as Tensor;
}

/** `[a, a⊗a]` over channels: first each `aᵢ`, then `aᵢ·aⱼ` at `c + i·c + j`. */
function quadratic(x: Tensor): Tensor {
  const [batch, depth, ...sides] = x.shape as readonly number[];
  const pairs = mul(expandDims(x, 2) as Tensor, expandDims(x, 1) as Tensor) as Tensor;
  return concat([x, reshape(pairs, [batch, depth * depth, ...sides]) as Tensor], 1) as Tensor;
}

function dropoutOf({ drop_prob: rate }: DropoutSpec, compat: boolean): F {
  if (!compat && rate === 1) {
    refuse('dropout', 'something must be left', 'drop_prob', rate, 'a probability below 1');
  }
  return (x, { training, key }) => {
    if (training !== true) return compat ? (mul(x, rate) as Tensor) : x;
    if (key === undefined) {
      const expected = 'a context { training: true, key }';
      return refuse('dropout', 'in training, what is random needs a key', 'key', key, expected);
    }
    return compat ? looseDropout(x, rate, key) : (functional.dropout(x, rate, key) as Tensor);
  };
}
