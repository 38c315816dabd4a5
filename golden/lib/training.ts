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
import { random, relu, tree, type Tensor } from '@cotangent/tensor';
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
