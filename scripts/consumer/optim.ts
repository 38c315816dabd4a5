// Training with an optimizer: a line through four points, a schedule, groups by typed paths, and one's own formula.
import { valueAndGrad } from '@cotangent/autograd';
import {
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  descend,
  freeze,
  groups,
  l2Decay,
  schedule,
  sgd,
  transformation,
  type Optimizer,
  type OptimizerState,
} from '@cotangent/optim';
import { cosine } from '@cotangent/optim/schedule';
import { add, mean, mul, sign, square, sub, tensor, type Tensor } from '@cotangent/tensor';
import { equal } from './same.js';

interface Line {
  slope: Tensor<[]>;
  height: Tensor<[]>;
}

const x = tensor([0, 1, 2, 3]);
const y = tensor([1, 3, 5, 7]);
const loss = (line: Line) => mean(square(sub(add(mul(x, line.slope), line.height), y)));

function fit(optimizer: Optimizer<'slope' | 'height'>, steps: number): Line {
  let line: Line = { slope: tensor(0), height: tensor(0) };
  let state: OptimizerState<Line> = optimizer.init(line);
  for (let step = 0; step < steps; step++) {
    const [, gradients] = valueAndGrad(loss)(line);
    const [updates, next] = optimizer.update(gradients, state, line);
    line = applyUpdates(line, updates);
    state = next;
  }
  return line;
}

const round = ({ slope, height }: Line): number[] =>
  [slope.item(), height.item()].map((v) => Math.round(v * 100) / 100);

equal(round(fit(adam(0.1), 400)), [2, 1]);
equal(round(fit(chain(clipByGlobalNorm(1), l2Decay(0), sgd(0.1)), 400)), [2, 1]);
equal(round(fit(sgd(schedule.warmup(10, cosine(0.1, 1000))), 400)), [2, 1]);
equal(round(fit(freeze(['slope'], sgd(0.1)), 400)), [0, 4]);
equal(round(fit(groups({ height: sgd(0) }, sgd(0.1)), 400)), [2.43, 0]);

const signs = transformation({
  name: 'signs',
  hyper: { scale: 1 },
  leaf: ({ gradient }, { scale }) => ({ update: mul(sign(gradient), scale) }),
});
equal(round(fit(chain(signs, descend(0.01)), 400)).map(Math.round), [2, 1]);
