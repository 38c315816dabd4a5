// A recurrent model trained in one program: cells along time, their gradient and the optimizer, against the same eagerly.
import { expect, test } from 'vitest';
import { valueAndGrad } from '@cotangent/autograd';
import { functional, glorot, softmaxCrossEntropy } from '@cotangent/nn';
import { adam, applyUpdates, type OptimizerState } from '@cotangent/optim';
import {
  add,
  matmul,
  random,
  scan,
  slice,
  take,
  tensor,
  transpose,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { inspect, jit } from '../src/index.ts';

const [batch, length, kinds, units] = [2, 7, 5, 6];
const letterAt = (b: number, t: number): number => (t * t + b) % kinds;
const text: Tensor = tensor(
  Array.from({ length: batch }, (_, b) => Array.from({ length: length + 1 }, (_, t) => letterAt(b, t))),
  'int32',
) as Tensor;

type State = OptimizerState<Params>;
type Weights = Readonly<Record<'wi' | 'wh' | 'b' | 'bh', Tensor>>;
interface Params {
  readonly table: Tensor;
  readonly cell: Weights;
  readonly w: Tensor;
}
const start = (gates: number): Params => {
  const draw = (name: string, shape: readonly [number, number]): Tensor =>
    glorot()(random.fold(random.key(1), name), shape, {
      fanIn: shape[0],
      fanOut: shape[1],
      dtype: 'float64',
    });
  return {
    table: draw('table', [kinds, 4]),
    cell: {
      wi: draw('wi', [4, gates * units]),
      wh: draw('wh', [units, gates * units]),
      b: zeros([gates * units], 'float64') as Tensor,
      bh: zeros([gates * units], 'float64') as Tensor,
    },
    w: draw('w', [units, kinds]),
  };
};

/** What a cell carries, of which `h` comes out. */
type Carry = Readonly<Record<string, Tensor>> & { readonly h: Tensor };
type Cell = (x: Tensor, carry: Carry, weights: Weights) => Carry;
const none = zeros([batch, units], 'float64') as Tensor;
const cells: Readonly<Record<string, readonly [gates: number, carry: Carry, cell: Cell]>> = {
  rnn: [1, { h: none }, (x, { h }, { wi, wh, b }) => ({ h: functional.rnnCell(x, h, { wi, wh, b }) })],
  lstm: [
    4,
    { h: none, c: none },
    (x, { h, c }, { wi, wh, b }) =>
      functional.lstmCell(x, { h, c }, { wi, wh, b }) as { h: Tensor; c: Tensor },
  ],
  gru: [3, { h: none }, (x, { h }, weights) => ({ h: functional.gruCell(x, h, weights) })],
};

test.each(Object.keys(cells))('a model of letters with %s cells', (name) => {
  const [gates, carry, cell] = cells[name];
  const optimizer = adam(0.05);
  const loss = (params: Params, letters: Tensor): Tensor<[]> => {
    const x = take(
      params.table,
      transpose(slice(letters, [0, 0], [batch, length])) as Tensor<[number, number], 'int32'>,
      0,
    );
    const next = transpose(slice(letters, [0, 1], [batch, length + 1]));
    const body = (before: Carry, row: Tensor): readonly [Carry, Tensor] => {
      const after = cell(row, before, params.cell);
      return [after, after.h];
    };
    const [, all] = scan(body as never, carry as never, x as never) as readonly unknown[] as readonly [
      Carry,
      Tensor,
    ];
    return softmaxCrossEntropy(add(matmul(all, params.w), 0), next) as Tensor<[]>;
  };
  const step = (params: Params, state: State, given: Tensor): readonly [Params, State, Tensor<[]>] => {
    const [value, gradient] = valueAndGrad((p: Params) => loss(p, given))(params);
    const [updates, after] = optimizer.update(gradient, state, params);
    return [applyUpdates(params, updates), after, value];
  };
  const compiled = jit(step, { donate: [0, 1] });
  const initial = start(gates);
  const [eager, fast] = [0, 1].map(() => ({ params: start(gates), state: optimizer.init(initial) as State }));
  let [want, got] = [0, 0];
  for (let k = 0; k < 40; k++) {
    let last: Tensor<[]>;
    [eager.params, eager.state, last] = step(eager.params, eager.state, text);
    want = last.item();
    [fast.params, fast.state, last] = compiled(fast.params, fast.state, text);
    got = last.item();
    expect(got).toBeCloseTo(want, 8);
  }
  expect(got).toBeLessThan(0.5);
  const { kernels } = inspect(compiled, start(gates), optimizer.init(initial) as State, text);
  expect(kernels.filter(({ kind }) => kind === 'scan').length).toBe(2);
});
