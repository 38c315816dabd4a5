// layer_defs without shorthand: activations, dropouts, the fc before a loss and quadtransforms as layers of their own.
// The order is ConvNetJS's, so that layers have the same indices in both.
import { integer, refuse } from '../base/errors.ts';
import type { LayerDef } from './layerDef.ts';

/** Any options by name, as they come from people who have no types. */
export type Options = Readonly<Record<string, unknown>>;

/** One layer of a network to be: what `type` it has, and its options, unchecked. */
export interface PlainDef {
  readonly type: string;
  readonly options: Options;
}

const words = new Set(
  (
    'type in_sx in_sy in_depth out_sx out_sy out_depth sx sy filters stride pad num_neurons num_classes activation ' +
    'group_size drop_prob tensor bias_pref l1_decay_mul l2_decay_mul k n alpha beta layer_type num_inputs'
  ).split(' '),
);
const activations = ['relu', 'sigmoid', 'tanh', 'maxout'];

/** The layers that one definition stands for. Throws for words that no layer knows, and for activations that are none. */
export function desugar(def: LayerDef): readonly PlainDef[] {
  const options: Options = def;
  const { type, activation, drop_prob: dropProb, tensor } = options as Options & { readonly type: string };
  const unknown = Object.keys(options).find((word) => !words.has(word));
  if (unknown !== undefined)
    refuse(type, 'no layer has such an option', unknown, options[unknown], optionsOf(type));
  if (tensor !== undefined && typeof tensor !== 'boolean') {
    refuse(type, 'tensor says whether there is a quadtransform', 'tensor', tensor, 'true or false');
  }
  const loss = type === 'softmax' || type === 'svm' || type === 'regression';
  const ends = type === 'input' || loss;
  const misplaced = type === 'input' ? ['tensor'] : loss ? ['activation', 'drop_prob'] : [];
  const wrong = misplaced.find((word) => options[word] !== undefined && options[word] !== false);
  if (ends && wrong !== undefined)
    refuse(type, `${wrong} has no place at this layer`, wrong, options[wrong], `no ${wrong} here`);

  const layers: PlainDef[] = [];
  if (loss) {
    const size = type === 'regression' ? 'num_neurons' : 'num_classes';
    layers.push({ type: 'fc', options: { num_neurons: integer(type, size, options[size], 1) } });
  }
  if (tensor === true) layers.push({ type: 'quadtransform', options: {} });
  layers.push({ type, options: { bias_pref: activation === 'relu' ? 0.1 : 0, ...defined(options) } });
  if (activation !== undefined) {
    if (!activations.includes(activation as string)) {
      refuse(type, 'there is no such activation', 'activation', activation, activations.join(', '));
    }
    const { group_size } = options;
    layers.push({ type: activation as string, options: defined({ group_size }) });
  }
  if (dropProb !== undefined && type !== 'dropout') {
    layers.push({ type: 'dropout', options: { drop_prob: dropProb } });
  }
  return layers;
}

/** Options that are given: an explicit `undefined` counts as leaving one out. */
function defined(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function optionsOf(type: string): string {
  const own: Readonly<Record<string, string>> = {
    input: 'out_sx, out_sy and out_depth',
    conv: 'sx, sy, filters, stride, pad, bias_pref, l1_decay_mul, l2_decay_mul',
    fc: 'num_neurons, bias_pref, l1_decay_mul, l2_decay_mul',
    pool: 'sx, sy, stride, pad',
    maxout: 'group_size',
    dropout: 'drop_prob',
    lrn: 'k, n, alpha, beta',
    softmax: 'num_classes',
    svm: 'num_classes',
    regression: 'num_neurons',
  };
  return `options of ${type}: ${Object.hasOwn(own, type) ? own[type] : 'none of its own'}`;
}
