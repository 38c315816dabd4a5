// Looks into a network: what each layer makes of one digit, and how the loss depends on it and on every weight.
// A zero is added behind each layer; the gradient with respect to it is that of the layer's output.
import { valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import { softmaxCrossEntropy, type AnyLayer } from '@cotangent/nn';
import { add, softmax, tree, zeros, type Tensor, type Tree } from '@cotangent/tensor';
import type { LayerView, Look, Numbers } from '../protocol.ts';
import { scaled } from './programs.ts';

type Trees = Readonly<Record<string, Tree | undefined>>;
interface Step {
  readonly key: string;
  readonly kind: string;
  readonly output: readonly number[];
  readonly settings: LayerView['settings'];
  readonly run: AnyLayer['apply'];
}

/** The most numbers of one tensor that are shown. */
const mostShown = 32_768;

/** A function that looks at all layers of a model for an image `[1, 1, n, n]` of gray values and its label `[1]`. */
export function probeOf(model: AnyLayer): (params: Tree, state: Tree, image: Tensor, label: Tensor) => Look {
  const steps = stepsOf(model);
  const loss = (params: Tree, taps: readonly Tensor[], state: Tree, image: Tensor, label: Tensor) => {
    const outputs: Tensor[] = [];
    let y = add(scaled(image), taps[0]) as Tensor;
    outputs.push(y);
    for (const [i, { key, run }] of steps.entries()) {
      const [made] = run((params as Trees)[key] ?? {}, (state as Trees)[key] ?? {}, y, {});
      y = add(made, taps[i + 1]) as Tensor;
      outputs.push(y);
    }
    return [softmaxCrossEntropy(y, label), [...outputs, softmax(y, 1)]] as const;
  };
  const run = jit((params: Tree, taps: readonly Tensor[], state: Tree, image: Tensor, label: Tensor) => {
    const differentiated = valueAndGrad(loss, { argument: [0, 1], hasAux: true });
    const [[, outputs], [gradients, cotangents]] = differentiated(params, taps, state, image, label);
    return { gradients, cotangents, outputs };
  });
  const taps = [model.input, ...steps.map(({ output }) => output)].map((shape) => zeros([1, ...shape]));
  return (params, state, image, label) => {
    const { gradients, cotangents, outputs } = run(params, taps, state, image, label);
    const view = (at: number, step: Omit<Step, 'run' | 'output'>): LayerView => {
      const own = (params as Trees)[step.key] ?? {};
      const ownGradients = (gradients as Trees)[step.key] ?? {};
      return {
        name: step.key,
        kind: step.kind,
        settings: step.settings,
        parameters: tree.leaves(own).reduce((total, leaf) => total + leaf.size, 0),
        activation: numbersOf(outputs[at], 1),
        gradient: numbersOf(cotangents[Math.min(at, cotangents.length - 1)], 1),
        weights: tree.entries(own).map(([name, values]) => ({
          name,
          values: numbersOf(values, 0),
          gradient: numbersOf(tree.get(ownGradients, name) as Tensor, 0),
        })),
      };
    };
    return {
      label: Number(label.data()[0]),
      layers: [
        view(0, { key: 'input', kind: 'input', settings: {} }),
        ...steps.map((step, i) => view(i + 1, step)),
        view(steps.length + 1, { key: 'softmax', kind: 'softmax', settings: {} }),
      ],
    };
  };
}

/** The layers of a model one after another; a model that is no sequence is one layer. */
function stepsOf(model: AnyLayer): readonly Step[] {
  if (model.kind === 'sequential') {
    return model.parts.map(({ key, kind, output, layer, run }) => ({
      key,
      kind,
      output,
      settings: layer?.settings ?? {},
      run: (params, state, x, context) => run(params, state, x, context),
    }));
  }
  const { kind, output, settings = {} } = model;
  const whole = (trees: object): object => (trees as Trees)[''] ?? trees;
  return [{ key: '', kind, output, settings, run: (p, s, x, c) => model.apply(whole(p), whole(s), x, c) }];
}

/** The numbers of a tensor without its first `drop` axes, of size 1. */
function numbersOf(x: Tensor, drop: number): Numbers {
  const values = Float32Array.from(x.data());
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { shape: x.shape.slice(drop), values: values.slice(0, mostShown), min, max };
}
