// The calls of every primitive, for laws to be tested over. Nothing that ships imports this.
import { arithmeticSamples } from './primitives/arithmetic.samples.ts';
import { broadcastSamples } from './primitives/broadcast.samples.ts';
import { comparisonSamples } from './primitives/comparison.samples.ts';
import { concatSplitSamples } from './primitives/concatSplit.samples.ts';
import { constantSamples } from './primitives/constant.samples.ts';
import { contractSamples } from './primitives/contract.samples.ts';
import { cumsumSamples } from './primitives/cumsum.samples.ts';
import { exponentialSamples } from './primitives/exponential.samples.ts';
import { extremaSamples } from './primitives/extrema.samples.ts';
import { gatherSamples } from './primitives/gather.samples.ts';
import { hyperbolicSamples } from './primitives/hyperbolic.samples.ts';
import { orderSamples } from './primitives/order.samples.ts';
import { permuteSamples } from './primitives/permute.samples.ts';
import { powerSamples } from './primitives/power.samples.ts';
import { reshapeSamples } from './primitives/reshape.samples.ts';
import { roundingSamples } from './primitives/rounding.samples.ts';
import { selectSamples } from './primitives/select.samples.ts';
import { slicePadSamples } from './primitives/slicePad.samples.ts';
import { specialSamples } from './primitives/special.samples.ts';
import { stopGradientSamples } from './primitives/stopGradient.samples.ts';
import { trigonometricSamples } from './primitives/trigonometric.samples.ts';
import type { Samples } from './primitives/vocabulary.samples.ts';
import { windowsSamples } from './primitives/windows.samples.ts';
import { threefrySamples } from './random/threefry.samples.ts';

export { inputsOf, type SampleCall, type Samples } from './primitives/vocabulary.samples.ts';

/** An entry for every primitive of the library. */
export const allSamples: readonly Samples[] = [
  ...arithmeticSamples,
  ...powerSamples,
  ...exponentialSamples,
  ...trigonometricSamples,
  ...hyperbolicSamples,
  ...specialSamples,
  ...roundingSamples,
  ...extremaSamples,
  ...comparisonSamples,
  ...selectSamples,
  ...constantSamples,
  ...stopGradientSamples,
  ...reshapeSamples,
  ...permuteSamples,
  ...broadcastSamples,
  ...slicePadSamples,
  ...concatSplitSamples,
  ...gatherSamples,
  ...windowsSamples,
  ...orderSamples,
  ...cumsumSamples,
  ...contractSamples,
  ...threefrySamples,
];
