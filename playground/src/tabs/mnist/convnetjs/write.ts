// A network as ConvNetJS reads it: its layers in the words of layer_defs, and their weights under its own keys.
// Weights lie as ours do until `toJSON` writes them, so that only names change here.
import { fromLayerDefs, toJSON, type LayerDef, type NetworkJSON } from '@cotangent/convnetjs';
import type { AnyLayer, Part } from '@cotangent/nn';
import { zeros, type Tensor, type Tree } from '@cotangent/tensor';

interface Weights {
  readonly w: Tensor;
  readonly b?: Tensor;
}

/** The network JSON of a model that ends with a score for each class. Throws for layers that ConvNetJS does not have. */
export function writeNetwork(model: AnyLayer, params: Tree): NetworkJSON {
  const [depth, height, width] = model.input;
  const parts = model.parts.filter(({ kind }) => kind !== 'flatten');
  const last = parts.at(-1);
  if (last?.kind !== 'linear') refuse(last, 'its softmax follows a linear layer');
  const defs: readonly LayerDef[] = [
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...parts.slice(0, -1).map(defOf),
    { type: 'softmax', num_classes: model.output[0] },
  ];
  const made = fromLayerDefs(defs);
  const ours = parts
    .filter(({ kind }) => kind === 'conv' || kind === 'linear')
    .map(({ key }) => (params as object as Readonly<Record<string, Weights>>)[key]);
  const theirs = Object.entries(made.params).map(([key, { b }], i) => {
    const own = ours[i];
    return [key, { w: own.w, b: own.b ?? (zeros(b.shape) as Tensor) }] as const;
  });
  return toJSON(made.model, Object.fromEntries(theirs));
}

function defOf(part: Part): LayerDef {
  const { kind, output, layer } = part;
  const { settings = {} } = layer ?? {};
  switch (kind) {
    case 'conv':
      if (settings['groups'] !== 1) refuse(part, 'it has no groups');
      return { type: 'conv', filters: output[0], bias_pref: 0, ...windowOf(part) };
    case 'maxPool':
      return { type: 'pool', ...windowOf(part) };
    case 'linear':
      return { type: 'fc', num_neurons: output[0], bias_pref: 0 };
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return { type: kind };
    case 'maxout':
      return { type: 'maxout', group_size: numberIn(settings['size']) };
    case 'dropout':
      return { type: 'dropout', drop_prob: numberIn(settings['rate']) };
    case 'localResponseNorm': {
      const [n, alpha, beta, k] = ['size', 'alpha', 'beta', 'k'].map((name) => numberIn(settings[name]));
      return { type: 'lrn', n, alpha, beta, k };
    }
    default:
      return refuse(part, 'it has no such layer');
  }
}

function windowOf(part: Part) {
  const { size, stride, dilation, padding, paddingAfter } = part.layer?.settings ?? {};
  const lists = [size, stride, dilation, padding, paddingAfter];
  if (!lists.every((list): list is readonly number[] => Array.isArray(list) && list.length === 2))
    return refuse(part, 'its windows have two axes');
  const [[sy, sx], [step, other], [spread, otherSpread], before, after] = lists;
  if (step !== other) refuse(part, 'it has one stride for both axes');
  if (spread !== 1 || otherSpread !== 1) refuse(part, 'it has no dilation');
  const [pad] = before;
  if ([...before, ...after].some((n) => n !== pad)) refuse(part, 'it has one padding for all sides');
  return { sx, sy, stride: step, pad };
}

function numberIn(setting: unknown): number {
  if (typeof setting !== 'number') throw new TypeError('A layer does not say what it was made with.');
  return setting;
}

function refuse(part: Part | undefined, why: string): never {
  throw new TypeError(`${part?.path ?? 'The model'} cannot be written for ConvNetJS: ${why}.`);
}
