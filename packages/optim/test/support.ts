// What tests of optimizers share: parameters of all kinds, gradients drawn for them, and tracers that hold no values.
import { applyUpdates, type Optimizer, type OptimizerState } from '@cotangent/optim';
import { cast, random, tree, type FloatDType, type Key, type Tensor } from '@cotangent/tensor';
import { nextLevel, Tracer, withRecorder, type Interpreter, type Spec } from '@cotangent/tensor/extend';

/** Parameters of several shapes, an empty branch included. */
export function parameters(dtype: FloatDType = 'float32', seed = 1) {
  const [a, b, c] = random.split(random.key(seed), 3);
  return {
    conv1: { w: random.normal(a, [2, 1, 3, 3], { dtype }), b: random.normal(b, [2], { dtype }) },
    layers: [{ w: random.normal(c, [4, 3], { dtype }) }, {}] as const,
  };
}

export type Parameters = ReturnType<typeof parameters>;

/** Gradients for the parameters, others for each step. */
export function gradientsFor<P extends Parameters>(params: P, step: number, key: Key = random.key(7)): P {
  const forStep = random.fold(key, step);
  return tree.mapWithPath(
    (path, x) => cast(random.normal(random.fold(forStep, path), [...x.shape]), x.dtype),
    params as Parameters,
  ) as Parameters as P;
}

/** Where parameters and state are after some steps. */
export function run(
  optimizer: Optimizer,
  start: Parameters,
  steps: number,
  begun?: { readonly state: OptimizerState<Parameters>; readonly from: number },
): { readonly params: Parameters; readonly state: OptimizerState<Parameters> } {
  let params = start;
  let state = begun?.state ?? optimizer.init(params);
  const from = begun?.from ?? 0;
  for (let step = from; step < from + steps; step++) {
    const [updates, next] = optimizer.update(gradientsFor(params, step), state, params);
    params = applyUpdates(params, updates);
    state = next;
  }
  return { params, state };
}

/** The values of all leaves by path, bit for bit. */
export function bits(t: object): Record<string, readonly [dtype: string, shape: string, bytes: string]> {
  return Object.fromEntries(
    tree.entries(t as Parameters).map(([path, leaf]: [string, Tensor]) => {
      const { buffer, byteOffset, byteLength } = leaf.data();
      const bytes = Array.from(new Uint8Array(buffer, byteOffset, byteLength));
      return [path, [leaf.dtype, leaf.shape.join(), bytes.join()] as const];
    }),
  );
}

/** A stand-in without values: reading it throws. */
class Abstract extends Tracer {
  readonly interpreter: Interpreter;
  constructor(spec: Spec, interpreter: Interpreter) {
    super(spec);
    this.interpreter = interpreter;
  }
  concrete(reading: string): Tensor {
    throw new Error(`${reading} while tracing`);
  }
}

/** Runs `f` on a tree in which every leaf is without values. */
export function abstractly<T extends object, R>(t: T, f: (t: T) => R): R {
  const interpreter: Interpreter = {
    level: nextLevel(),
    process: (primitive, inputs, params) =>
      primitive.shape(inputs, params).map((spec) => new Abstract(spec, interpreter)),
  };
  const traced = tree.map((x: Tensor) => new Abstract(x, interpreter), t as Parameters) as object as T;
  return withRecorder(interpreter, () => f(traced));
}
