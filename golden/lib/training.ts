// The small conv net of the training cases, built of our layers, and the check of a whole run of it.
// Its sizes are read off the start parameters; convolutions are 3x3 with padding 1, pools 2x2.
import { valueAndGrad } from '@cotangent/autograd';
import { restore } from '@cotangent/data';
import {
  conv,
  flatten,
  linear,
  maxPool,
  named,
  predict,
  sequential,
  softmaxCrossEntropy,
} from '@cotangent/nn';
import { applyUpdates } from '@cotangent/optim';
import { fromLayerDefs, layerValues } from '@cotangent/convnetjs';
import { div, mean, random, relu, tensor, tree, type Tensor } from '@cotangent/tensor';
import { expectClose } from './closeness.ts';
import { read, type Precision, type TrainingCase, type Written } from './load.ts';
import { optimiserOf } from './optimisers.ts';
import { through } from './through.ts';

/** The network of a case, for images of its size. */
function networkOf({ start, x: { shape } }: TrainingCase) {
  return sequential(
    [shape[1], shape[2], shape[3]],
    named('conv1', conv(start['conv1.w'].shape[0], 3, { padding: 1 })),
    relu,
    maxPool(2),
    named('conv2', conv(start['conv2.w'].shape[0], 3, { padding: 1 })),
    relu,
    maxPool(2),
    flatten(),
    named('fc', linear(start['fc.w'].shape[1])),
  );
}

const tolerance = { float64: 1e-9, float32: 1e-4 };

/** Asserts the first gradients, the loss at each step and the parameters at the end. */
export function checkTraining(one: TrainingCase, precision: Precision): void {
  const closeness = tolerance[precision];
  const compare = (got: Tensor, want: Written, what: string): void =>
    expectClose(got, want, precision, closeness, what);
  const model = networkOf(one);
  const images = read(one.x, precision) as Tensor<[number, number, number, number]>;
  const labels = read({ shape: [one.labels.length], dtype: 'i32', data: one.labels }, precision);
  const fresh = model.init(random.key(0), { dtype: precision }).params;
  const start = Object.entries(one.start).map(([path, x]) => [path, read(x, precision)] as const);
  const evaluate = valueAndGrad((params: typeof fresh) =>
    softmaxCrossEntropy(predict(model, params, images), labels),
  );

  const optimizer = optimiserOf(one.name, one.options);
  let params = restore(fresh, new Map(start));
  let state = optimizer.init(params);
  const train = through((at: typeof params, old: typeof state) => {
    const [loss, gradients] = evaluate(at);
    const [updates, next] = optimizer.update(gradients, old, at);
    return { loss, gradients, params: applyUpdates(at, updates), state: next };
  });
  one.losses.forEach((want, step) => {
    const { loss, gradients, ...after } = train(params, state);
    if (step === 0) {
      for (const [path, gradient] of tree.entries(gradients)) {
        compare(gradient, one.firstGradients[path], `first gradient of ${path}`);
      }
    }
    compare(loss, { shape: [], dtype: 'f64', data: [want] }, `loss at step ${step + 1}`);
    ({ params, state } = after);
  });
  for (const [path, x] of tree.entries(params)) compare(x, one.end[path], `end of ${path}`);
}

/** The same network of ConvNetJS's layers, in corrected mode: asserts the loss and the gradients of the first step. */
export function checkConvnetjs(one: TrainingCase): void {
  const { start, x, labels, losses, firstGradients } = one;
  const [, out_depth, out_sy, out_sx] = x.shape;
  const filters = (name: string): number => start[`${name}.w`].shape[0];
  const { model } = fromLayerDefs([
    { type: 'input', out_sx, out_sy, out_depth },
    { type: 'conv', sx: 3, filters: filters('conv1'), pad: 1, activation: 'relu' },
    { type: 'pool', sx: 2 },
    { type: 'conv', sx: 3, filters: filters('conv2'), pad: 1, activation: 'relu' },
    { type: 'pool', sx: 2 },
    { type: 'softmax', num_classes: start['fc.w'].shape[1] },
  ]);
  const ours = { conv1: 'conv1', conv4: 'conv2', fc7: 'fc' };
  const weights = (name: string) => ({
    w: read(start[`${name}.w`], 'float64'),
    b: read(start[`${name}.b`], 'float64'),
  });
  const params = Object.fromEntries(Object.entries(ours).map(([key, theirs]) => [key, weights(theirs)]));
  const target = tensor(labels as number[], 'int32') as Tensor as Tensor<[number], 'int32'>;
  const compute = through((at: typeof params, images: Tensor) => layerValues(model, at, images, target));
  const found = compute(params, read(x, 'float64'));
  const first: Written = { shape: [], dtype: 'f64', data: [losses[0]] };
  expectClose(mean(found.losses) as Tensor, first, 'float64', 1e-10, 'loss');
  for (const [key, theirs] of Object.entries(ours)) {
    const gradient = found.gradients[key];
    for (const name of ['w', 'b'] as const) {
      const path = `${theirs}.${name}`;
      expectClose(div(gradient[name], labels.length) as Tensor, firstGradients[path], 'float64', 1e-10, path);
    }
  }
}
