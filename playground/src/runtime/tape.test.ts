// The tape of a step: its ops with their layers and places, and histograms of what they computed.
import { linear, named, sequential, softmaxCrossEntropy, type AnyLayer } from '@cotangent/nn';
import { random, relu, tensor, type Tensor, type Tree } from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.ts';
import type { Loaded } from './load.ts';
import { tapeOfStep } from './tape.ts';

const model: AnyLayer = sequential([3], named('first', linear(4)), relu, linear(2)) as AnyLayer;
const { params, state } = model.init(random.key(0)) as { params: Tree; state: Tree };
const loaded: Loaded = {
  exports: { model },
  troubleOf: () => ({ message: '', place: undefined, calls: [] }),
  placeOf: () => undefined,
  layerAt: (_, index) => ({ line: index + 5, column: 3 }),
};

describe('the tape of a step', () => {
  const { nodes, backward } = tapeOfStep({
    model,
    params,
    state,
    loaded,
    x: random.normal(random.key(1), [5, 3]) as Tensor,
    loss: (y) => softmaxCrossEntropy(y, tensor([0, 1, 0, 1, 1], 'int32')) as Tensor,
  });

  it('has parameters by their names, and ops by their layers', () => {
    expect(
      nodes.map(({ op, name, layer, shape, place }) => [
        name ?? op,
        layer,
        `[${shape.join(', ')}]`,
        place?.line,
      ]),
    ).toMatchInlineSnapshot(`
      [
        [
          "first.b",
          "first",
          "[4]",
          5,
        ],
        [
          "first.w",
          "first",
          "[3, 4]",
          5,
        ],
        [
          "linear2.b",
          "linear2",
          "[2]",
          7,
        ],
        [
          "linear2.w",
          "linear2",
          "[4, 2]",
          7,
        ],
        [
          "contract",
          "first",
          "[5, 4]",
          5,
        ],
        [
          "broadcastTo",
          "first",
          "[5, 4]",
          5,
        ],
        [
          "add",
          "first",
          "[5, 4]",
          5,
        ],
        [
          "where",
          "relu1",
          "[5, 4]",
          6,
        ],
        [
          "contract",
          "linear2",
          "[5, 2]",
          7,
        ],
        [
          "broadcastTo",
          "linear2",
          "[5, 2]",
          7,
        ],
        [
          "add",
          "linear2",
          "[5, 2]",
          7,
        ],
        [
          "sub",
          undefined,
          "[5, 2]",
          undefined,
        ],
        [
          "exp",
          undefined,
          "[5, 2]",
          undefined,
        ],
        [
          "sum",
          undefined,
          "[5]",
          undefined,
        ],
        [
          "log",
          undefined,
          "[5]",
          undefined,
        ],
        [
          "reshape",
          undefined,
          "[5, 1]",
          undefined,
        ],
        [
          "broadcastTo",
          undefined,
          "[5, 2]",
          undefined,
        ],
        [
          "sub",
          undefined,
          "[5, 2]",
          undefined,
        ],
        [
          "where",
          undefined,
          "[5, 2]",
          undefined,
        ],
        [
          "sum",
          undefined,
          "[5]",
          undefined,
        ],
        [
          "neg",
          undefined,
          "[5]",
          undefined,
        ],
        [
          "sum",
          undefined,
          "[]",
          undefined,
        ],
        [
          "div",
          undefined,
          "[]",
          undefined,
        ],
      ]
    `);
  });

  it('leads from every op to what it reads', () => {
    nodes.forEach(({ parents }, at) => expect(parents.every((parent) => parent < at)).toBe(true));
    expect(nodes.flatMap(({ op, parents }) => (op === 'input' ? [] : parents.length))).not.toContain(0);
  });

  it('is walked backwards from the loss to the parameters, which all get a cotangent', () => {
    expect(backward).toEqual(backward.toSorted((a, b) => b - a));
    expect(backward[0]).toBe(nodes.length - 1);
    expect(nodes.slice(0, 4).every(({ cotangent }) => cotangent !== undefined)).toBe(true);
  });

  it('is plain data', () => {
    expect(structuredClone({ nodes, backward })).toEqual({ nodes, backward });
  });
});

describe('a histogram', () => {
  it('counts all numbers', () => {
    expect(histogramOf(tensor([0, 1, 1, 4]), 4)).toEqual({
      min: 0,
      max: 4,
      mean: 1.5,
      counts: [1, 2, 0, 1],
      strays: 0,
    });
  });

  it('counts what is not finite apart', () => {
    const { counts, strays, mean } = histogramOf(tensor([2, Number.NaN, 2, Infinity]), 2);
    expect([counts, strays, mean]).toEqual([[2, 0], 2, 2]);
    expect(histogramOf(tensor([Number.NaN]), 2).counts).toEqual([0, 0]);
  });
});
