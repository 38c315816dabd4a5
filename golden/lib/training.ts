// The small conv net of the training cases, built of our layers, and the check of a whole run of it.
// Its sizes are read off the start parameters; convolutions are 3x3 with padding 1, pools 2x2.
import { valueAndGrad } from '@cotangent/autograd';
import { conv, flatten, linear, maxPool, named, sequential, softmaxCrossEntropy } from '@cotangent/nn';
import { applyUpdates } from '@cotangent/optim';
import { relu, type Tensor } from '@cotangent/tensor';
import { expectClose } from './closeness.ts';
import { read, type Precision, type TrainingCase, type Written } from './load.ts';
import { optimiserOf } from './optimisers.ts';

interface Layer {
  readonly w: Tensor;
  readonly b: Tensor<[number]>;
}
interface Parameters {
  readonly conv1: Layer;
  readonly conv2: Layer;
  readonly fc: Layer & { readonly w: Tensor<[number, number]> };
}

const layers = ['conv1', 'conv2', 'fc'] as const;

/** `{ conv1: { w, b }, … }` from `{ 'conv1.w': …, 'conv1.b': …, … }`. */
function parametersOf(written: Readonly<Record<string, Written>>, precision: Precision): Parameters {
  const layer = (name: string): Layer => ({
    w: read(written[`${name}.w`], precision),
    b: read(written[`${name}.b`], precision) as Tensor<[number]>,
  });
  return { conv1: layer('conv1'), conv2: layer('conv2'), fc: layer('fc') as Parameters['fc'] };
}

/** The mean loss of the batch as a function of the parameters. */
function lossOf({ start, x, labels }: TrainingCase, precision: Precision): (params: Parameters) => Tensor {
  const same = { padding: 1 } as const;
  const [, channels, height, width] = x.shape;
  const model = sequential(
    [channels, height, width],
    named('conv1', conv(start['conv1.w'].shape[0], 3, same)),
    relu,
    maxPool(2),
    named('conv2', conv(start['conv2.w'].shape[0], 3, same)),
    relu,
    maxPool(2),
    flatten(),
    named('fc', linear(start['fc.w'].shape[1])),
  );
  const classes: Written = { shape: [labels.length], dtype: 'i32', data: labels };
  const images = read(x, precision) as Tensor<[number, number, number, number]>;
  const wanted = read(classes, precision);
  return (params) => {
    const [logits] = model.apply(params, {}, images);
    return softmaxCrossEntropy(logits, wanted);
  };
}

const tolerance = { float64: 1e-9, float32: 1e-4 };

/** Asserts the first gradients, the loss at each step and the parameters at the end. */
export function checkTraining(one: TrainingCase, precision: Precision): void {
  const closeness = tolerance[precision];
  const compare = (got: Parameters, want: Readonly<Record<string, Written>>, what: string): void => {
    for (const layer of layers) {
      for (const part of ['w', 'b'] as const) {
        const path = `${layer}.${part}`;
        expectClose(got[layer][part], want[path], precision, closeness, `${what} ${path}`);
      }
    }
  };
  const evaluate = valueAndGrad(lossOf(one, precision));
  const optimizer = optimiserOf(one.name, one.options);
  let params = parametersOf(one.start, precision);
  let state = optimizer.init(params);
  one.losses.forEach((want, step) => {
    const [loss, gradients] = evaluate(params);
    if (step === 0) compare(gradients, one.firstGradients, 'first gradient of');
    expectClose(
      loss,
      { shape: [], dtype: 'f64', data: [want] },
      precision,
      closeness,
      `loss at step ${step + 1}`,
    );
    const [updates, next] = optimizer.update(gradients, state, params);
    params = applyUpdates(params, updates);
    state = next;
  });
  compare(params, one.end, 'end of');
}
