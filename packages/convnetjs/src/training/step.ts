// One call of a trainer as a pure function of its state: gradients, and with the last example of a batch the update.
// It is what `jit` compiles, with all its branches decided before.
import { valueAndGrad } from '@cotangent/autograd';
import {
  abs,
  add,
  cast,
  div,
  expm1,
  greater,
  log,
  mul,
  neg,
  random,
  square,
  sum,
  tree,
  where,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { keyOf } from '../layers/build.ts';
import type { Weights } from '../layers/weighted.ts';
import { dtypeOf } from '../network/layerValues.ts';
import { lossesOf, type Target } from '../network/losses.ts';
import { activationsOf, networkOf, type Model, type Network, type Params } from '../network/network.ts';
import { formulas, twoSums, type Scalars } from './methods.ts';
import type { KnownMethod } from './options.ts';
import type { TrainerState } from './state.ts';

/** What a call tells besides the next state. */
export interface Told {
  /** The loss of each example, `[b]`. */
  readonly losses: Tensor;
  /** What the network made of each example: `[b, n]`. */
  readonly output: Tensor;
  /** The penalties on the weights before the update; 0 where there was none. */
  readonly l1: Tensor;
  readonly l2: Tensor;
}

/** One call for a batch `x`, `[b, depth, sy, sx]`; `updates` says whether it ends a batch of the trainer. */
export function stepOf(
  model: Model,
  method: KnownMethod,
): (state: TrainerState, x: Tensor, target: Target, updates: boolean) => readonly [TrainerState, Told] {
  const network = networkOf(model);
  return (state, x, target, updates) => {
    const dtype = dtypeOf(state.params);
    const lossAt = (params: Params) => {
      const context = { training: true, key: random.fold(state.key, state.k) };
      const activations = activationsOf(model, params, cast(x, dtype) as Tensor, context);
      const losses = lossesOf(network, activations, target);
      return [sum(losses), { losses, output: activations[activations.length - 1] }] as const;
    };
    const weightless = Object.keys(state.params).length === 0;
    const [[, { losses, output }], found] = weightless
      ? [lossAt(state.params), {}]
      : valueAndGrad(lossAt, { hasAux: true })(state.params);
    const gradients = Object.keys(state.pending).length === 0 ? found : plus(state.pending, found);
    const k = add(state.k, x.shape[0]) as TrainerState['k'];
    if (!updates) {
      const none = zeros([], dtype) as Tensor;
      return [
        { ...state, pending: gradients, k },
        { losses, output, l1: none, l2: none },
      ];
    }
    const decay = decayOf(network, state);
    return [
      updated(network, method, { ...state, k }, plus(gradients, decay.gradients)),
      { losses, output, ...decay.losses },
    ];
  };
}

/** The sum of two trees, of which the second may lack leaves. */
function plus(a: Params, b: Readonly<Record<string, Partial<Weights> | undefined>>): Params {
  const entries = Object.entries(a).map(([key, { w, b: bias }]) => {
    const other = b[key] ?? {};
    return [key, { w: more(w, other.w), b: more(bias, other.b) }];
  });
  return Object.fromEntries(entries) as Params;
}

function more(x: Tensor, y: Tensor | undefined): Tensor {
  return y === undefined ? x : (add(x, y) as Tensor);
}

/** The penalties on weights, and their gradients. Layers whose multipliers are 0 do not appear, and cost nothing. */
function decayOf(
  network: Network,
  { params, hyper }: TrainerState,
): { gradients: Readonly<Record<string, { w: Tensor }>>; losses: { l1: Tensor; l2: Tensor } } {
  const none = zeros([], dtypeOf(params)) as Tensor;
  const gradients: Record<string, { w: Tensor }> = {};
  let [l1Loss, l2Loss] = [none, none];
  network.layers.forEach((layer, index) => {
    if (layer.layer_type !== 'conv' && layer.layer_type !== 'fc') return;
    const key = keyOf(layer, index);
    const { w } = params[key];
    const parts: Tensor[] = [];
    if (layer.l2_decay_mul !== 0) {
      const l2 = mul(hyper.l2_decay, layer.l2_decay_mul);
      parts.push(mul(l2, w) as Tensor);
      l2Loss = add(l2Loss, mul(mul(l2, 0.5), sum(square(w)))) as Tensor;
    }
    if (layer.l1_decay_mul !== 0) {
      const l1 = mul(hyper.l1_decay, layer.l1_decay_mul) as Tensor;
      parts.push(where(greater(w, 0), l1, neg(l1)) as Tensor);
      l1Loss = add(l1Loss, mul(l1, sum(abs(w)))) as Tensor;
    }
    if (parts.length > 0) gradients[key] = { w: parts.reduce((a, b) => add(a, b) as Tensor) };
  });
  return { gradients, losses: { l1: l1Loss, l2: l2Loss } };
}

/** The state after an update by `total`, the sum of the gradients of a batch and of its decay. */
function updated(network: Network, method: KnownMethod, state: TrainerState, total: Params): TrainerState {
  const { params, gsum, xsum, hyper, k } = state;
  const updates = add(state.updates, 1) as TrainerState['updates'];
  const counted = cast(network.mode === 'compat' ? k : updates, dtypeOf(params)) as Tensor;
  const factor = (beta: Tensor): Tensor => neg(expm1(mul(counted, log(beta)))) as Tensor;
  const correction =
    (beta: Tensor) =>
    (average: Tensor): Tensor =>
      (network.mode === 'compat' ? mul(average, factor(beta)) : div(average, factor(beta))) as Tensor;
  const scalars: Scalars = { ...hyper, correct1: correction(hyper.beta1), correct2: correction(hyper.beta2) };
  const second = twoSums.has(method);
  const steps = tree.map(
    (w: Tensor, g: Tensor, first: Tensor, also: Tensor) => {
      const leaf = { g: div(g, hyper.batch_size) as Tensor, gsum: first, xsum: second ? also : undefined };
      const { dx, ...sums } = formulas[method](leaf, scalars);
      return { ...sums, w: add(w, dx) as Tensor };
    },
    params,
    total,
    gsum,
    second ? xsum : gsum,
  );
  const each = (name: 'w' | 'gsum' | 'xsum'): Params =>
    Object.fromEntries(
      Object.entries(steps).map(([key, { w, b }]) => [key, { w: w[name], b: b[name] }]),
    ) as Params;
  return {
    ...state,
    params: each('w'),
    gsum: each('gsum'),
    xsum: second ? each('xsum') : {},
    pending: {},
    updates,
  };
}
