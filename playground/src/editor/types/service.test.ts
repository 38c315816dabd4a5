// What the editor says of code: the library's sentences where they belong, shapes under the pointer, programs to run.
import { describe, expect, it } from 'vitest';
import { makeTypeFiles } from '../../../build/typeFiles.ts';
import { createTypes } from './service.ts';

const types = createTypes(makeTypeFiles());
const network = `import { conv, flatten, linear, maxPool, named, sequential } from '@cotangent/nn';
import { relu, type Tensor } from '@cotangent/tensor';

export const model = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2 })),
  relu,
  maxPool(2),
  flatten(),
  linear(10),
);
`;
const misfit = network.replace('  flatten(),\n', '');

/** What is underlined, and the sentence. */
const underlined = (code: string, contract?: string) =>
  types.check(code, contract).map(({ from, to, message }) => [code.slice(from, to), message]);

describe('what is underlined', () => {
  it('is nothing where all fits', () => {
    expect(underlined(network)).toEqual([]);
  });

  it('is the layer that does not fit, with the sentence of the library', () => {
    const [found] = types.check(misfit);
    expect(underlined(misfit)).toMatchInlineSnapshot(`
      [
        [
          "linear(10)",
          "linear: takes examples with one axis. input: [8, 12, 12]. Put flatten() before it.",
        ],
      ]
    `);
    expect(found.detail).toMatchInlineSnapshot(`
      "Argument of type '<const I extends Shape>(input: Example<I> & LinearProblem<I>) => Layer<I, Output<I, 10>, { w: Tensor<[Inputs<I>, 10], "float32">; b: Tensor<...>; }, Readonly<...>, "linear#", "float32">' is not assignable to parameter of type '(x: Batch<[8, 12, 12]>) => Layer<[8, 12, 12], [8, 12, 10], { w: Tensor<[12, 10]>; b: Tensor<[10]>; }>'.
      Types of parameters 'input' and 'x' are incompatible.
      Type 'Batch<[8, 12, 12]>' is not assignable to type 'Example<[8, 12, 12]> & Problem<"linear: takes examples with one axis. input: [8, 12, 12]. Put flatten() before it">'.
      Type 'Tensor<["batch", 8, 12, 12]>' is not assignable to type 'Tensor<[Dim, 8, 12, 12], DType> & Problem<"linear: takes examples with one axis. input: [8, 12, 12]. Put flatten() before it">'.
      Property '[problem]' is missing in type 'Tensor<["batch", 8, 12, 12]>' but required in type 'Problem<"linear: takes examples with one axis. input: [8, 12, 12]. Put flatten() before it">'."
    `);
  });

  it('is what is passed where something else is expected', () => {
    const code = `import { matmul, ones } from '@cotangent/tensor';\nmatmul(ones([2, 3]), ones([4, 3]));\nones('two');`;
    expect(underlined(code)).toMatchInlineSnapshot(`
      [
        [
          "ones([4, 3])",
          "matmul: inner dimensions must match. a: [2, 3], b: [4, 3].",
        ],
        [
          "'two'",
          "Expected readonly number[], and this is string.",
        ],
      ]
    `);
  });
});

describe('what the page needs of the code', () => {
  const contract = `import type { AnyLayer } from '@cotangent/nn';
export interface Exports {
  /** The network, from images of shape [1, 24, 24] to 10 scores. */
  readonly model: AnyLayer & { readonly input: readonly [1, 24, 24]; readonly output: readonly [10] };
  /** How many images a step looks at. */
  readonly batchSize?: number;
}`;

  it('is there', () => {
    expect(underlined(network, contract)).toEqual([]);
  });

  it('is missing', () => {
    expect(underlined('export const net = 3;', contract)).toMatchInlineSnapshot(`
      [
        [
          "",
          "The page needs \`export const model\`: The network, from images of shape [1, 24, 24] to 10 scores.",
        ],
      ]
    `);
  });

  it('is something else', () => {
    const code = `${network.replace('linear(10)', 'linear(9)')}export const batchSize = 'many';\n`;
    expect(underlined(code, contract)).toMatchInlineSnapshot(`
      [
        [
          "model",
          "\`model\` is not what the page needs: The network, from images of shape [1, 24, 24] to 10 scores.",
        ],
        [
          "batchSize",
          "\`batchSize\` is not what the page needs: How many images a step looks at.",
        ],
      ]
    `);
    expect(types.check(code, contract)[0].detail).toMatchInlineSnapshot(
      `"It is Layer<[1, 24, 24], [9], { conv1: { w: Tensor<[8, 1, 5, 5]>; b: Tensor<[8]>; }; linear4: { w: Tensor<[1152, 9]>; b: Tensor<[9]>; }; }>."`,
    );
  });

  it('is not asked for again where the code itself is wrong', () => {
    expect(underlined(misfit, contract)).toHaveLength(1);
  });
});

describe('hovering', () => {
  const over = (code: string, word: string) =>
    types.hover(code, code.indexOf(word, code.indexOf('export')) + 1);

  it('shows the shapes of layers', () => {
    const words = ["named('conv1", 'conv(8', 'relu', 'maxPool', 'flatten', 'linear'];
    expect(words.map((word) => [word, over(network, word)?.shape, over(network, word)?.params]))
      .toMatchInlineSnapshot(`
      [
        [
          "named('conv1",
          "[1, 24, 24] → [8, 24, 24]",
          [
            "w [8, 1, 5, 5]",
            "b [8]",
          ],
        ],
        [
          "conv(8",
          "[1, 24, 24] → [8, 24, 24]",
          [
            "w [8, 1, 5, 5]",
            "b [8]",
          ],
        ],
        [
          "relu",
          "[8, 24, 24] → [8, 24, 24]",
          [],
        ],
        [
          "maxPool",
          "[8, 24, 24] → [8, 12, 12]",
          [],
        ],
        [
          "flatten",
          "[8, 12, 12] → [1152]",
          [],
        ],
        [
          "linear",
          "[1152] → [10]",
          [
            "w [1152, 10]",
            "b [10]",
          ],
        ],
      ]
    `);
  });

  it('shows types as one would write them', () => {
    expect(over(network, 'model')?.type).toMatchInlineSnapshot(`
      "const model: Layer<[1, 24, 24], [10], {
          conv1: {
              w: Tensor<[8, 1, 5, 5]>;
              b: Tensor<[8]>;
          };
          linear4: {
              w: Tensor<[1152, 10]>;
              b: Tensor<[10]>;
          };
      }>"
    `);
  });
});

describe('completion', () => {
  it('knows what is exported, and imports it', () => {
    const code = "import { relu } from '@cotangent/tensor';\nconst x = avera";
    const found = types.complete(code, code.length)?.choices.find(({ name }) => name === 'averagePool');
    expect(found?.source).toBe('@cotangent/nn');
    expect(types.details(code, code.length, found ?? { name: '', source: undefined })?.edits)
      .toMatchInlineSnapshot(`
      [
        {
          "from": 0,
          "text": "import { averagePool } from '@cotangent/nn';
      ",
          "to": 0,
        },
      ]
    `);
  });

  it('knows options', () => {
    const code = network.replace('{ padding: 2 }', '{ pad }');
    expect(types.complete(code, code.indexOf('pad }') + 3)?.choices.map(({ name }) => name)).toContain(
      'padding',
    );
  });
});

describe('a program', () => {
  it('has every line and column where it stood', () => {
    const code = `import { ones, type Tensor } from '@cotangent/tensor';
import type { Layer } from '@cotangent/nn';
const size: number = 3;
export const x: Tensor = ones([size as 3]);
interface Other { a: Layer }
export { relu as rectify, Tensor } from '@cotangent/tensor';`;
    const { program } = types.compile(code);
    expect(program?.code.split('\n').map(({ length }) => length)).toEqual(
      code.split('\n').map(({ length }) => length),
    );
    expect(program).toMatchInlineSnapshot(`
      {
        "code": "                                                      
                                                 
      const size         = 3;
      export const x         = ones([size     ]);
                                  
                                                                  ",
        "imports": [
          {
            "column": 1,
            "head": "import { ones as ones } from",
            "line": 1,
            "names": [
              "ones",
            ],
            "specifier": "@cotangent/tensor",
          },
          {
            "column": 1,
            "head": "export { relu as rectify } from",
            "line": 6,
            "names": [
              "relu",
            ],
            "specifier": "@cotangent/tensor",
          },
        ],
        "layers": [],
      }
    `);
  });

  it('knows where the layers stand', () => {
    expect(
      types
        .compile(network)
        .program?.layers.map(({ model, index, line, column }) => [model, index, line, column]),
    ).toEqual([
      ['model', 0, 6, 3],
      ['model', 1, 7, 3],
      ['model', 2, 8, 3],
      ['model', 3, 9, 3],
      ['model', 4, 10, 3],
    ]);
  });

  it.each([['const = 3;'], ['enum Color { red }'], ["const nn = await import('@cotangent/nn');"]])(
    'is not made of %s',
    (code) => {
      expect(types.compile(`\n${code}`).trouble).toMatchSnapshot();
    },
  );
});

describe('layer_defs of ConvNetJS', () => {
  const code = `import { fromLayerDefs } from '@cotangent/convnetjs';
const { model } = fromLayerDefs([
  { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 },
  { type: 'fc', num_neurons: 20, activation: 'relu' },
  { type: 'softmax', num_classes: 10 },
]);`;

  it('are checked as they are written', () => {
    expect(underlined(code)).toEqual([]);
    expect(underlined(code.replace("'softmax'", "'softmux'"))).toMatchInlineSnapshot(`
      [
        [
          "type",
          "Expected "input" | "conv" | "pool" | "fc" | "relu" | "sigmoid" | "tanh" | "maxout" | "dropout" | "lrn" | "quadtransform" | "softmax" | "svm" | "regression", and this is "softmux". Did you mean '"softmax"'?",
        ],
      ]
    `);
    expect(underlined(code.replace(', num_classes: 10', ''))).toMatchInlineSnapshot(`
      [
        [
          "{ type: 'softmax' }",
          "\`num_classes\` is missing.",
        ],
      ]
    `);
  });
});
