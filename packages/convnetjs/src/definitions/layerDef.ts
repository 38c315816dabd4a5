// layer_defs as types: what an editor completes, and what it refuses.
// Each layer is told from the others by its `type`; sizes that a layer cannot do without are not optional.

/** What may follow a layer. */
type Activated =
  | { readonly activation?: 'relu' | 'sigmoid' | 'tanh' | undefined; readonly group_size?: undefined }
  | {
      readonly activation: 'maxout';
      /** How many neighboring channels compete; 2 unless given. */
      readonly group_size?: number | undefined;
    };
type Dropped = {
  /** Appends a dropout layer of this probability. */
  readonly drop_prob?: number | undefined;
};
type Quadratic = {
  /** Puts a quadtransform before the layer: products of all pairs of channels. */
  readonly tensor?: boolean | undefined;
};
type Extras = Activated & Dropped & Quadratic;

/** What layers with weights have in common. */
type Weighted = {
  /** What biases start at: 0, or 0.1 before a relu. */
  readonly bias_pref?: number | undefined;
  /** The layer's share of the trainer's `l1_decay`; 0 unless given. */
  readonly l1_decay_mul?: number | undefined;
  /** The layer's share of the trainer's `l2_decay`; 1 unless given. */
  readonly l2_decay_mul?: number | undefined;
};

/** The size of an example: width, height and channels. The first layer of every network. */
type InputDef = { readonly type: 'input' } & (
  | { readonly in_sx: number; readonly in_sy: number; readonly in_depth: number }
  | { readonly out_sx: number; readonly out_sy: number; readonly out_depth: number }
) &
  Activated &
  Dropped;

/** `filters` kernels of `sx` by `sy`. */
type ConvDef = {
  readonly type: 'conv';
  readonly sx: number;
  /** `sx` unless given. */
  readonly sy?: number | undefined;
  readonly filters: number;
  /** 1 unless given. */
  readonly stride?: number | undefined;
  /** 0 unless given. */
  readonly pad?: number | undefined;
} & Weighted &
  Extras;

/** The largest of each window of `sx` by `sy`. */
type PoolDef = {
  readonly type: 'pool';
  readonly sx: number;
  /** `sx` unless given. */
  readonly sy?: number | undefined;
  /** 2 unless given. */
  readonly stride?: number | undefined;
  /** 0 unless given. */
  readonly pad?: number | undefined;
} & Extras;

/** `num_neurons` outputs, each connected with every input. The usual name stands last: it is the one that compilers miss. */
type FcDef = { readonly type: 'fc' } & (
  | { readonly filters: number; readonly num_neurons?: undefined }
  | { readonly num_neurons: number; readonly filters?: undefined }
) &
  Weighted &
  Extras;

/** An activation as a layer of its own. */
type ActivationDef = { readonly type: 'relu' | 'sigmoid' | 'tanh' } & Extras;

/** The largest of each `group_size` neighboring channels. */
type MaxoutDef = {
  readonly type: 'maxout';
  /** 2 unless given. */
  readonly group_size?: number | undefined;
} & Dropped &
  Quadratic;

/** In training, elements are zero with probability `drop_prob`. */
type DropoutDef = {
  readonly type: 'dropout';
  /** 0.5 unless given. */
  readonly drop_prob?: number | undefined;
} & Activated &
  Quadratic;

/** Each channel against those within `⌊n / 2⌋` of it: `a / (k + alpha / n · Σ a²)^beta`. */
type LrnDef = {
  readonly type: 'lrn';
  readonly k: number;
  readonly n: number;
  readonly alpha: number;
  readonly beta: number;
} & Extras;

/** The channels, and the products of all their pairs. */
type QuadTransformDef = { readonly type: 'quadtransform' } & Extras;

/** A classifier's last layer, an fc layer included: probabilities (`softmax`), or scores under the hinge loss (`svm`). */
type ClassifierDef = { readonly type: 'softmax' | 'svm'; readonly num_classes: number } & Quadratic;

/** The last layer of what learns numbers, an fc layer included. */
type RegressionDef = { readonly type: 'regression'; readonly num_neurons: number } & Quadratic;

/**
 * One layer, as ConvNetJS's `makeLayers` takes it.
 * @example
 * const digits: LayerDef[] = [
 *   { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
 *   { type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu' },
 *   { type: 'pool', sx: 2, stride: 2 },
 *   { type: 'softmax', num_classes: 10 },
 * ];
 */
export type LayerDef =
  | InputDef
  | ConvDef
  | PoolDef
  | FcDef
  | ActivationDef
  | MaxoutDef
  | DropoutDef
  | LrnDef
  | QuadTransformDef
  | ClassifierDef
  | RegressionDef;
