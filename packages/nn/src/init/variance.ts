// How weights start: random, of a spread that keeps signals as large from layer to layer.
// What differs is which fan decides the variance.
import { random, type Tensor } from '@cotangent/tensor';
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import type { Initializer } from './initializer.ts';

/** From which distribution weights are drawn; its variance is the same for all. */
export interface InitializerOptions {
  /** `'normal'` unless given. */
  readonly distribution?: 'normal' | 'uniform' | undefined;
  /** A factor on the standard deviation; 1 unless given. */
  readonly gain?: number | undefined;
}

/** Draws of mean 0 and a variance that the fans decide. */
function scaled(
  op: string,
  options: InitializerOptions,
  variance: (fanIn: number, fanOut: number) => number,
  otherwise: NonNullable<InitializerOptions['distribution']>,
): Initializer {
  requireOptions<InitializerOptions>(op, options, { distribution: 'any', gain: 'number' });
  const { distribution = otherwise, gain = 1 } = options;
  if (distribution !== 'normal' && distribution !== 'uniform') {
    complain({
      op,
      rule: 'there is no such distribution',
      got: { distribution: show(distribution) },
      argument: 'distribution',
      expected: "'normal' or 'uniform'",
    });
  }
  return (key, shape, { fanIn, fanOut, dtype }) => {
    const standardDeviation = gain * Math.sqrt(variance(Math.max(1, fanIn), Math.max(1, fanOut)));
    if (distribution === 'normal') return random.normal(key, shape, { standardDeviation, dtype }) as Tensor;
    const bound = Math.sqrt(3) * standardDeviation;
    return random.uniform(key, shape, { low: -bound, high: bound, dtype }) as Tensor;
  };
}

/**
 * Variance `2 / (fanIn + fanOut)`, uniform unless told otherwise: for layers followed by tanh, sigmoid or nothing.
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 * @example linear(10, { init: glorot({ distribution: 'normal' }) })([256]).output; // [10]
 */
export function glorot(options: InitializerOptions = {}): Initializer {
  return scaled('glorot', options, (fanIn, fanOut) => 2 / (fanIn + fanOut), 'uniform');
}

/**
 * Variance `2 / fanIn`, normal unless told otherwise: for layers followed by relu, which halves the variance.
 *
 * Source: He et al., "Delving deep into rectifiers", 2015.
 * @example conv(8, 5, { init: he() })([1, 24, 24]).output; // [8, 20, 20]
 */
export function he(options: InitializerOptions = {}): Initializer {
  return scaled('he', options, (fanIn) => 2 / fanIn, 'normal');
}

/**
 * Variance `1 / fanIn`, normal unless told otherwise: for selu.
 *
 * Source: LeCun et al., "Efficient backprop", 1998.
 * @example linear(10, { init: lecun() })([256]).output; // [10]
 */
export function lecun(options: InitializerOptions = {}): Initializer {
  return scaled('lecun', options, (fanIn) => 1 / fanIn, 'normal');
}

/**
 * As ConvNetJS starts all its weights: normal, with standard deviation `√(1 / fanIn)`.
 *
 * Its biases start at 0, or at 0.1 before a relu: `biasInit: constant(0.1)`.
 *
 * Source: ConvNetJS 0.3.0, `Vol`.
 * @example conv(8, 5, { init: convNetJS(), biasInit: constant(0.1) })([1, 24, 24]).output; // [8, 20, 20]
 */
export function convNetJS(): Initializer {
  return lecun();
}
