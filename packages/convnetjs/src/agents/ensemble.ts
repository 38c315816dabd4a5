// Several networks that predict together, by the mean of their probabilities.
import { add, CotangentError, div, fromTypedArray, type FloatDType, type Tensor } from '@cotangent/tensor';
import { refuse, refuseAs } from '../base/errors.ts';
import type { Vol } from '../base/vol.ts';
import type { ModelAndParams, NetworkOptions } from '../network/fromLayerDefs.ts';
import { fromJSON, toJSON } from '../network/json.ts';
import { dtypeOf } from '../network/layerValues.ts';
import { networkOf, type Model } from '../network/network.ts';
import type { NetworkJSON } from '../network/networkJSON.ts';
import { requireParams } from '../network/weights.ts';
import { inputsOf } from '../training/examples.ts';
import { predictorOf } from './candidate.ts';

/** Networks as ConvNetJS's MagicNet saves them. */
export interface EnsembleJSON {
  readonly nets: readonly NetworkJSON[];
}

/** What predicts. */
export interface Ensemble {
  /** The mean probabilities for each example. `[b, classes]` */
  predictSoft(xs: readonly Vol[]): Tensor;
  /** The likeliest class of each example. */
  predict(xs: readonly Vol[]): readonly number[];
  toJSON(): EnsembleJSON;
}

/**
 * Networks that predict together: those of a list, or of JSON that `toJSON` or ConvNetJS's MagicNet wrote.
 *
 * Throws for no networks, for parameters of others, and for JSON as `fromJSON` does.
 * @example
 * const defs: LayerDef[] = [
 *   { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
 *   { type: 'softmax', num_classes: 3 },
 * ];
 * const both = ensembleOf([fromLayerDefs(defs), fromLayerDefs(defs, { key: random.key(1) })]);
 * both.predictSoft([vol([1, 2])]).shape; // [1, 3]
 */
export function ensembleOf(
  given: readonly ModelAndParams[] | EnsembleJSON,
  options: NetworkOptions = {},
): Ensemble {
  const told: unknown = Array.isArray(given) ? given : (given as Partial<EnsembleJSON> | null)?.nets;
  if (!Array.isArray(told)) {
    const expected = 'a list of networks, or an object { nets: [{ layers: … }, …] }';
    refuse('ensembleOf', 'an ensemble is made of networks', 'nets', told, expected);
  }
  const nets = Array.isArray(given) ? (given as readonly ModelAndParams[]) : read(told as object[], options);
  if (nets.length === 0) refuse('ensembleOf', 'somebody must predict', 'nets', nets, 'at least one network');
  nets.forEach(({ model, params }) => requireParams(networkOf(model), params));
  const predictors = nets.map(({ model }) => predictorOf(model));
  const predictSoft = (xs: readonly Vol[]): Tensor => {
    const outputs = nets.map(({ model, params }, k) =>
      predictors[k](params, inputsFor(model, xs, dtypeOf(params))),
    );
    return div(
      outputs.reduce((sum, output) => add(sum, output) as Tensor),
      nets.length,
    ) as Tensor;
  };
  return {
    predictSoft,
    predict(xs) {
      const soft = predictSoft(xs);
      const [count, classes] = soft.shape;
      const values = Array.from(soft.data());
      return Array.from({ length: count }, (_, n) => {
        const row = values.slice(n * classes, (n + 1) * classes);
        return row.indexOf(Math.max(...row));
      });
    },
    toJSON: () => ({ nets: nets.map(({ model, params }) => toJSON(model, params)) }),
  };
}

/** What a network takes for examples: images, or where it has inputs of one pixel, the numbers of any Vols. */
function inputsFor(model: Model, xs: readonly Vol[], dtype: FloatDType): Tensor {
  const [depth, ...sides] = model.input;
  if (sides.every((side) => side === 1)) return flatInputs(xs, [depth], dtype === 'float64');
  return inputsOf(networkOf(model), xs, dtype);
}

function read(nets: readonly object[], options: NetworkOptions): readonly ModelAndParams[] {
  return Array.from(nets, (json, k) => {
    try {
      return fromJSON(json, options);
    } catch (error) {
      if (!(error instanceof CotangentError)) throw error;
      throw new CotangentError(error.complaint, `nets[${k}].${error.path || error.op}`);
    }
  });
}

/** Vols as a batch of inputs of one pixel, whatever shape they have. `[b, inputs, 1, 1]` */
export function flatInputs(xs: readonly Vol[], [size]: readonly number[], double: boolean): Tensor {
  if (!Array.isArray(xs)) refuse('predict', 'examples are Vols', 'xs', xs, 'a list of Vols');
  const values = double ? new Float64Array(xs.length * size) : new Float32Array(xs.length * size);
  xs.forEach(({ w }, n) => {
    if (w.length !== size) {
      refuseAs(
        'predict',
        'examples have the size of the input',
        `xs[${n}]`,
        `${w.length} numbers`,
        `${size} numbers`,
      );
    }
    values.set(w, n * size);
  });
  return fromTypedArray(values, [xs.length, size, 1, 1]) as Tensor;
}
