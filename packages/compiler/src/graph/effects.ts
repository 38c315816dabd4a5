// Calls that do something besides giving a value: they stay where nobody reads what they give, and are never joined.
import { primitive, type DenseTensor, type Primitive } from '@cotangent/tensor/extend';
import type { Tensor } from '@cotangent/tensor';
import { isControl } from './control.ts';
import type { Call } from './graph.ts';

const host = globalThis as { readonly console?: { log(text: string): void } };

/** Shows a value to whoever runs the program. */
export function showValue(label: string, x: DenseTensor): void {
  host.console?.log(`${label === '' ? '' : `${label}: `}${(x as Tensor).toString()}`);
}

/** The identity, which prints. Derivatives pass through it and print nothing. */
export const printPrimitive: Primitive<{ readonly label: string }> = primitive({
  name: 'print',
  shape: ([x]) => [x],
  kernel: ([x], { label }) => {
    showValue(label, x);
    return [x];
  },
  rule: { kind: 'elementwise', derivatives: [{ needs: [], of: (g) => g }] },
});

/** Whether a call has to stay even if nothing depends on it. */
export function hasEffect({ primitive: called }: Pick<Call, 'primitive'>): boolean {
  return (
    called.name === 'print' || (isControl(called) && called.bodies.some(({ calls }) => calls.some(hasEffect)))
  );
}
