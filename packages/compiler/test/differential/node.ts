// One op through jit against its reference kernel: where it differs by more than rounding explains.
import type { Tensor } from '@cotangent/tensor';
import type { DenseTensor } from '@cotangent/tensor/extend';
import { roundingOf } from '../../src/debug/rounding.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import { record } from '../../src/graph/record.ts';
import { numbersOf } from '../../src/debug/numbers.ts';
import { jit } from '../../src/index.ts';

/** The first elements that differ, as text; `undefined` if there are none. The last call of `f` may round. */
export function nodeDifference(
  f: (...xs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
): string | undefined {
  let allowed = (_at: number): number => 0;
  const graph = record(inputs, (xs) => [f(...xs)]);
  const [want] = evaluate(graph, inputs as readonly DenseTensor[], (call, given, made) => {
    allowed = roundingOf(call, given, made[0]);
    return made;
  });
  const [got, values] = [numbersOf(jit(f)(...inputs)), numbersOf(want)];
  const wrong = [...values.keys()].filter((at) => {
    const [x, y] = [got[at], values[at]];
    return !Object.is(x, y) && !(Math.abs(x - y) <= allowed(at) && (x !== 0 || y !== 0));
  });
  if (got.length === values.length && wrong.length === 0) return undefined;
  const lines = wrong.slice(0, 6).map((at) => {
    const given = inputs.map((x) => (x.size === want.size ? String(x.data()[at]) : '…')).join(', ');
    return `at ${at} of (${given}): got ${got[at]}, want ${values[at]}, allowed ${allowed(at)}`;
  });
  return `${wrong.length} of ${values.length} differ\n${lines.join('\n')}`;
}
