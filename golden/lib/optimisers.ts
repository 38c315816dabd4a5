// Optimizers by the names and options that cases give them, PyTorch's, and the checks of their trajectories.
// What a case does not list has PyTorch's default.
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  clipByValue,
  globalNorm,
  l2Decay,
  maximize,
  nadam,
  radam,
  rmsprop,
  schedule,
  sgd,
  type Optimizer,
} from '@cotangent/optim';
import type { Tensor } from '@cotangent/tensor';
import { expectClose } from './closeness.ts';
import { read, type ClippingCase, type OptimiserCase, type Precision, type Written } from './load.ts';
import { through } from './through.ts';
import type { Options } from './options.ts';

const moments = ({ betas: [beta1, beta2] = [0.9, 0.999], eps = 1e-8 }: Options) => ({
  beta1,
  beta2,
  epsilon: eps,
});

const optimisers: Readonly<Record<string, (options: Options) => Optimizer>> = {
  // Without momentum, PyTorch dampens nothing.
  sgd: ({ lr = 0.1, momentum = 0, dampening, nesterov = false }) =>
    momentum === 0 ? sgd(lr) : sgd(lr, { momentum, nesterov, ...(dampening !== undefined && { dampening }) }),
  adadelta: ({ lr = 1, rho = 0.9, eps = 1e-6 }) => adadelta(lr, { rho, epsilon: eps }),
  adagrad: ({ lr = 0.01, lr_decay = 0, eps = 1e-10, initial_accumulator_value = 0 }) =>
    adagrad(schedule.inverseTime(lr, lr_decay), {
      epsilon: eps,
      initialAccumulator: initial_accumulator_value,
    }),
  rmsprop: ({ lr = 0.01, alpha = 0.99, eps = 1e-8, momentum = 0, centered = false }) =>
    rmsprop(lr, { rho: alpha, epsilon: eps, momentum, centered }),
  adam: (options) => adam(options.lr ?? 1e-3, { ...moments(options), amsgrad: options.amsgrad ?? false }),
  adamw: (options) =>
    adamw(options.lr ?? 1e-3, {
      ...moments(options),
      amsgrad: options.amsgrad ?? false,
      decay: options.weight_decay ?? 0.01,
    }),
  adamax: (options) => adamax(options.lr ?? 2e-3, moments(options)),
  nadam: (options) =>
    nadam(options.lr ?? 2e-3, {
      ...moments(options),
      momentumDecay: options.momentum_decay ?? 0.004,
      repeatsMomentum: true,
    }),
  radam: (options) => radam(options.lr ?? 1e-3, moments(options)),
};

/** The optimizer of a case, whose name begins with PyTorch's name for it. Throws for one that is not there. */
export function optimiserOf(name: string, options: Options): Optimizer {
  const kind = name.split(' ')[0].toLowerCase();
  const make = optimisers[kind];
  if (make === undefined) throw new Error(`No optimizer is called '${kind}'.`);
  const coupled = kind !== 'adamw' && options.weight_decay !== undefined && options.weight_decay !== 0;
  return chain(
    ...(options.maximize === true ? [maximize()] : []),
    ...(coupled ? [l2Decay(options.weight_decay)] : []),
    make(options),
  );
}

const tolerance = { float64: 1e-12, float32: 1e-4 };

/** Asserts the parameters after each step. */
export function checkOptimiser(one: OptimiserCase, precision: Precision): void {
  const { start, gradients, trajectory } = one;
  const vector = (data: Written | Written['data']): Written => ('shape' in data ? data : { ...start, data });
  const optimizer = optimiserOf(one.name, one.options);
  let params = { x: read(start, precision) };
  let state = optimizer.init(params);
  const step = through((g: typeof params, old: typeof state, at: typeof params) => {
    const [updates, next] = optimizer.update(g, old, at);
    return { params: applyUpdates(at, updates), state: next };
  });
  gradients.forEach((gradient, i) => {
    ({ params, state } = step({ x: read(vector(gradient), precision) }, state, params));
    expectClose(params.x, vector(trajectory[i]), precision, tolerance[precision], `step ${i + 1}`);
  });
}

/** Asserts what is left of gradients after clipping, and their norm where the case gives one. */
export function checkClipping(one: ClippingCase, precision: Precision): void {
  const limit = Number(/[\d.]+(e-?\d+)?$/.exec(one.name)?.[0]);
  const gradients: readonly Tensor[] = one.gradients.map((written) => read(written, precision));
  const clip = one.name.includes('norm') ? clipByGlobalNorm(limit) : clipByValue(limit);
  const run = through((list: readonly Tensor[]) => clip.update(list, clip.init(list), list)[0]);
  const clipped = run(gradients);
  if (one.norm !== undefined) {
    const norm: Written = { shape: [], dtype: 'f64', data: [one.norm] };
    expectClose(through(globalNorm)(gradients), norm, precision, tolerance[precision], 'norm');
  }
  one.clipped.forEach((want, i) => {
    expectClose(clipped[i], want, precision, tolerance[precision], `gradient ${i}`);
  });
}
