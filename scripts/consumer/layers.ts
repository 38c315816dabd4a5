// Models as users write them: named and unnamed layers, functions as layers, models inside models, state.
import { leakyRelu, ones, random, relu, slice, zeros, type Tensor } from '@cotangent/tensor';
import {
  batchNorm,
  conv,
  dropout,
  flatten,
  gru,
  layerNorm,
  linear,
  maxPool,
  multiHeadAttention,
  named,
  embedding,
  predict,
  residual,
  sequential,
  summary,
} from '@cotangent/nn';
import { equal, same } from './same.js';

const digits = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2 })),
  relu,
  maxPool(2),
  conv(16, 5, { padding: 'same' }),
  (x) => leakyRelu(x, 0.1),
  maxPool(3),
  flatten(),
  dropout(0.5),
  named('fc', linear(10)),
);
const { params } = digits.init(random.key(0));
same<Tensor<[256, 10]>>()(params.fc.w, true);
same<Tensor<[16, 8, 5, 5]>>()(params.conv3.w, true);
const y = predict(digits, params, ones([20, 1, 24, 24]), { training: true, key: random.key(1) });
same<Tensor<[20, 10]>>()(y, true);
equal(y.shape, [20, 10]);
equal(summary(digits).parameters, 5994);

/** A batch of any size goes in, and comes out. */
const classify = <B extends number>(x: Tensor<[B, 1, 24, 24]>): Tensor<[B, 10]> => predict(digits, params, x);
equal(classify(zeros([3, 1, 24, 24])).shape, [3, 10]);

/** A size of a model may be a type parameter. */
const dense = <H extends number>(hidden: H) => sequential([784], linear(hidden), relu, linear(10));
same<Tensor<[64, 10]>>()(dense(64).init(random.key(0)).params.linear2.w, true);

const words = sequential(
  [5],
  embedding(100, 32),
  residual((x) => sequential(x, layerNorm(), multiHeadAttention(4, { causal: true }))),
  named('reader', gru(16, { output: 'last' })),
  linear(2),
);
const made = words.init(random.key(0)).params;
same<Tensor<[32, 32]>>()(made.residual1.multiHeadAttention1.query.w, true);
same<Tensor<[16, 48]>>()(made.reader.wh, true);
equal(predict(words, made, zeros([2, 5], 'int32')).shape, [2, 2]);

const normal = sequential([3, 8, 8], conv(4, 3), batchNorm(), relu, maxPool('global'));
const start = normal.init(random.key(0));
same<Tensor<[4]>>()(start.state.batchNorm1.mean, true);
const [out, after] = normal.apply(start.params, start.state, ones([2, 3, 8, 8]), { training: true });
same<Tensor<[2, 4]>>()(out, true);
equal(after.batchNorm1.variance.shape, [4]);

/** A model stands in another as it is; so do functions of shapes that are written out. */
const block = sequential([8], linear(8), relu);
const halved = (x: Tensor<['batch', 8]>): Tensor<['batch', 4]> => slice(x, [0, 4]);
const nested = sequential([3], linear(8), block, named('again', block), residual(block), halved, linear(2));
same<Tensor<[8, 8]>>()(nested.init(random.key(0)).params.again.linear0.w, true);
same<Tensor<[4, 2]>>()(nested.init(random.key(0)).params.linear5.w, true);
