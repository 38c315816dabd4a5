// The tape with its numbers: values and cotangents by the same numbers, and the order of the way back.
import { exp, mul, sum, tensor, type Tensor } from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkpoint, grad, tapeOf, tapeRun } from './index.ts';

describe('tapeRun', () => {
  const f = (x: Tensor<[2]>, y: Tensor<[2]>): Tensor<[]> => sum(mul(exp(x), y));
  const [x, y] = [tensor([0, 1]), tensor([3, 4])];
  const run = tapeRun(f, [x, y]);

  it('records what tapeOf records', () => {
    const { inputs, steps, outputs } = tapeOf(f, x, y);
    const plain = (step: (typeof steps)[number]): object => ({ ...step, line: '' });
    expect([run.inputs, run.steps.map(plain), run.outputs]).toEqual([inputs, steps.map(plain), outputs]);
  });

  it('has every value and its cotangent', () => {
    expect(run.values.map(String)).toEqual([x, y, exp(x), mul(exp(x), y), f(x, y)].map(String));
    expect(run.cotangents.map(String)).toEqual(
      [grad(f)(x, y), exp(x), y, tensor([1, 1]), tensor(1)].map(String),
    );
  });

  it('tells the way back', () => {
    expect(run.backward).toEqual([2, 1, 0]);
  });

  it('leaves out what no cotangent reaches, and what a backward pass computes again', () => {
    const twice = checkpoint((v: Tensor<[2]>) => mul(exp(v), exp(v)));
    const other = tapeRun(
      (v: Tensor<[2]>) => {
        exp(v);
        return sum(twice(v));
      },
      [x],
    );
    expect(other.steps.map(({ primitive }) => primitive)).toEqual(['exp', 'checkpoint', 'sum']);
    expect(other.backward).toEqual([2, 1]);
    const ids = other.steps.flatMap(({ outputs }) => outputs.map(({ id }) => id));
    expect(ids.map((id) => other.values[id]?.shape)).toEqual([[2], [2], []]);
    expect(ids.map((id) => other.cotangents[id]?.shape)).toEqual([undefined, [2], []]);
    expect(other.cotangents).toHaveLength(other.values.length);
  });

  it('asks what is running', () => {
    let running = 'first';
    const labeled = tapeRun(
      (v: Tensor<[2]>) => {
        const e = exp(v);
        running = 'second';
        return sum(e);
      },
      [x],
      { label: () => running },
    );
    expect(labeled.labels).toEqual(['first', 'second']);
  });
});
