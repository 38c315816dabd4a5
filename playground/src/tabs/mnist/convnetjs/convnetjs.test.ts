// Networks to ConvNetJS's files and back: the same scores, and code that makes the same network.
import { readFileSync } from 'node:fs';
import { conv, flatten, linear, maxPool, predict, residual, sequential, type AnyLayer } from '@cotangent/nn';
import { random, relu, type Tree } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { model } from '../start.ts';
import { readNetwork } from './read.ts';
import { splice } from './splice.ts';
import { writeNetwork } from './write.ts';

describe('a network', () => {
  const { params } = model.init(random.key(3));
  const json = writeNetwork(model, params);

  test('is written in the words of ConvNetJS', () => {
    expect(json.layers.map((layer) => layer.layer_type)).toEqual([
      'input',
      'conv',
      'relu',
      'pool',
      'conv',
      'relu',
      'pool',
      'fc',
      'softmax',
    ]);
  });

  test('gives the same scores when it is read again', () => {
    const opened = readNetwork(JSON.stringify(json));
    const images = random.uniform(random.key(1), [3, 1, 24, 24]);
    const [scores] = opened.model.apply(opened.params, {}, images);
    expect(scores.toArray()).toEqual(predict(model, params, images).toArray());
    expect(JSON.stringify(writeNetwork(opened.model, opened.params))).toBe(JSON.stringify(json));
  });

  test('comes with the code that makes it, which goes into that of the editor', () => {
    const { text } = readNetwork(JSON.stringify(json));
    const code = readFileSync(new URL('../start.ts', import.meta.url), 'utf8');
    expect(splice(code, text)).toMatchInlineSnapshot(`
      "// The network that the tab begins with: ConvNetJS's for digits, with its optimizer.
      import { constant, conv, convNetJS, flatten, linear, maxPool, named, sequential } from '@cotangent/nn';
      import { adadelta, chain, l2Decay } from '@cotangent/optim';
      import { relu } from '@cotangent/tensor';

      const start = { init: convNetJS(), biasInit: constant(0.1) };

      export const model = sequential(
        [1, 24, 24],
        named('conv1', conv(8, 5, { padding: 2 })),
        relu,
        maxPool(2),
        named('conv4', conv(16, 5, { padding: 2 })),
        relu,
        maxPool(3),
        flatten(),
        named('fc7', linear(10)),
      );

      export const optimizer = chain(l2Decay(0.001), adadelta());

      export const batchSize = 20;
      "
    `);
    expect(splice('const model = 1;', text)).toBeUndefined();
  });
});

test('names that the code does not import are imported', () => {
  const text = {
    statement: 'export const model = b(1);',
    uses: [
      ['a', 'x'],
      ['b', 'y'],
    ] as const,
  };
  const code = "import { a } from 'x';\n\nexport const model = a(')', (2)); // (\nconst rest = 1;\n";
  expect(splice(code, text)).toBe(
    "import { b } from 'y';\nimport { a } from 'x';\n\nexport const model = b(1); // (\nconst rest = 1;\n",
  );
});

const refused: readonly (readonly [string, AnyLayer])[] = [
  ['what follows the last linear layer', sequential([1, 4, 4], flatten(), linear(10), relu)],
  ['groups', sequential([1, 4, 4], conv(4, 1), conv(4, 3, { groups: 2 }), flatten(), linear(10))],
  ['dilation', sequential([1, 8, 8], conv(4, 3, { dilation: 2 }), flatten(), linear(10))],
  ['padding on one side', sequential([1, 8, 8], conv(4, 2, { padding: 'same' }), flatten(), linear(10))],
  ['two strides', sequential([1, 8, 8], maxPool(2, { stride: [1, 2] }), flatten(), linear(10))],
  ['unknown layers', sequential([1, 8, 8], flatten(), residual(linear(64)), linear(10))],
];

test.each(refused)('ConvNetJS has no %s', (_, one) => {
  const { params } = one.init(random.key(0));
  expect(() => writeNetwork(one, params as Tree)).toThrowErrorMatchingSnapshot();
});
