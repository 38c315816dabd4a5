// What a loop that stays a loop costs: an lstm over many letters, trained by Adam, from its trace to its steps.
import { valueAndGrad } from '@cotangent/autograd';
import { inspect, jit } from '@cotangent/compiler';
import { embedding, linear, lstm, predict, sequential, softmaxCrossEntropy } from '@cotangent/nn';
import { adam, applyUpdates, type OptimizerState } from '@cotangent/optim';
import { random, scan, tensor, zeros, type Tensor } from '@cotangent/tensor';

const [batch, steps, units] = [16, 500, 128];
const model = sequential([steps], embedding(65, 32), lstm(units), linear(65));
const { params } = model.init(random.key(0));
type Params = typeof params;
const optimizer = adam(0.01);
const state = optimizer.init(params);
const text = random.integers(random.key(1), [batch, steps], 0, 65);
const next = random.integers(random.key(2), [batch, steps], 0, 65);

function step(
  before: Params,
  from: OptimizerState<Params>,
): readonly [Params, OptimizerState<Params>, Tensor<[]>] {
  const loss = (p: Params): Tensor<[]> => softmaxCrossEntropy(predict(model, p, text), next) as Tensor<[]>;
  const [value, gradient] = valueAndGrad(loss)(before);
  const [updates, after] = optimizer.update(gradient, from, before);
  return [applyUpdates(before, updates), after, value];
}

/** The median of the milliseconds that `f` takes. */
function milliseconds(f: () => unknown, times = 5): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    f();
    return performance.now() - start;
  });
  return taken.toSorted((a, b) => a - b)[times >> 1];
}

const cold = performance.now();
const fast = jit((p: Params, s: OptimizerState<Params>) => step(p, s));
fast(params, state);
console.log(`An lstm of ${units} over ${steps} letters, batch ${batch}, with its gradient and Adam, in ms`);
console.log(`  first step of the process: ${(performance.now() - cold).toFixed(0)}`);
const compiling = milliseconds(() =>
  inspect(
    jit((p: Params, s: OptimizerState<Params>) => step(p, s)),
    params,
    state,
  ),
);
console.log(`  tracing and compiling, warm: ${compiling.toFixed(0)}`);
console.log(`  a step, jit: ${milliseconds(() => fast(params, state)).toFixed(0)}`);
console.log(`  a step, eager: ${milliseconds(() => step(params, state), 1).toFixed(0)}`);

const rounds = 1_000_000;
const passing = jit((x: Tensor<[1000000]>) => scan((c, row) => [c, row], tensor(0), x)[1]);
const rows = zeros([rounds]) as Tensor<[1000000]>;
passing(rows);
const round = (milliseconds(() => passing(rows)) * 1e6) / rounds;
console.log(`A round of a scan that hands a number on, in ns: ${round.toFixed(1)}`);
