// Definitions: branded functions from the shape of one example to a layer.
// The brand tells them from plain functions of tensors, which models take as layers too.
import { isTensor, type FloatDType, type Key, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, show, showList, showSpec, withAbstract } from '@cotangent/tensor/extend';
import type { AnyLayer, Context, Empty, Example, Layer, Settings } from './layer.ts';
import { requireContext, requireInit, requireTree } from './require.ts';

/** What a definition says of the layer for one input shape. */
export interface Blueprint<P extends object, S extends object> {
  /** The shape of one example of the output; that of the input unless given. */
  readonly output?: readonly number[] | undefined;
  /** The numbers it was made with, for people who look at the layer; none unless given. */
  readonly settings?: Settings;
  /** Fresh parameters; none unless given. */
  readonly params?: (key: Key, dtype: FloatDType) => P;
  /** Fresh state; none unless given. */
  readonly state?: (dtype: FloatDType) => S;
  /** `x` is a batch of examples of the input shape, of any dtype. */
  readonly apply: (params: P, state: S, x: Tensor, context: Context) => readonly [y: Tensor, state: S];
}

/** A function from the shape of one example to a layer of any output, or, if it is kept, of the same. */
export type Definition<P = object, S = object, K extends string = string, Kept extends boolean = boolean> = <
  const I extends Shape,
>(
  input: Example<I>,
) => Layer<I, Kept extends true ? I : Shape, P, S, K>;

const brand = Symbol.for('@cotangent/nn/definition');

/** Whether `f` is a definition and no plain function of tensors. */
export function isDefinition(f: unknown): f is (input: readonly number[]) => AnyLayer {
  return typeof f === 'function' && brand in f;
}

/**
 * A constructor of one's own: `build` is told the shape of one example and says what the layer does.
 *
 * The types of parameters and state are read off `build`; without an `output`, the shape stays. Throws what `build`
 * throws, and for what is no shape.
 * @example
 * const scale = define('scale', () => ({
 *   params: (_, dtype) => ({ gain: ones([1], dtype) }),
 *   apply: ({ gain }, state, x) => [mul(x, gain), state],
 * }));
 * const model = sequential([4], scale, linear(2));
 * model.init(random.key(0)).params.scale0.gain.shape; // [1]
 */
export function define<P extends object = Empty, S extends object = Empty, const N extends string = string>(
  kind: N,
  build: (input: readonly number[]) => Blueprint<P, S> & { readonly output?: undefined },
): Definition<P, S, `${N}#`, true>;
export function define<P extends object = Empty, S extends object = Empty, const N extends string = string>(
  kind: N,
  build: (input: readonly number[]) => Blueprint<P, S>,
): Definition<P, S, `${N}#`, false>;
export function define(
  kind: string,
  build: (input: readonly number[]) => Blueprint<object, object>,
): unknown {
  return redefine(kind, (input) => layerOf(kind, shapeOf(kind, input), build));
}

/**
 * `define` for the constructors of this package, whose signatures say more of shapes than can be inferred: the one place
 * where a signature is taken at its word. That it is true is what `inferred.test.ts` tests.
 */
export function defineTyped<P extends object, S extends object>(
  kind: string,
  build: (input: readonly number[]) => Blueprint<P, S>,
): never {
  return define(kind, build) as never;
}

/** Brands a function from the shape of one example to a layer, and gives it the name that errors call it. */
export function redefine(
  name: string,
  definition: (input: unknown) => AnyLayer,
): (input: unknown) => unknown {
  return Object.defineProperties(definition, { [brand]: { value: true }, name: { value: name } });
}

function layerOf<P extends object, S extends object>(
  kind: string,
  input: readonly number[],
  build: (input: readonly number[]) => Blueprint<P, S>,
): AnyLayer {
  const { output = input, settings, params, state, apply } = build(input);
  const keys = memo(() =>
    withAbstract([keySpec], `the parameters of ${kind}`, ([key]) => ({
      params: Object.keys(params?.(key as Tensor as Key, 'float32') ?? {}),
      state: Object.keys(state?.('float32') ?? {}),
    })),
  );
  return asLayer({
    kind,
    key: `${kind}#`,
    input,
    output: Object.freeze(output),
    parts: [],
    ...(settings && { settings: Object.freeze(settings) }),
    init(key, options) {
      requireInit(kind, options);
      const { dtype = 'float32' } = options ?? {};
      return { params: params?.(key, dtype) ?? {}, state: state?.(dtype) ?? {} };
    },
    apply(own, before, x, context = {}) {
      requireBatch(kind, x, input);
      requireContext(kind, context);
      requireKeys(kind, 'params', own, keys().params);
      requireKeys(kind, 'state', before, keys().state);
      return apply(own as P, before as S, x, context);
    },
  });
}

const keySpec = { shape: Object.freeze([2]), dtype: 'int32' } as const;

function memo<T>(f: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= f());
}

/** Throws unless a tree has what `init` makes. */
function requireKeys(
  kind: string,
  argument: 'params' | 'state',
  given: object,
  keys: readonly string[],
): void {
  if (keys.length > 0) requireTree(kind, argument, given, keys);
  const missing = keys.find((key) => !(key in given));
  if (missing === undefined) return;
  complain({
    op: kind,
    rule: `${argument} ${argument === 'state' ? 'is' : 'are'} what init makes`,
    got: { [argument]: Object.keys(given).map(show).join(', ') || 'nothing', missing: show(missing) },
    argument,
    expected: `a tree with ${keys.map(show).join(', ')}`,
    hint: argument === 'state' ? 'A model with state is called as model.apply(params, state, x).' : undefined,
  });
}

/** A layer that is also the definition of itself, for the one shape that it was built for. */
export function asLayer(layer: AnyLayer): AnyLayer {
  const itself = (given: unknown): AnyLayer => {
    const input = shapeOf(layer.kind, given);
    if (showList(input) === showList(layer.input)) return built;
    return complain({
      op: layer.kind,
      rule: 'the layer was built for examples of another shape',
      got: { input: showList(input), layer: `takes ${showList(layer.input)}` },
      argument: 'input',
      expected: `examples of shape ${showList(layer.input)}`,
    });
  };
  redefine(layer.key.replace('#', ''), itself);
  const built: AnyLayer = Object.freeze(Object.assign(itself, layer));
  return built;
}

/** Whether `x` is a layer that is built. */
export function isLayer(x: unknown): x is AnyLayer {
  return isDefinition(x) && 'parts' in x;
}

/** The shape of one example, frozen; of a batch, what follows its first axis. */
export function shapeOf(op: string, input: unknown): readonly number[] {
  if (isTensor(input)) return Object.freeze((input.shape as readonly number[]).slice(1));
  const sizes = Array.isArray(input) && input.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (sizes) return Object.freeze([...(input as readonly number[])]);
  return complain({
    op,
    rule: 'a layer is built for the shape of one example',
    got: { input: show(input) },
    argument: 'input',
    expected: 'a list of sizes such as [1, 24, 24], without the batch axis',
  });
}

/** Throws unless `x` is a batch of examples of shape `input`. */
export function requireBatch(op: string, x: Tensor, input: readonly number[]): void {
  const shape = isTensor(x) ? (x.shape as readonly number[]) : undefined;
  if (shape?.length === input.length + 1 && input.every((n, axis) => n === shape[axis + 1])) return;
  const single = shape?.length === input.length && input.every((n, axis) => n === shape[axis]);
  complain({
    op,
    rule: 'x must be a batch of examples of the shape that the layer was built for',
    got: { x: shape === undefined ? show(x) : showSpec(x), input: showList(input) },
    argument: 'x',
    expected: `a tensor of shape ${showList(['batch', ...input])}`,
    hint: single ? 'For a single example, write expandDims(x, 0).' : undefined,
  });
}
