// Layers where they do not fit, and the words the compiler must use.
import { ones, random, relu } from '@cotangent/tensor';
import {
  batchNorm,
  conv,
  convTranspose,
  flatten,
  linear,
  lstm,
  maxPool,
  named,
  predict,
  residual,
  sequential,
} from '@cotangent/nn';

// error: linear: takes examples with one axis. input: [8, 12, 12]. Put flatten() before it
sequential([1, 24, 24], conv(8, 5, { padding: 2 }), relu, maxPool(2), linear(10));

// error: linear: takes examples with one axis. input: [1, 24, 24]. Put flatten() before it
sequential([1, 24, 24], named('fc', linear(10)));

// error: conv: takes channels and one to three sizes. input: [256]
sequential([16, 4, 4], flatten(), conv(8, 5));

// error: conv: the window must fit into the axis. input: [8, 4, 4]
sequential([8, 4, 4], conv(8, 5));

// error: conv: groups divide channels and filters. input: [3, 8, 8], filters: 8, groups: 2
sequential([3, 8, 8], conv(8, 3, { groups: 2 }));

// error: maxPool: the window must fit into the axis. input: [1, 2, 2]
maxPool(3)([1, 2, 2]);

// error: convTranspose: outputPadding is smaller than the stride. input: [4, 3, 3]
convTranspose(2, 3, { stride: 2, outputPadding: 2 })([4, 3, 3]);

// error: lstm: takes examples of positions and features. input: [7]
sequential([7], lstm(4));

// error: linear: takes examples with one axis. input: [4, 3, 3]
sequential(
  [4, 3, 3],
  residual((x) => sequential(x, linear(4))),
);

const model = sequential([4], linear(3), relu);
const { params } = model.init(random.key(0));

// error: Argument of type 'Tensor<[20, 5], "float32">' is not assignable to parameter of type 'Tensor<[20, 4], DType>'
predict(model, params, ones([20, 5]));

// error: 'linear1' does not exist
export const missing = params.linear1;

const kept = sequential([4], batchNorm());

// error: predict: the model has state, which would be lost. state: batchNorm0
predict(kept, kept.init(random.key(0)).params, ones([20, 4]));
