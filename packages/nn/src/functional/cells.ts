// Recurrent cells: one step from the state before and the input to the state after.
// Weights of all gates stand side by side in one matrix, so that a step is two matrix products.
import {
  add,
  matmul,
  mul,
  sigmoid,
  split,
  sub,
  tanh,
  type DType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { complain, requireTensor, showSpec } from '@cotangent/tensor/extend';

/** Input and recurrent weights, and a bias: `[i, gates·n]`, `[n, gates·n]`, `[gates·n]`. */
export interface CellParams {
  readonly wi: Tensor<Shape, DType>;
  readonly wh: Tensor<Shape, DType>;
  readonly b: Tensor<Shape, DType>;
}
/** As `CellParams`, with the recurrent product's own bias, which the reset gate acts on. */
export interface GruParams extends CellParams {
  readonly bh: Tensor<Shape, DType>;
}

/** What an lstm carries from step to step. */
export interface LstmState<S extends Shape = Shape, D extends DType = DType> {
  /** The output, `[b, n]`. */
  readonly h: Tensor<S, D>;
  /** The memory, `[b, n]`. */
  readonly c: Tensor<S, D>;
}

/**
 * `h′ = tanh(x·wi + h·wh + b)`. `[b, i] × [b, n] → [b, n]`.
 *
 * Throws for operands that do not fit each other.
 *
 * Source: Elman, "Finding structure in time", 1990.
 * @example
 * const params = { wi: ones([3, 4]), wh: ones([4, 4]), b: ones([4]) };
 * functional.rnnCell(ones([2, 3]), zeros([2, 4]), params); // Tensor<[2, 4]>
 */
export function rnnCell<S extends Shape, D extends DType>(
  x: Tensor<Shape, DType>,
  h: Tensor<S, D>,
  params: CellParams,
): Tensor<S, D> {
  const { wi, wh, b } = params;
  requireCell('rnnCell', 1, x as Tensor, h as Tensor, params);
  const sum = add(matmul(x as Tensor, wi as Tensor), matmul(h as Tensor, wh as Tensor)) as Tensor;
  return tanh(add(sum, b as Tensor)) as Tensor as Tensor<S, D>;
}

/**
 * `i, f, g, o = x·wi + h·wh + b`; `c′ = σ(f)·c + σ(i)·tanh(g)`; `h′ = σ(o)·tanh(c′)`. `[b, i] × 2 [b, n] → 2 [b, n]`.
 *
 * Throws for operands that do not fit each other.
 *
 * Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997; with the forget gate of Gers et al., 2000.
 * @example
 * const params = { wi: ones([3, 16]), wh: ones([4, 16]), b: ones([16]) };
 * functional.lstmCell(ones([2, 3]), { h: zeros([2, 4]), c: zeros([2, 4]) }, params).h; // Tensor<[2, 4]>
 */
export function lstmCell<S extends Shape, D extends DType>(
  x: Tensor<Shape, DType>,
  state: LstmState<S, D>,
  params: CellParams,
): LstmState<S, D> {
  const { wi, wh, b } = params;
  const { h, c } = state;
  requireCell('lstmCell', 4, x as Tensor, h as Tensor, params);
  const sum = add(matmul(x as Tensor, wi as Tensor), matmul(h as Tensor, wh as Tensor)) as Tensor;
  const [i, f, g, o] = split(add(sum, b as Tensor) as Tensor, 4, -1) as readonly Tensor[];
  const after = add(mul(sigmoid(f), c as Tensor), mul(sigmoid(i), tanh(g))) as Tensor;
  const out = mul(sigmoid(o), tanh(after)) as Tensor;
  return { h: out as Tensor<S, D>, c: after as Tensor<S, D> };
}

/**
 * `r, z, n = x·wi + b`; `r′, z′, n′ = h·wh + bh`; `ñ = tanh(n + σ(r + r′)·n′)`; `h′ = (1 − σ(z + z′))·ñ + σ(z + z′)·h`.
 * `[b, i] × [b, n] → [b, n]`.
 *
 * The reset gate acts after the recurrent product. Throws for operands that do not fit each other.
 *
 * Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014.
 * @example
 * const params = { wi: ones([3, 12]), wh: ones([4, 12]), b: ones([12]), bh: ones([12]) };
 * functional.gruCell(ones([2, 3]), zeros([2, 4]), params); // Tensor<[2, 4]>
 */
export function gruCell<S extends Shape, D extends DType>(
  x: Tensor<Shape, DType>,
  h: Tensor<S, D>,
  params: GruParams,
): Tensor<S, D> {
  const { wi, wh, b, bh } = params;
  requireCell('gruCell', 3, x as Tensor, h as Tensor, params);
  const fromX = add(matmul(x as Tensor, wi as Tensor), b as Tensor) as Tensor;
  const fromH = add(matmul(h as Tensor, wh as Tensor), bh as Tensor) as Tensor;
  const [rx, zx, nx] = split(fromX, 3, -1) as readonly Tensor[];
  const [rh, zh, nh] = split(fromH, 3, -1) as readonly Tensor[];
  const z = sigmoid(add(zx, zh)) as Tensor;
  const candidate = tanh(add(nx, mul(sigmoid(add(rx, rh)), nh))) as Tensor;
  return add(candidate, mul(z, sub(h as Tensor, candidate))) as Tensor as Tensor<S, D>;
}

/** Throws unless input, state and weights of so many gates fit each other. */
function requireCell(op: string, gates: number, x: Tensor, h: Tensor, params: CellParams): void {
  const given: Readonly<Record<string, Tensor>> = { x, h, ...params } as Record<string, Tensor>;
  const names = ['x', 'h', 'wi', 'wh', 'b', ...(gates === 3 ? ['bh'] : [])];
  for (const name of names) requireTensor(op, given[name], name);
  const [batch, inputs] = x.shape as readonly number[];
  const [, units] = h.shape as readonly number[];
  const width = gates * units;
  const wanted: Readonly<Record<string, readonly number[]>> = {
    x: [batch, inputs],
    h: [batch, units],
    wi: [inputs, width],
    wh: [units, width],
    b: [width],
    bh: [width],
  };
  for (const name of names) {
    const value = given[name];
    if (String(value.shape) === String(wanted[name])) continue;
    complain({
      op,
      rule: 'weights fit the input and the state',
      got: {
        x: showSpec(x),
        h: showSpec(h),
        ...(name !== 'x' && name !== 'h' && { [name]: showSpec(value) }),
      },
      argument: name,
      expected: `${name} of shape [${wanted[name].join(', ')}]`,
    });
  }
}
