// From a layer's options and the layer before it to its sizes, defaults filled in: the one place where sizes are computed.
import { complain, show } from '@cotangent/tensor/extend';
import { integer, real, refuse } from '../base/errors.ts';
import type { Options, PlainDef } from './desugar.ts';
import type { LayerSpec } from './layerSpec.ts';

/** Where a layer stands: behind what, and where missing multipliers of decay mean 1, as in network JSON. */
export interface Place {
  readonly before: LayerSpec | undefined;
  readonly multipliers: { readonly l1: number; readonly l2: number };
}

const types =
  'input, conv, pool, fc, relu, sigmoid, tanh, maxout, dropout, lrn, quadtransform, softmax, svm, regression';

/** The layer that `def` is behind `before`. Throws for unknown types, for sizes that are missing, and those that do not fit. */
export function sized({ type, options }: PlainDef, place: Place): LayerSpec {
  const { before } = place;
  if (type === 'input') {
    if (before !== undefined)
      refuse(type, 'only the first layer is the input', 'type', type, 'another layer');
    const side = (name: string): number =>
      integer(type, `out_${name}`, options[`out_${name}`] ?? options[`in_${name}`], 1);
    return { layer_type: type, out_sx: side('sx'), out_sy: side('sy'), out_depth: side('depth') };
  }
  if (before === undefined)
    return refuse(type, 'the first layer is the input', 'type', type, "type: 'input'");
  const { out_sx, out_sy, out_depth } = before;
  const same = { out_sx, out_sy, out_depth };
  const inputs = out_sx * out_sy * out_depth;
  switch (type) {
    case 'conv':
      return { ...slid(type, options, before, 1), ...decayed(type, options, place), layer_type: type };
    case 'pool':
      return { ...slid(type, { ...options, filters: out_depth }, before, 2), layer_type: type };
    case 'fc': {
      const name = options['num_neurons'] === undefined && 'filters' in options ? 'filters' : 'num_neurons';
      const neurons = integer(type, name, options[name], 1);
      const decay = decayed(type, options, place);
      return { layer_type: type, out_sx: 1, out_sy: 1, out_depth: neurons, num_inputs: inputs, ...decay };
    }
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return { ...same, layer_type: type };
    case 'quadtransform':
      return { ...same, out_depth: out_depth + out_depth ** 2, layer_type: type };
    case 'maxout': {
      const size = integer(type, 'group_size', options['group_size'] ?? 2, 1);
      if (size > out_depth) {
        complain({
          op: type,
          rule: 'a group is no larger than the layer before it is deep',
          got: { group_size: show(size), in_depth: show(out_depth) },
          argument: 'group_size',
          expected: `at most ${out_depth}`,
        });
      }
      return { ...same, out_depth: Math.floor(out_depth / size), layer_type: type, group_size: size };
    }
    case 'dropout':
      return {
        ...same,
        layer_type: type,
        drop_prob: real(type, 'drop_prob', options['drop_prob'] ?? 0.5, 0, 1),
      };
    case 'lrn': {
      const number = (name: string): number => real(type, name, options[name]);
      const [k, n, alpha, beta] = [
        number('k'),
        integer(type, 'n', options['n'], 1),
        number('alpha'),
        number('beta'),
      ];
      return { ...same, layer_type: type, k, n, alpha, beta };
    }
    case 'softmax':
    case 'svm':
    case 'regression':
      return { layer_type: type, out_sx: 1, out_sy: 1, out_depth: inputs, num_inputs: inputs };
    default:
      return refuse(type, 'there is no such type of layer', 'type', type, `one of ${types}`);
  }
}

/** The sizes of windows and of what they leave: `⌊(in + 2·pad − size) / stride⌋ + 1`. */
function slid(type: string, options: Options, before: LayerSpec, usual: number): Slid {
  const sx = integer(type, 'sx', options['sx'], 1);
  const sy = integer(type, 'sy', options['sy'] ?? sx, 1);
  const stride = integer(type, 'stride', options['stride'] ?? usual, 1);
  const pad = integer(type, 'pad', options['pad'] ?? 0, 0);
  const along = (side: 'sx' | 'sy', size: number): number => {
    const given = before[`out_${side}`];
    const out = Math.floor((given + 2 * pad - size) / stride) + 1;
    if (out > 0) return out;
    return complain({
      op: type,
      rule: `the window must fit into the input along ${side === 'sx' ? 'x' : 'y'}`,
      got: { [`in_${side}`]: show(given), [side]: show(size), pad: show(pad) },
      argument: side,
      expected: `at most ${given + 2 * pad}, the input with its padding`,
    });
  };
  const out_depth = integer(type, 'filters', options['filters'], 1);
  const sides = { out_sx: along('sx', sx), out_sy: along('sy', sy) };
  return { ...sides, out_depth, sx, sy, stride, pad, in_depth: before.out_depth };
}

type Slid = Readonly<
  Record<'out_sx' | 'out_sy' | 'out_depth' | 'sx' | 'sy' | 'stride' | 'pad' | 'in_depth', number>
>;

function decayed(
  type: string,
  options: Options,
  { multipliers }: Place,
): { readonly l1_decay_mul: number; readonly l2_decay_mul: number; readonly bias_pref: number } {
  return {
    l1_decay_mul: real(type, 'l1_decay_mul', options['l1_decay_mul'] ?? multipliers.l1),
    l2_decay_mul: real(type, 'l2_decay_mul', options['l2_decay_mul'] ?? multipliers.l2),
    bias_pref: real(type, 'bias_pref', options['bias_pref'] ?? 0),
  };
}
