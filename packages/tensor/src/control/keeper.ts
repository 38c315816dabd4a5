// Who keeps a loop or branch as such: the highest interpreter among what goes in, closures included, provided that the
// levels below it keep control flow as well. Where nobody does, loops unroll.
import { interpreterOf, isNewest, type ControlFlow } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Spec } from '../shape/dim.ts';
import { Abstract, closuresOf } from './abstract.ts';

/** An interpreter's control flow, and the tracers that the functions close over. */
export interface Keeper {
  readonly control: ControlFlow;
  readonly closures: readonly Tensor[];
}

/** Who keeps the loop or branch `f` of `inputs`, when called with `operands`; `undefined` where it unrolls. */
export function keeperOf(
  operands: readonly Tensor[],
  inputs: readonly Spec[],
  f: (inputs: readonly Tensor[]) => readonly Tensor[],
): Keeper | undefined {
  if (!keeps(operands)) return undefined;
  const top = interpreterOf(operands);
  // On shapes, whatever comes in is seen anyway, as long as nothing has been opened above.
  if (top instanceof Abstract && isNewest(top)) return { control: top, closures: [] };
  const closures = closuresOf(inputs, f);
  const all = [...operands, ...closures];
  const control = keeps(all) ? interpreterOf(all)?.control : undefined;
  return control && { control, closures };
}

/** Whether the highest interpreter among the owners of `xs`, and those that it stands on, keep control flow. */
function keeps(xs: readonly Tensor[]): boolean {
  const top = interpreterOf(xs);
  if (top?.lower === undefined) return top?.control !== undefined;
  return top.control !== undefined && keeps(xs.map((x) => top.lower?.(x) ?? x));
}
