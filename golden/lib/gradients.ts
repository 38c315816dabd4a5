// Pulls a case's cotangent back through its op and compares the gradients, for the same rows as the outputs.
// Inputs that the case gives no gradient of, masks and indices among them, stay fixed.
import { vjp } from '@cotangent/autograd';
import { isTensor, type Tensor } from '@cotangent/tensor';
import { expectClose } from './closeness.ts';
import { inputsOf, rowOf } from './forward.ts';
import { read, type OpCase, type Precision, type Written } from './load.ts';
import type { Ops } from './op.ts';
import { through } from './through.ts';

/** How far gradients may be off. */
const tolerance: Readonly<Record<Precision, number>> = { float64: 1e-10, float32: 1e-4 };

/**
 * Where PyTorch's own gradient is inexact, by what factor. Its hardSigmoid multiplies by `1.0f / 6.0f` on the way back,
 * a constant rounded to float32, in float64 too: 3e-8 off. Cases of it are compared with what it meant, as strictly.
 */
const inexact: Readonly<Record<string, number>> = { hardSigmoid: 6 * Math.fround(1 / 6) };

/** What PyTorch meant where it computed `grad`. */
function meant(op: string, grad: Written): Written {
  const factor = inexact[op];
  if (factor === undefined) return grad;
  return { ...grad, data: grad.data.map((value) => (typeof value === 'number' ? value / factor : value)) };
}

/** Whether a case says what its gradients are. */
export function hasGradients({ grads, cotangent }: OpCase): boolean {
  return grads !== undefined && cotangent !== undefined;
}

/** Asserts that the pullback of the op gives the case's gradients. */
export function checkGradients(ops: Ops, one: OpCase, precision: Precision): void {
  const { grads = {}, cotangent, params = {} } = one;
  if (cotangent === undefined) throw new Error('The case gives no cotangent.');
  const row = rowOf(ops, one);
  const inputs = inputsOf(one, precision);
  const names = Object.keys(grads);
  const f = (...primals: Tensor[]): Tensor => {
    const varied = Object.fromEntries(names.map((name, k) => [name, primals[k]]));
    const output = row({ ...inputs, ...varied }, params);
    if (!isTensor(output)) throw new Error('Gradients of several outputs cannot be compared.');
    return output;
  };
  const run = through((g: Tensor, ...primals: Tensor[]) => vjp(f, ...primals)[1](g));
  const got = run(read(cotangent, precision), ...names.map((name) => inputs[name]));
  names.forEach((name, k) =>
    expectClose(got[k], meant(one.op, grads[name]), precision, tolerance[precision], name),
  );
}
