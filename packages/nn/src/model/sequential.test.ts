import { valueAndGrad } from '@cotangent/autograd';
import { ones, random, relu, reshape, slice, sum, tree, zeros, type Tensor } from '@cotangent/tensor';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  batchNorm,
  conv,
  dropout,
  flatten,
  linear,
  maxPool,
  named,
  predict,
  residual,
  sequential,
  softmaxCrossEntropy,
  withDType,
} from '../index.ts';

const seed = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2 })),
  relu,
  maxPool(2),
  named('conv2', conv(16, 5, { padding: 2 })),
  relu,
  maxPool(3),
  flatten(),
  dropout(0.2),
  named('fc', linear(10)),
);

test('shapes flow from layer to layer, in types and at run time', () => {
  const { params } = seed.init(random.key(0));
  expectTypeOf(params.fc.w).toEqualTypeOf<Tensor<[256, 10]>>();
  expectTypeOf(params.conv2.w).toEqualTypeOf<Tensor<[16, 8, 5, 5]>>();
  expect(params.fc.w.shape).toEqual([256, 10]);
  expect(params.conv2.w.shape).toEqual([16, 8, 5, 5]);
  expect(seed.output).toEqual([10]);
  const y = predict(seed, params, ones([20, 1, 24, 24]));
  expectTypeOf(y).toEqualTypeOf<Tensor<[20, 10]>>();
  expect(y.shape).toEqual([20, 10]);
});

test('layers say with what numbers they were made', () => {
  const settings = seed.parts.map(({ kind, layer }) => [kind, layer?.settings]);
  const slide = (size: number, stride: number, padding: number) => ({
    size: [size, size],
    stride: [stride, stride],
    dilation: [1, 1],
    padding: [padding, padding],
    paddingAfter: [padding, padding],
  });
  expect(settings).toEqual([
    ['conv', { ...slide(5, 1, 2), groups: 1 }],
    ['relu', undefined],
    ['maxPool', slide(2, 2, 0)],
    ['conv', { ...slide(5, 1, 2), groups: 1 }],
    ['relu', undefined],
    ['maxPool', slide(3, 3, 0)],
    ['flatten', undefined],
    ['dropout', { rate: 0.2 }],
    ['linear', undefined],
  ]);
});

test('gradients have the shapes of the parameters', () => {
  const { params } = seed.init(random.key(0));
  const context = { training: true, key: random.key(1) };
  const loss = (p: typeof params) =>
    softmaxCrossEntropy(predict(seed, p, ones([2, 1, 24, 24]), context), zeros([2], 'int32'));
  const [value, gradient] = valueAndGrad(loss)(params);
  expect(value.item()).toBeGreaterThan(0);
  expect(gradient.conv1.w.shape).toEqual([8, 1, 5, 5]);
});

test('errors name the path of the layer', () => {
  const { params } = seed.init(random.key(0));
  expect(() => predict(seed, params, ones([20, 1, 24, 24]), { training: true })).toThrow(
    'sequential[7].dropout: in training, what is random needs a key.',
  );
});

describe('models inside models', () => {
  const block = sequential([8], linear(8), relu);

  test('stand there as they are, named, in residuals, or made for the shape that comes', () => {
    const model = sequential([4], linear(8), block, named('again', block), residual(block), (x) =>
      sequential(x, linear(3)),
    );
    const { params } = model.init(random.key(0));
    expectTypeOf(params.sequential1.linear0.w).toEqualTypeOf<Tensor<[8, 8]>>();
    expectTypeOf(params.again.linear0.w).toEqualTypeOf<Tensor<[8, 8]>>();
    expectTypeOf(params.residual3.linear0.w).toEqualTypeOf<Tensor<[8, 8]>>();
    expectTypeOf(params.sequential4.linear0.w).toEqualTypeOf<Tensor<[8, 3]>>();
    expect(tree.paths(params)).toContain('again.linear0.w');
    expect(params.sequential1.linear0.w.toArray()).not.toEqual(params.again.linear0.w.toArray());
    expect(predict(model, params, ones([2, 4])).shape).toEqual([2, 3]);
  });

  test('are refused where another shape comes in', () => {
    // @ts-expect-error: the block takes [8]
    expect(() => sequential([4], block)).toThrow(
      'sequential[0].sequential: the layer was built for examples of another shape.',
    );
  });

  test('errors continue the path', () => {
    const noisy = sequential([4], named('outer', sequential([4], relu, dropout(0.5))));
    expect(() => predict(noisy, {}, ones([1, 4]), { training: true })).toThrow(
      'sequential[0].outer[1].dropout: in training, what is random needs a key.',
    );
  });
});

describe('what does not fit is refused where it stands', () => {
  test('layers, at the door and with their path', () => {
    // @ts-expect-error: Put flatten() before it
    expect(() => sequential([1, 24, 24], conv(8, 5), linear(10))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: sequential[1].linear: takes examples with one axis.
        input: [8, 20, 20]
      Expected a shape such as [features] or [positions, features]. Put flatten() before it.]
    `);
    // @ts-expect-error: the window must fit
    expect(() => sequential([1, 4, 4], relu, named('wide', conv(8, 5)))).toThrow(
      'sequential[1].wide: conv: the window must fit',
    );
  });

  test('functions that lose the batch, or are none', () => {
    expect(() => sequential([4], (x) => sum(x))).toThrow('returns as many examples as it is given');
    // @ts-expect-error: no function
    expect(() => sequential([4], 'relu')).toThrow('f0 must be a function');
    // @ts-expect-error: no shape
    expect(() => sequential(784, linear(10))).toThrow('a list of sizes such as [1, 24, 24]');
  });

  test('contexts, options and trees that are none', () => {
    const model = sequential([4], linear(3), dropout(0.5));
    const all = model.init(random.key(0));
    const call = (context: unknown) => () => predict(model, all.params, ones([1, 4]), context as object);
    expect(call({ train: true })).toThrow('Write training: true.');
    expect(call({ training: 1 })).toThrow('training is yes or no');
    expect(call('training')).toThrow('a context says nothing else than training and key');
    expect(() => model.init(random.key(0), { dType: 'float64' } as object)).toThrow(
      'there is no such option',
    );
    expect(() => model.init(random.key(0), { dtype: 'int32' as 'float32' })).toThrow('parameters are floats');
    const wrong = (params: unknown) => () => predict(model, params as typeof all.params, ones([1, 4]));
    expect(wrong(all)).toThrow('Write const { params } = model.init(key).');
    expect(wrong(undefined)).toThrow('sequential: params are what init makes.');
    const odd = sequential([4], named('params', linear(4)), named('state', linear(4)));
    expect(predict(odd, odd.init(random.key(0)).params, ones([1, 4])).shape).toEqual([1, 4]);
  });

  test('errors inside functions', () => {
    expect(() => sequential([4], linear(3), (x) => reshape(x as Tensor, [7]))).toThrow(
      'sequential[1].function: reshape:',
    );
  });

  test('two layers of one name', () => {
    expect(() => sequential([4], named('a', linear(3)), named('a', linear(3)))).toThrow(
      'each layer needs a name of its own',
    );
    expect(() => named('conv 1', linear(3))).toThrow('a name is an identifier');
    expect(() => named('act', relu)).toThrow('only layers have names');
  });

  test('batches of other shapes', () => {
    const model = sequential([4], linear(3));
    const { params } = model.init(random.key(0));
    // @ts-expect-error: of another shape
    expect(() => predict(model, params, ones([4]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: sequential: x must be a batch of examples of the shape that the layer was built for.
        x: float32[4]
        input: [4]
      Expected a tensor of shape [batch, 4]. For a single example, write expandDims(x, 0).]
    `);
  });

  test('trees of other models', () => {
    const model = sequential([4], linear(3));
    // @ts-expect-error: no such parameters
    expect(() => predict(model, { w: ones([4, 3]) }, ones([1, 4]))).toThrow(
      'sequential[0].linear: params are what init makes',
    );
  });

  test('functions of given shapes are layers, too', () => {
    const halved = (x: Tensor<['batch', 6]>): Tensor<['batch', 3]> => slice(x, [0, 3]);
    const model = sequential([4], linear(6), halved, linear(2));
    expectTypeOf(model.init(random.key(0)).params.linear2.w).toEqualTypeOf<Tensor<[3, 2]>>();
    // @ts-expect-error: takes 6
    expect(sequential([4], linear(5), halved).output).toEqual([2]);
  });

  test('state, which predict would lose', () => {
    const model = sequential([4], batchNorm());
    const { params, state } = model.init(random.key(0));
    // @ts-expect-error: the model has state
    expect(() => predict(model, params, ones([2, 4]))).toThrow(
      'sequential[0].batchNorm: state is what init makes',
    );
    expect(model.apply(params, state, ones([2, 4]))[0].shape).toEqual([2, 4]);
  });
});

test('in float64', () => {
  const model = withDType(seed, 'float64');
  const { params } = model.init(random.key(0));
  expectTypeOf(params.fc.w).toEqualTypeOf<Tensor<[256, 10], 'float64'>>();
  const y = predict(model, params, ones([2, 1, 24, 24], 'uint8'), { training: false });
  expectTypeOf(y).toEqualTypeOf<Tensor<[2, 10], 'float64'>>();
  expect(y.dtype).toBe('float64');
});
