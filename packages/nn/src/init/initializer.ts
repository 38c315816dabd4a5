// What an initializer is: a function of a key, a shape, and the fans that its layer knows.
import { full, type FloatDType, type Key, type Tensor } from '@cotangent/tensor';

/** What a layer tells its initializer. */
export interface Fans {
  /** How many inputs meet in one output. */
  readonly fanIn: number;
  /** How many outputs one input goes to. */
  readonly fanOut: number;
  readonly dtype: FloatDType;
}

/** Makes weights of `shape`; the same key gives the same ones. */
export type Initializer = (key: Key, shape: readonly number[], fans: Fans) => Tensor;

/**
 * The same value everywhere, for biases: 0.1 keeps relus alive at the start. `→ S`.
 * @example linear(2, { biasInit: constant(0.5) })([4]).init(random.key(0)).params.b; // float32[2] [0.5, 0.5]
 */
export function constant(value: number): Initializer {
  return (_, shape, { dtype }) => full(shape, value, dtype) as Tensor;
}

/** What layers take that make weights and a bias. */
export interface InitializerChoice {
  /** How the weights start. */
  readonly init?: Initializer | undefined;
  /** How the bias starts; zeros unless given. */
  readonly biasInit?: Initializer | undefined;
}
