// Programs as they run: their imports are the page's own packages, and what goes wrong has its place in the editor's code.
import { CotangentError, isTensor, ones, random } from '@cotangent/tensor';
import type { AnyLayer } from '@cotangent/nn';
import { tapeOf } from '@cotangent/autograd';
import { describe, expect, it } from 'vitest';
import { makeTypeFiles } from '../../build/typeFiles.ts';
import { createTypes } from '../editor/types/service.ts';
import { load, type Load } from './load.ts';

const types = createTypes(makeTypeFiles());
/** Node imports no blobs. */
const address = (text: string): string =>
  `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;

async function run(code: string): Promise<Load> {
  const { program, trouble } = types.compile(code);
  return program ? load(program, address) : { trouble };
}

describe('a program', () => {
  it('makes tensors of the page itself', async () => {
    const { loaded } = await run(`import { ones, type Tensor } from '@cotangent/tensor';
import * as nn from '@cotangent/nn';
export { relu } from '@cotangent/tensor';
export const x: Tensor<[2]> = ones([2]);
export const model = nn.sequential([2], nn.linear(3));`);
    expect(isTensor(loaded?.exports['x'])).toBe(true);
    expect(Object.keys(loaded?.exports ?? {})).toEqual(['model', 'relu', 'x']);
    expect(loaded?.layerAt('model', 0)).toEqual({ line: 5, column: 41 });
  });

  it('knows the lines of its own ops', async () => {
    const { loaded } = await run(`import { exp, sum, type Tensor } from '@cotangent/tensor';

export const f = (x: Tensor) =>
  sum(exp(x));`);
    const { steps } = tapeOf(loaded?.exports['f'] as (x: unknown) => unknown, ones([2]));
    expect(steps.map(({ primitive, line }) => [primitive, loaded?.placeOf(line)])).toEqual([
      ['exp', { line: 4, column: 7 }],
      ['sum', { line: 4, column: 3 }],
    ]);
  });
});

describe('trouble', () => {
  it.each<[string, string]>([
    ['an import nobody has', `\nimport { x } from 'lodash';\nx();`],
    ['an export nobody has', `import { softmux } from '@cotangent/tensor';\nsoftmux();`],
    [
      'an op that does not fit',
      `import { add, ones } from '@cotangent/tensor';\nconst f = () =>\n  add(ones([2]), ones([3]) as never);\n\nf();`,
    ],
    [
      'a layer that does not fit',
      `import { flatten, linear, sequential } from '@cotangent/nn';
export const model = sequential(
  [1, 4, 4],
  linear(10),
  flatten(),
);`,
    ],
    ['an error of its own', `const name: string = 'x';\nthrow new Error(name);`],
    ['something that is no error', `throw 3;`],
    ['a name that is not there', `export const x = 1 +\n  nothing;`],
  ])('is %s', async (_, code) => {
    expect((await run(code)).trouble).toMatchSnapshot();
  });

  it('of a model that runs later names its layer', async () => {
    const { loaded } = await run(`import { linear, sequential } from '@cotangent/nn';
import { matmul, ones, relu, type Tensor } from '@cotangent/tensor';

let late = false;
export const model = sequential(
  [4],
  linear(3),
  (x: Tensor<['batch', 3]>) =>
    late ? (matmul(x, ones([4, 2]) as never) as never) : relu(x),
);
export const turn = () => {
  late = true;
};`);
    const { model, turn } = (loaded?.exports ?? {}) as { model: AnyLayer; turn: () => void };
    const { params, state } = model.init(random.key(0));
    turn();
    const thrown = (() => {
      try {
        return model.apply(params, state, ones([2, 4]));
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(CotangentError);
    expect(loaded?.troubleOf(thrown)).toMatchInlineSnapshot(`
      {
        "calls": [],
        "message": "sequential[1].function: matmul: inner dimensions must match.
        a: float32[2, 3]   last axis 3
        b: float32[4, 2]   second-to-last axis 4
      Expected b of shape [3, n].",
        "place": {
          "column": 3,
          "line": 8,
        },
      }
    `);
  });
});
