// The tape of one training step, to be drawn: what every op computed, where in the editor it was asked for, and the
// cotangents that came back to it. It runs eagerly and layer by layer, so that each op knows its layer.
import { tapeRun, type TapeRun } from '@cotangent/autograd';
import type { AnyLayer, Context } from '@cotangent/nn';
import { random, tree, type DType, type Tensor, type Tree } from '@cotangent/tensor';
import { histogramOf, type Histogram } from './histogram.ts';
import type { Loaded } from './load.ts';
import type { Place } from './program.ts';

/** An op on the tape, or a parameter. */
export interface TapeNode {
  /** The primitive; `input` for a parameter. */
  readonly op: string;
  /** The path of a parameter: `conv1.w`. */
  readonly name: string | undefined;
  /** The layer that asked for it. */
  readonly layer: string | undefined;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Which nodes it reads; what depends on no parameter is none. */
  readonly parents: readonly number[];
  readonly place: Place | undefined;
  readonly values: Histogram;
  /** `undefined` where no cotangent came back. */
  readonly cotangent: Histogram | undefined;
}

/** A tape as plain data. Nodes are named by their positions. */
export interface TapeGraph {
  /** Parameters, and then ops in the order in which they ran. */
  readonly nodes: readonly TapeNode[];
  /** Which ops the backward pass takes, in its order. */
  readonly backward: readonly number[];
}

/** A step to be looked at. */
export interface TapedStep {
  readonly model: AnyLayer;
  readonly params: Tree;
  readonly state: Tree;
  /** A batch as the model takes it. */
  readonly x: Tensor;
  readonly context?: Context;
  /** From what the model returns to one number. */
  readonly loss: (y: Tensor) => Tensor;
  /** The program that made the model, and under what name. */
  readonly loaded?: Loaded | undefined;
  readonly name?: string;
}

type Trees = Readonly<Record<string, Tree | undefined>>;

/** The tape of a step. Takes the time of a step without the compiler. */
export function tapeOfStep(step: TapedStep): TapeGraph {
  const { model, params, state, x, context = {}, loss, loaded, name = 'model' } = step;
  let running: number | undefined;
  const forward = (given: Tree): Tensor => {
    if (model.kind !== 'sequential') return loss(model.apply(given, state, x, context)[0]);
    let y = x;
    for (const [index, { key, run }] of model.parts.entries()) {
      running = index;
      const own = { ...context, key: context.key && random.fold(context.key, key) };
      [y] = run((given as Trees)[key] ?? {}, (state as Trees)[key] ?? {}, y, own);
    }
    running = undefined;
    return loss(y);
  };
  const run = tapeRun(forward, [params], {
    label: () => (running === undefined ? undefined : String(running)),
  });
  const names = tree.entries(params).map(([path]) => path);
  return graphOf(
    run,
    names,
    model,
    (index, line) =>
      loaded?.placeOf(line) ?? (index === undefined ? undefined : loaded?.layerAt(name, index)),
  );
}

function graphOf(
  run: TapeRun,
  names: readonly string[],
  model: AnyLayer,
  placeOf: (layer: number | undefined, line: string | null) => Place | undefined,
): TapeGraph {
  const count = run.inputs.length;
  const nodeOf = new Map(run.inputs.map(({ id }, at) => [id, at]));
  run.steps.forEach(({ outputs }, at) => outputs.forEach(({ id }) => nodeOf.set(id, count + at)));
  const numbers = (id: number): Pick<TapeNode, 'values' | 'cotangent'> => {
    const cotangent = run.cotangents[id];
    return {
      values: histogramOf(run.values[id] as Tensor),
      cotangent: cotangent ? histogramOf(cotangent) : undefined,
    };
  };
  const inputs = run.inputs.map(({ id, shape, dtype }, at): TapeNode => {
    const name = names[at];
    const layer = model.parts.findIndex(({ key }) => name.startsWith(`${key}.`));
    const place = layer < 0 ? undefined : placeOf(layer, null);
    return {
      op: 'input',
      name,
      layer: model.parts[layer]?.key,
      shape,
      dtype,
      parents: [],
      place,
      ...numbers(id),
    };
  });
  const ops = run.steps.map((step, at): TapeNode => {
    const [{ id, shape, dtype }] = step.outputs;
    const label = run.labels[at];
    const index = label === undefined ? undefined : Number(label);
    return {
      op: step.primitive,
      name: undefined,
      layer: index === undefined ? undefined : model.parts[index].key,
      shape,
      dtype,
      parents: [...new Set(step.inputs.flatMap((input) => nodeOf.get(input.id) ?? []))],
      place: placeOf(index, step.line),
      ...numbers(id),
    };
  });
  return { nodes: [...inputs, ...ops], backward: run.backward.map((at) => count + at) };
}
