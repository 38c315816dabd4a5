import {
  add,
  cast,
  concat,
  exp,
  matmul,
  mul,
  ones,
  relu,
  sum,
  tensor,
  transpose,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import {
  checkpoint,
  customVjp,
  grad,
  tapeGraphviz,
  tapeMermaid,
  tapeOf,
  tapeTable,
  type TapeRecord,
} from './index.ts';

interface Parameters {
  w: Tensor<[2, 3]>;
  b: Tensor<[3]>;
}
const lineOfLoss = Number(/inspect\.test\.ts:(\d+)/.exec(new Error('here').stack ?? '')?.[1]) + 1;
const loss = ({ w, b }: Parameters, x: Tensor<[4, 2]>): Tensor<[]> => sum(relu(add(matmul(x, w), b)));
const record = (): TapeRecord => tapeOf(loss, { w: ones([2, 3]), b: zeros([3]) }, ones([4, 2]));
/** Without the paths of one machine. */
const portable = (tape: TapeRecord): TapeRecord => ({
  ...tape,
  steps: tape.steps.map((step) => ({
    ...step,
    line: step.line?.replace(/^.*[\\/]/, '').replace(/:\d+:\d+$/, '') ?? null,
  })),
});

describe('tapeOf', () => {
  it('is plain JSON', () => {
    const tape = record();
    expect(JSON.parse(JSON.stringify(tape))).toEqual(tape);
    expect(tape.inputs).toEqual([
      { id: 0, shape: [3], dtype: 'float32' },
      { id: 1, shape: [2, 3], dtype: 'float32' },
      { id: 2, shape: [4, 2], dtype: 'float32' },
    ]);
    expect(tape.outputs).toEqual([tape.steps.at(-1)?.outputs[0].id]);
  });

  it('gives each step the line it was called at', () => {
    for (const step of record().steps) expect(step.line).toContain(`inspect.test.ts:${lineOfLoss}:`);
  });

  it('numbers values in the order they were made, inputs first', () => {
    const { inputs, steps } = record();
    const made = [...inputs, ...steps.flatMap(({ outputs }) => outputs)].map(({ id }) => id);
    expect(made).toEqual(made.map((_, i) => i));
    const before = new Set(inputs.map(({ id }) => id));
    for (const step of steps) {
      for (const { id } of step.inputs) expect(id === -1 || before.has(id)).toBe(true);
      for (const { id } of step.outputs) before.add(id);
    }
  });

  it('records only what depends on the arguments', () => {
    const f = (x: Tensor<[2]>) => [exp(ones([2])), mul(x, exp(ones([2])))] as const;
    const tape = tapeOf(f, ones([2]));
    expect(tape.steps.map(({ primitive, inputs }) => [primitive, inputs.map(({ id }) => id)])).toEqual([
      ['mul', [0, -1]],
    ]);
    expect(tape.outputs).toEqual([-1, 1]);
    expect(tapeOf(() => ones([2])).steps).toEqual([]);
  });

  it('counts bytes once, and none of the arguments', () => {
    const f = (x: Tensor<[4], 'float64'>): Tensor<[4]> => {
      const y = exp(x);
      return cast(mul(mul(y, y), x), 'float32');
    };
    expect(
      tapeOf(f, ones([4], 'float64')).steps.map(({ primitive, bytesKept }) => [primitive, bytesKept]),
    ).toEqual([
      ['exp', 32],
      ['mul', 0],
      ['mul', 32],
      ['cast', 0],
    ]);
  });

  it('counts memory, which views share', () => {
    const keptBy = (f: (x: Tensor<[9, 9]>) => Tensor): number =>
      tapeOf(f, ones([9, 9])).steps.reduce((total, { bytesKept }) => total + bytesKept, 0);
    expect(keptBy((x) => mul(x, 3))).toBe(4);
    expect(keptBy((x) => matmul(x, transpose(x)))).toBe(0);
    expect(keptBy((x) => matmul(exp(x), transpose(exp(x))))).toBe(2 * 324);
  });

  it('shows what rules of rules record, as the steps of a plain function', () => {
    const steps = tapeOf((x: Tensor<[]>) => grad((y: Tensor<[]>) => mul(y, mul(y, y)))(x), tensor(2)).steps;
    expect(steps.map(({ primitive }) => primitive)).toContain('mul');
  });
});

describe('the tape as text', () => {
  it('is a table', () => {
    expect(tapeTable(portable(record()))).toMatchInlineSnapshot(`
      "value  primitive    inputs          output         bytes kept  line
      %0     input                        float32[3]
      %1     input                        float32[2, 3]
      %2     input                        float32[4, 2]
      %3     contract     %2 %1           float32[4, 3]  0           inspect.test.ts
      %4     broadcastTo  %0              float32[4, 3]  0           inspect.test.ts
      %5     add          %3 %4           float32[4, 3]  0           inspect.test.ts
      %6     where        const const %5  float32[4, 3]  12          inspect.test.ts
      %7     sum          %6              float32[]      0           inspect.test.ts"
    `);
    expect(tapeTable(tapeOf(() => zeros([2])))).toMatchInlineSnapshot(
      `"value  primitive  inputs  output  bytes kept  line"`,
    );
  });

  it('is a Graphviz digraph', () => {
    expect(tapeGraphviz(record())).toMatchInlineSnapshot(`
      "digraph tape {
        input0 [shape=box, label="float32[3]"];
        input1 [shape=box, label="float32[2, 3]"];
        input2 [shape=box, label="float32[4, 2]"];
        step0 [label="contract"];
        step1 [label="broadcastTo"];
        step2 [label="add"];
        step3 [label="where"];
        step4 [label="sum"];
        input2 -> step0 [label="float32[4, 2]"];
        input1 -> step0 [label="float32[2, 3]"];
        input0 -> step1 [label="float32[3]"];
        step0 -> step2 [label="float32[4, 3]"];
        step1 -> step2 [label="float32[4, 3]"];
        step2 -> step3 [label="float32[4, 3]"];
        step3 -> step4 [label="float32[4, 3]"];
      }"
    `);
  });

  it('is a Mermaid flowchart', () => {
    expect(tapeMermaid(record())).toMatchInlineSnapshot(`
      "flowchart TD
        input0["float32[3]"]
        input1["float32[2, 3]"]
        input2["float32[4, 2]"]
        step0(["contract"])
        step1(["broadcastTo"])
        step2(["add"])
        step3(["where"])
        step4(["sum"])
        input2 -->|"float32[4, 2]"| step0
        input1 -->|"float32[2, 3]"| step0
        input0 -->|"float32[3]"| step1
        step0 -->|"float32[4, 3]"| step2
        step1 -->|"float32[4, 3]"| step2
        step2 -->|"float32[4, 3]"| step3
        step3 -->|"float32[4, 3]"| step4"
    `);
  });

  it('shows checkpoints, custom rules and calls of many inputs', () => {
    const clip = customVjp(
      (x: Tensor<[2]>) => [x, exp(x)],
      (_, g) => [g],
    );
    const f = (x: Tensor<[2]>): Tensor<[6]> => {
      const y = checkpoint((z: Tensor<[2]>) => exp(exp(z)))(x);
      return concat([y, clip(y), ones([2])]);
    };
    expect(tapeTable(portable(tapeOf(f, ones([2]))))).toMatchInlineSnapshot(`
      "value  primitive   inputs       output      bytes kept  line
      %0     input                    float32[2]
      %3     checkpoint  %0           float32[2]  0           inspect.test.ts
      %4     customVjp   %3           float32[2]  8           inspect.test.ts
      %5     concat      %3 %4 const  float32[6]  0           inspect.test.ts"
    `);
    expect(tapeMermaid(tapeOf(f, ones([2])))).toMatchInlineSnapshot(`
      "flowchart TD
        input0["float32[2]"]
        step0(["checkpoint"])
        step1(["customVjp"])
        step2(["concat"])
        input0 -->|"float32[2]"| step0
        step0 -->|"float32[2]"| step1
        step0 -->|"float32[2]"| step2
        step1 -->|"float32[2]"| step2"
    `);
  });

  it('of a very long tape is made without a deep stack', () => {
    const step = { primitive: 'add', params: {}, line: null, bytesKept: 0 };
    const scalar = (id: number) => ({ id, shape: [], dtype: 'float32' as const });
    const steps = Array.from({ length: 150_000 }, (_, i) => ({
      ...step,
      inputs: [scalar(i)],
      outputs: [scalar(i + 1)],
    }));
    const tape: TapeRecord = { inputs: [scalar(0)], steps, outputs: [steps.length] };
    expect(tapeTable(tape).split('\n').length).toBe(steps.length + 2);
    expect(tapeMermaid(tape).split('\n').length).toBe(2 * steps.length + 2);
  }, 60_000);
});
