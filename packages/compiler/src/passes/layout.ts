// Permutations beside contractions are labels in another order: no operand and no result has to be moved.
import type { Value } from '../graph/graph.ts';
import { madeBy } from './part.ts';
import type { RewriteRule } from './rewrite.ts';

type Numbers = readonly number[];
type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** `contract(permute(a), permute(b))`: the operands as they were before, with their labels permuted. */
export const absorb: RewriteRule = ({ primitive, params }, inputs, { emit }) => {
  if (primitive.name !== 'contract') return undefined;
  const labels = params as Labels;
  const [a, x] = unpermuted(inputs[0], labels.x);
  const [b, y] = unpermuted(inputs[1], labels.y);
  return a === inputs[0] && b === inputs[1]
    ? undefined
    : [emit('contract', [a, b], { x, y, out: labels.out })];
};

function unpermuted(value: Value, labels: string): readonly [Value, string] {
  const call = madeBy(value);
  if (call?.primitive.name !== 'permute') return [value, labels];
  const before = new Array<string>(labels.length);
  (call.params['axes'] as Numbers).forEach((axis, place) => (before[axis] = labels[place]));
  return unpermuted(call.inputs[0], before.join(''));
}

/** `permute(contract(a, b))`: the result in the order that is wanted. */
export const reorder: RewriteRule = ({ primitive, params, inputs: [old] }, [product], { emit, readers }) => {
  if (primitive.name !== 'permute') return undefined;
  const call = madeBy(product);
  if (call?.primitive.name !== 'contract' || readers(old).length > 1) return undefined;
  const { x, y, out } = call.params as Labels;
  const order = (params['axes'] as Numbers).map((axis) => out[axis]).join('');
  return [emit('contract', call.inputs, { x, y, out: order })];
};
