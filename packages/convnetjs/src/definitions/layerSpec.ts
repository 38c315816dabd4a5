// A layer as a network holds it and network JSON writes it: every size known, weights left out.

/** What every layer says of its output. */
interface Sized {
  readonly out_sx: number;
  readonly out_sy: number;
  readonly out_depth: number;
}

/** How much of the decay reaches the weights of a layer; its biases never decay. */
interface Decayed {
  readonly l1_decay_mul: number;
  readonly l2_decay_mul: number;
  /** What biases start at; network JSON does not say. */
  readonly bias_pref: number;
}

/** How windows slide. */
interface Sliding {
  readonly sx: number;
  readonly sy: number;
  readonly stride: number;
  readonly pad: number;
  readonly in_depth: number;
}

type InputSpec = Sized & { readonly layer_type: 'input' };
export type ConvSpec = Sized & Sliding & Decayed & { readonly layer_type: 'conv' };
export type FcSpec = Sized & Decayed & { readonly layer_type: 'fc'; readonly num_inputs: number };
export type PoolSpec = Sized & Sliding & { readonly layer_type: 'pool' };
type PlainSpec = Sized & { readonly layer_type: 'relu' | 'sigmoid' | 'tanh' | 'quadtransform' };
export type MaxoutSpec = Sized & { readonly layer_type: 'maxout'; readonly group_size: number };
export type DropoutSpec = Sized & { readonly layer_type: 'dropout'; readonly drop_prob: number };
export type LrnSpec = Sized & {
  readonly layer_type: 'lrn';
  readonly k: number;
  readonly n: number;
  readonly alpha: number;
  readonly beta: number;
};
export type LossSpec = Sized & {
  readonly layer_type: 'softmax' | 'svm' | 'regression';
  readonly num_inputs: number;
};

/** One layer of a network: its type under `layer_type`, its sizes, and nothing that is trained. */
export type LayerSpec =
  InputSpec | ConvSpec | FcSpec | PoolSpec | PlainSpec | MaxoutSpec | DropoutSpec | LrnSpec | LossSpec;

/** Whether a layer is a loss, with which networks end. */
export function isLoss(layer: LayerSpec): layer is LossSpec {
  return layer.layer_type === 'softmax' || layer.layer_type === 'svm' || layer.layer_type === 'regression';
}
